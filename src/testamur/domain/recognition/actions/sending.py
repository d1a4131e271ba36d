"""What was sent by mail, noted: a notice is sent once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition.models import Notice


@scoped
def note_sent(actor: Actor, *, notice: UUID, at: datetime) -> None:
    """Note that a notice has left the house. Noted twice, it stays as it was."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = Notice.objects.select_related("request").filter(uuid=notice, sent_at__isnull=True).first()
    if row is None:
        return
    row.sent_at = at
    row.save(update_fields=["sent_at"])
    told = {"notice": str(notice), "kind": row.kind}
    ledger.record(actor, verb="recognition.note_sent", subject=f"recognition:{row.request.uuid}", at=at, **told)
