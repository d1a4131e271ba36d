"""What other systems have signed in the institution's name, through the VC API: the trace of it.

Their documents are not ours to keep; that there was one, whose, and who asked for it, is.
"""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


@scoped
def vouch(actor: Actor, *, issuer: str, digest: str, at: datetime) -> None:
    """Note that a document of another system was signed for *issuer*; *digest* is that of what was handed out."""
    require(actor, Permission.SIGN)
    ledger.record(actor, verb="issuing.vouch", subject=f"document:{digest}", at=at, issuer=issuer)


@scoped
def disown(actor: Actor, *, credential: str, is_withdrawn: bool, at: datetime) -> None:
    """Note that the status of such a document is to change; *credential* is the digest of its id or place."""
    require(actor, Permission.REVOKE)
    ledger.record(actor, verb="issuing.disown", subject=f"document:{credential}", at=at, is_withdrawn=is_withdrawn)
