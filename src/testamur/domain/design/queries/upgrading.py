"""Drafts whose skills come from an older version of a framework: what a newer one offers for each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.microcredential import MicroCredential
from testamur.core.skills.moving import Move, moves, older_skills
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.frameworks.queries import changed, frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What a newer version of a framework offers a definition. ``before`` is None where that version is not here."""

    before: FrameworkView | None
    before_version: str
    after: FrameworkView
    moves: tuple[Move, ...]


@scoped
def skill_upgrades(actor: Actor, *, design: UUID) -> list[Upgrade]:
    """Return what newer versions of frameworks offer a draft as it stands. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    course = facts.parsed(rows.head(rows.readable(actor, design)).source)
    return upgrades_of(course, here=actor.institution_id) if course else []


def has_newer_skills(course: MicroCredential, *, here: int | None = None) -> bool:
    """Whether a newer version offers anything; the versions are not compared for it."""
    known = frameworks(here=here)
    return any(older_skills(course, _called(after), after.version) for after in _newest(known))


def upgrades_of(course: MicroCredential, *, here: int | None = None) -> list[Upgrade]:
    """Return what newer versions offer a definition, one for each older version that it names."""
    known, found = frameworks(here=here), []
    for after in _newest(known):
        older = older_skills(course, _called(after), after.version)
        versions = {one.version for outcome in course.outcomes for one in outcome.skills if one.uri in older}
        for version in sorted(versions - {after.version, ""}):
            named = {
                one.uri: older[one.uri]
                for outcome in course.outcomes
                for one in outcome.skills
                if one.uri in older and one.version == version
            }
            before = next((one for one in known if (one.code, one.version) == (after.code, version)), None)
            told: tuple[Move, ...] = ()
            if before is not None and set(before.languages) & set(after.languages):
                told = moves(course, named, changed(before, after, only=set(named)))
            found.append(Upgrade(before, version, after, told))
    return found


def _newest(known: list[FrameworkView]) -> list[FrameworkView]:
    newest: dict[str, FrameworkView] = {}
    for one in known:
        newest.setdefault(one.code, one)
    return list(newest.values())


def _called(of: FrameworkView) -> frozenset[str]:
    return frozenset({of.code.casefold(), of.name.casefold()})
