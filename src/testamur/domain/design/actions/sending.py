"""Noting what was sent to partners."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.models import PartnerNotice
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


@scoped
def note_sent(actor: Actor, *, notice: UUID, at: datetime) -> None:
    """Note that a notice has left the house. Noted twice, it stays as it was."""
    require(actor, Permission.DESIGN)
    row = PartnerNotice.objects.filter(uuid=notice, sent_at__isnull=True).first()
    if row is None:
        return
    row.sent_at = at
    row.save(update_fields=["sent_at"])
    ledger.record(actor, verb="design.note_sent", subject=f"notice:{notice}", at=at, kind=row.kind)
