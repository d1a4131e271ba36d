"""A person decides which skills an advert asks for. Nothing counts before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import rows
from testamur.domain.demand.models import Advert, AdvertSkill
from testamur.domain.demand.values import VERDICTS, RoleSkill
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Offered, Purpose
from testamur.refusals import Invalid, NotFound


@scoped
def decide(actor: Actor, *, advert: UUID, skills: Collection[UUID], verdict: str, at: datetime) -> int:
    """Accept, refuse or reopen skills of an advert, and return how many changed. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, advert)
    if verdict not in VERDICTS:
        raise Invalid(field="verdict", found=verdict[:20], allowed=", ".join(VERDICTS))
    found = list(row.skills.select_for_update().filter(uuid__in=list(skills)).order_by("pk"))
    if len(found) < len(set(skills)):
        raise NotFound(what="advert-skill")
    kept = "" if verdict == "reopened" else verdict
    changed = [one for one in found if one.verdict != kept]
    for one in changed:
        one.verdict = kept
        one.decided_at, one.decided_by_id = (at, actor.person_id) if kept else (None, None)
    AdvertSkill.objects.bulk_update(changed, ["verdict", "decided_at", "decided_by_id"])
    for one in changed:
        if one.rank:
            _recorded(actor, row, one, verdict, at)
    told = {"verdict": verdict, "skills": [one.uri for one in changed]}
    ledger.record(actor, verb="demand.decide", subject=f"advert:{advert}", at=at, **told)
    return len(changed)


def _recorded(actor: Actor, row: Advert, one: AdvertSkill, verdict: str, at: datetime) -> None:
    """Keep what somebody did with a suggestion, as the law on models asks."""
    output = {"rank": one.rank, "score": one.score, "lane": one.lane, "parts": one.parts, "label": one.label}
    offered = Offered(
        model=one.model,
        item=one.uri,
        output={**output, "words": row.text[one.start : one.end], "framework": f"{one.framework} {one.version}"},
        text=row.text,
        refs={"advert": str(row.uuid)},
        confidence=one.confidence,
        language=one.language,
    )
    about = f"advert:{row.uuid}"
    oversight.decided(actor, purpose=Purpose.READ_ADVERTS, offered=offered, verdict=verdict, about=about, at=at)


@scoped
def add_skill(actor: Actor, *, advert: UUID, skill: RoleSkill, at: datetime) -> None:
    """Add a skill of a framework that nobody suggested; it is accepted by that. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, advert)
    uri, label = rows.said("uri", skill.uri, 500), rows.said("label", skill.label, 500)
    here = row.text.casefold().find(label.casefold())
    start = max(here, 0)
    AdvertSkill.objects.update_or_create(
        institution_id=row.institution_id,
        advert=row,
        uri=uri,
        defaults={"verdict": "accepted", "decided_at": at, "decided_by_id": actor.person_id},
        create_defaults={
            "label": label,
            "framework": skill.framework[:200],
            "version": skill.version[:40],
            "rank": 0,
            "start": start,
            "end": start + len(label) if here >= 0 else start,
            "suggested_at": at,
            "verdict": "accepted",
            "decided_at": at,
            "decided_by_id": actor.person_id,
        },
    )
    ledger.record(actor, verb="demand.add_skill", subject=f"advert:{advert}", at=at, skill=uri)
