"""What a room above does to this room's rows inside its own action: permission and trace are that action's.

Doors do not come here (tests/law): a door calls an action.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.awards.models import Award, Standing
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import institutions
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


def end(*, award: UUID, because: str, reason: str, at: datetime) -> None:
    """End a standing award. Raises `NotFound`, `Invalid`."""
    if not reason.strip():
        raise Invalid(field="reason", found="")
    row = Award.objects.filter(uuid=award, ended_at__isnull=True).first()
    if row is None:
        raise NotFound(what="award", uuid=str(award))
    row.ended_at, row.ended_because, row.reason = at, because, reason.strip()[:500]
    row.save(update_fields=["ended_at", "ended_because", "reason"])
    tell([row.person_id])


def set_aside(*, award: UUID, at: datetime | None) -> None:
    """Let an award count for nothing while its credential is suspended; *at* None: it counts again."""
    row = Award.objects.get(uuid=award)
    row.set_aside_at = at
    row.save(update_fields=["set_aside_at"])
    tell([row.person_id])


def tell(people: Collection[int]) -> int:
    """Ask for the standings of people to be decided anew, wherever they follow a pathway; return at how many places."""
    found = followed_by(people)
    for institution_id, some in found.items():
        for first in range(0, len(some), ledger.CHUNK):
            chunk = some[first : first + ledger.CHUNK]
            once = f"reckon {institution_id} {chunk[0]}" if len(chunk) == 1 else ""
            ledger.enqueue(system(institution_id), task="awards.reckon", once=once, people=[*chunk])
    return len(found)


def followed_by(people: Collection[int]) -> dict[int, list[int]]:
    """Return institution → those of *people* who are on one of its pathways."""
    found: dict[int, list[int]] = {}
    for place in institutions():
        with within(place.id):
            rows = Standing.objects.filter(person_id__in=people, left_at__isnull=True)
            some = sorted(set(rows.values_list("person_id", flat=True)))
        if some:
            found[place.id] = some
    return found


def replace(actor: Actor, *, award: UUID, name: str) -> UUID:
    """Return a new award in the place of one that has ended: same decision and date, another name."""
    row = Award.objects.get(uuid=award)
    copied = (
        "person_id",
        "version_id",
        "enrolment_id",
        "standing_id",
        "identifier",
        "decision",
        "results",
        "awarded_at",
        "valid_until",
    )
    fresh = Award.objects.create(
        institution_id=actor.here,
        name=name,
        conferred_by_id=actor.person_id,
        replaces=row,
        **{field: getattr(row, field) for field in copied},
    )
    tell([row.person_id])
    return fresh.uuid
