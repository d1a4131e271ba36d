"""Aiming at something: an advert, an occupation, a role, somebody's published profile, or a list of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.gap import Aspiration
from testamur.domain.careers import rows
from testamur.domain.careers.models import Target, TargetSkill
from testamur.domain.careers.values import MOST_SKILLS, MOST_TARGETS, NEEDS, SkillChosen
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid

_LONGEST_TITLE = 250


class TooManyTargets(Conflict):
    """A person keeps as many targets as they can. ``facts``: limit."""

    code = "too-many-targets"


def aim(
    actor: Actor,
    *,
    kind: str,
    title: str,
    skills: Iterable[SkillChosen] = (),
    source: Mapping[str, str] | None = None,
    at: datetime,
) -> UUID:
    """Keep something that asks for *skills* as a target, each accepted: its source names them, or the person did.

    Raises `Invalid`, `TooManyTargets`.
    """
    require(actor, Permission.ENROL_SELF)
    if kind not in tuple(Aspiration):
        raise Invalid(field="kind", found=kind[:20], allowed=", ".join(Aspiration))
    chosen = list({one.uri: one for one in skills}.values())
    if len(chosen) > MOST_SKILLS:
        raise Invalid(field="skills", found=len(chosen), longest=MOST_SKILLS)
    here = rows.at_home(actor)
    with within(here.institution_id):
        row = made(here, Aspiration(kind), title, at, source=dict(source or {}), state="read")
        origin = "added" if kind == Aspiration.OWN else "given"
        TargetSkill.objects.bulk_create(_kept(row, one, origin, at) for one in chosen)
        ledger.record(here, verb="careers.aim", subject=f"target:{row.uuid}", at=at, kind=kind, skills=len(chosen))
    return row.uuid


def rename_target(actor: Actor, *, target: UUID, title: str, at: datetime) -> None:
    """Call a target something else. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        row = rows.target(here, target)
        row.title = rows.said("title", title, _LONGEST_TITLE)
        row.save(update_fields=["title"])
        ledger.record(here, verb="careers.rename_target", subject=f"target:{target}", at=at)


def forget_target(actor: Actor, *, target: UUID, at: datetime) -> None:
    """Delete a target with its text and its skills. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        rows.target(here, target).delete()
        ledger.record(here, verb="careers.forget_target", subject=f"target:{target}", at=at)


def made(here: Actor, kind: Aspiration, title: str, at: datetime, **told: object) -> Target:
    """Return a new target of the person; permission, scope and trace are the caller's."""
    if Target.objects.filter(person_id=here.me).count() >= MOST_TARGETS:
        raise TooManyTargets(limit=MOST_TARGETS)
    return Target.objects.create(
        institution_id=here.here,
        person_id=here.me,
        kind=kind.value,
        title=rows.said("title", title, _LONGEST_TITLE),
        made_at=at,
        **told,
    )


def _kept(row: Target, one: SkillChosen, origin: str, at: datetime) -> TargetSkill:
    return TargetSkill(
        institution_id=row.institution_id,
        person_id=row.person_id,
        target=row,
        uri=rows.said("uri", one.uri, 500),
        label=rows.said("label", one.label, 500),
        framework=one.framework[:200],
        version=one.version[:40],
        origin=origin,
        need=one.need if one.need in NEEDS else NEEDS[0],
        levels=[list(level) for level in one.levels],
        words=one.words[:500],
        verdict="accepted",
        decided_at=at,
    )
