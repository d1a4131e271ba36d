"""Who signed it, and whether the signature fits: each way of securing a credential has its own judge."""

from __future__ import annotations

from datetime import datetime

from testamur.core.credential.envelope import Envelope
from testamur.core.credential.integrity.check import check_proofs
from testamur.core.credential.jose.check import check_jwt
from testamur.core.credential.report import Check
from testamur.core.credential.world import World


def check_signatures(envelope: Envelope, world: World, at: datetime) -> list[Check]:
    """Return the checks of every signature on the credential; with none on it, one that failed."""
    if envelope.form == "vc-jwt":
        return check_jwt(envelope, world, at)
    return check_proofs(envelope.credential, world, at)
