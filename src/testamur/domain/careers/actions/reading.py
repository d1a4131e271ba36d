"""What a reader in the background makes of an advert that somebody aims at."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers import rows
from testamur.domain.careers.models import Target, TargetSkill
from testamur.domain.careers.values import NAMED, Seen, SkillSeen
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger

LATER = timedelta(minutes=1)


@scoped
def keep_target_read(actor: Actor, *, target: UUID, seen: Seen, at: datetime) -> None:
    """Keep what a reader saw in an advert; what its person decided stays, other offers give way. Safe to repeat.

    Raises `NotFound`.
    """
    require(actor, Permission.DESIGN)
    row = rows.target(actor, target)
    row.skills.filter(verdict="").delete()
    decided = set(row.skills.values_list("uri", flat=True))
    fresh = [one for one in {one.uri: one for one in seen.skills}.values() if one.uri not in decided]
    TargetSkill.objects.bulk_create(_offered(row, one, seen) for one in fresh)
    row.state, row.because, row.total = "read", "", seen.total
    row.silent = [list(one) for one in (*seen.silent, *seen.left_out)]
    row.framework, row.version, row.model = seen.framework[:200], seen.version[:40], seen.model[:100]
    row.language = row.language or seen.language[:20]
    row.save()
    ledger.record(actor, verb="careers.keep_target_read", subject=f"target:{target}", at=at, found=len(fresh))


@scoped
def put_off_target(actor: Actor, *, target: UUID, tries: int, at: datetime, whole: bool = False) -> None:
    """Read an advert later, for what it is read against may be on its way. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = rows.target(actor, target)
    ledger.enqueue(
        actor,
        task="careers.read_target",
        not_before=at + LATER,
        target=str(row.uuid),
        tries=tries,
        whole=whole,
    )
    ledger.record(actor, verb="careers.put_off_target", subject=f"target:{target}", at=at, tries=tries)


@scoped
def give_up_target(actor: Actor, *, target: UUID, because: str, at: datetime) -> None:
    """Say why an advert was not read: no-framework, not-ready, switched-off. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = rows.target(actor, target)
    row.state, row.because = "unread", because[:40]
    row.save(update_fields=["state", "because"])
    ledger.record(actor, verb="careers.give_up_target", subject=f"target:{target}", at=at, because=because)


def _offered(row: Target, one: SkillSeen, seen: Seen) -> TargetSkill:
    return TargetSkill(
        institution_id=row.institution_id,
        person_id=row.person_id,
        target=row,
        uri=one.uri,
        label=one.label[:500],
        framework=seen.framework[:200],
        version=seen.version[:40],
        origin="suggested",
        places=[list(place) for place in one.places],
        rank=one.rank,
        score=one.score,
        confidence=one.confidence,
        lane=NAMED if one.is_named else seen.lane[:10],
        need=one.need,
        parts=dict(one.parts),
    )
