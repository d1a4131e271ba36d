"""What waits to be sent by mail."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.recognition.models import Notice
from testamur.domain.recognition.values import NoticeView


@scoped
def unsent(actor: Actor, *, request: UUID) -> list[NoticeView]:
    """Return the notices about a request that have not been sent, the oldest first."""
    require(actor, Permission.ASSESS_RECOGNITION)
    rows = Notice.objects.filter(request__uuid=request, sent_at__isnull=True, person__is_active=True)
    house = institution(actor.here).language
    return [
        NoticeView(
            uuid=row.uuid,
            kind=row.kind,
            is_for_desk=row.is_for_desk,
            email=row.person.email,
            language=(row.person.language or house) if row.is_for_desk else row.request.language,
            request=row.request.uuid,
            institution_id=row.institution_id,
            day=_day(row),
        )
        for row in rows.select_related("person", "request").order_by("pk")
    ]


def _day(row: Notice) -> date | None:
    """Return the day that counts: of an appeal after a decision, of the answer otherwise."""
    if row.kind in {"decided", "corrected"}:
        standing = row.request.decisions.filter(superseded_by__isnull=True).first()
        return standing.appeal_by if standing else None
    return row.request.delayed_until if row.kind == "delayed" else row.request.due_on
