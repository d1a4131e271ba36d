"""What a room above does to this room's rows inside its own action: permission and trace are that action's.

Doors do not come here (tests/law): a door calls an action.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.domain.awards.models import Award
from testamur.domain.institution.access import Actor
from testamur.refusals import Invalid, NotFound


def end(*, award: UUID, because: str, reason: str, at: datetime) -> None:
    """End a standing award. Raises `NotFound`, `Invalid`."""
    if not reason.strip():
        raise Invalid(field="reason", found="")
    ended = {"ended_at": at, "ended_because": because, "reason": reason.strip()[:500]}
    if not Award.objects.filter(uuid=award, ended_at__isnull=True).update(**ended):
        raise NotFound(what="award", uuid=str(award))


def replace(actor: Actor, *, award: UUID, name: str) -> UUID:
    """Return a new award in the place of one that has ended: same decision and date, another name."""
    row = Award.objects.get(uuid=award)
    copied = (
        "person_id",
        "version_id",
        "enrolment_id",
        "identifier",
        "decision",
        "results",
        "awarded_at",
        "valid_until",
    )
    return Award.objects.create(
        institution_id=actor.here,
        name=name,
        conferred_by_id=actor.person_id,
        replaces=row,
        **{field: getattr(row, field) for field in copied},
    ).uuid
