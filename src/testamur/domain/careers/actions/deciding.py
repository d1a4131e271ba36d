"""A person decides what their target asks for. Nothing of an advert counts before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.careers import rows
from testamur.domain.careers.models import Target, TargetSkill
from testamur.domain.careers.values import MOST_SKILLS, NEEDS, VERDICTS, SkillChosen
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Offered, Purpose
from testamur.refusals import Invalid, NotFound


def decide_target(actor: Actor, *, target: UUID, skills: Collection[UUID], verdict: str, at: datetime) -> int:
    """Accept, refuse or reopen skills of a target, and return how many changed.

    What was suggested by a model is recorded with the oversight of models. Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.ENROL_SELF)
    if verdict not in VERDICTS:
        raise Invalid(field="verdict", found=verdict[:20], allowed=", ".join(VERDICTS))
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        row = rows.target(here, target)
        found = list(row.skills.select_for_update().filter(uuid__in=list(skills)).order_by("pk"))
        if len(found) < len(set(skills)):
            raise NotFound(what="target-skill")
        kept = "" if verdict == "reopened" else verdict
        changed = [one for one in found if one.verdict != kept]
        for one in changed:
            one.verdict, one.decided_at = kept, at if kept else None
            if one.origin == "suggested":
                _recorded(here, row, one, verdict, at)
        TargetSkill.objects.bulk_update(changed, ["verdict", "decided_at"])
        told = {"verdict": verdict, "skills": len(changed)}
        ledger.record(here, verb="careers.decide_target", subject=f"target:{target}", at=at, **told)
    return len(changed)


def add_to_target(actor: Actor, *, target: UUID, skill: SkillChosen, at: datetime) -> None:
    """Add a skill that nobody suggested, or accept one that somebody did. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        row = rows.target(here, target)
        if row.skills.count() >= MOST_SKILLS:
            raise Invalid(field="skills", found=MOST_SKILLS + 1, longest=MOST_SKILLS)
        offered = row.skills.filter(uri=skill.uri, origin="suggested").exclude(verdict="accepted").first()
        if offered is not None:
            _recorded(here, row, offered, "accepted", at)
        label = rows.said("label", skill.label, 500)
        place = row.text.casefold().find(label.casefold())
        TargetSkill.objects.update_or_create(
            target=row,
            uri=rows.said("uri", skill.uri, 500),
            defaults={"verdict": "accepted", "decided_at": at, "need": _need(skill.need)},
            create_defaults={
                "institution_id": row.institution_id,
                "person_id": row.person_id,
                "label": label,
                "framework": skill.framework[:200],
                "version": skill.version[:40],
                "origin": "added",
                "need": _need(skill.need),
                "places": [[place, place + len(label)]] if place >= 0 else [],
                "verdict": "accepted",
                "decided_at": at,
            },
        )
        ledger.record(here, verb="careers.add_to_target", subject=f"target:{target}", at=at, skill=skill.uri[:200])


def weigh_target(actor: Actor, *, target: UUID, skill: UUID, need: str, at: datetime) -> None:
    """Say whether a skill is a must of a target or would be nice. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        changed = rows.target(here, target).skills.filter(uuid=skill).update(need=_need(need))
        if not changed:
            raise NotFound(what="target-skill")
        ledger.record(here, verb="careers.weigh_target", subject=f"target:{target}", at=at, need=need)


def _need(need: str) -> str:
    if need not in NEEDS:
        raise Invalid(field="need", found=need[:20], allowed=", ".join(NEEDS))
    return need


def _recorded(here: Actor, row: Target, one: TargetSkill, verdict: str, at: datetime) -> None:
    start, end = one.places[0] if one.places else (0, 0)
    offered = Offered(
        model=row.model,
        item=one.uri,
        output={"rank": one.rank, "score": one.score, "lane": one.lane, "parts": one.parts, "span": [start, end]},
        text=row.text,
        refs={"target": str(row.uuid), "framework": one.framework, "version": one.version},
        confidence=one.confidence,
        language=row.language,
    )
    oversight.decided(
        here, purpose=Purpose.READ_ADVERTS, offered=offered, verdict=verdict, at=at, about=f"target:{row.uuid}"
    )
