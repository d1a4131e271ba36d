"""A job reads an advert: what it found is kept as an offer, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import rows
from testamur.domain.demand.actions.handing_in import ask_to_read
from testamur.domain.demand.models import Advert, AdvertSkill
from testamur.domain.demand.values import Suggested
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger

LATER = timedelta(minutes=1)


@scoped
def read_again(actor: Actor, *, advert: UUID, framework: str = "", at: datetime) -> None:
    """Ask for an advert to be read that was not, or by what reads better now, or against another *framework* (a code).

    Decisions stay. Raises `NotFound`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, advert)
    row.state, row.because = "waiting", ""
    row.save(update_fields=["state", "because"])
    ask_to_read(actor, row, framework)
    ledger.record(actor, verb="demand.read_again", subject=f"advert:{advert}", at=at)


@scoped
def keep_reading(
    actor: Actor,
    *,
    advert: UUID,
    found: Sequence[Suggested],
    sentences: int,
    at: datetime,
    silent: Sequence[tuple[int, int]] = (),
    left_out: Sequence[tuple[int, int, str]] = (),
) -> None:
    """Keep what a reader found in an advert; what people have decided stays, other offers give way.

    *silent*: from and until which characters it found nothing; *left_out*: where it read nothing, and why.
    Done again, it does the same. Raises `NotFound`.
    """
    require(actor, Permission.DESIGN)
    row = rows.advert(actor, advert)
    row.skills.filter(verdict="").delete()
    decided = set(row.skills.values_list("uri", flat=True))
    AdvertSkill.objects.bulk_create(
        AdvertSkill(
            institution_id=row.institution_id,
            advert=row,
            uri=one.uri,
            label=one.label[:500],
            framework=one.framework[:200],
            version=one.version[:40],
            language=one.language[:40],
            rank=one.rank,
            score=one.score,
            confidence=one.confidence,
            lane=one.lane[:10],
            model=one.model[:100],
            parts=dict(one.parts),
            start=min(one.start, len(row.text)),
            end=min(one.end, len(row.text)),
            suggested_at=at,
        )
        for one in {one.uri: one for one in found}.values()
        if one.uri not in decided
    )
    row.state, row.because, row.total = "read", "", sentences
    row.silent = [list(one) for one in (*silent, *left_out)]
    row.save(update_fields=["state", "because", "total", "silent"])
    told = {"found": len(found), "sentences": sentences}
    ledger.record(actor, verb="demand.keep_reading", subject=f"advert:{advert}", at=at, **told)


@scoped
def put_off_reading(actor: Actor, *, advert: UUID, tries: int, at: datetime, framework: str = "") -> None:
    """Ask for an advert to be read a little later: the framework of skills may be on its way. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row, later = rows.advert(actor, advert), at + LATER
    named = {"framework": framework} if framework else {}
    ledger.enqueue(actor, task="demand.read_advert", not_before=later, advert=str(row.uuid), tries=tries, **named)
    ledger.record(actor, verb="demand.put_off_reading", subject=f"advert:{advert}", at=at, tries=tries)


@scoped
def give_up_reading(actor: Actor, *, advert: UUID, because: str, at: datetime) -> None:
    """Say why an advert was not read: no-framework, not-ready, switched-off, too-long. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = rows.advert(actor, advert)
    Advert.objects.filter(pk=row.pk).update(state="unread", because=because[:40])
    ledger.record(actor, verb="demand.give_up_reading", subject=f"advert:{advert}", at=at, because=because)
