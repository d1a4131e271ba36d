"""A definition whose skills come from an older version of a framework, and what a newer one offers for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from testamur.core.model.microcredential import MicroCredential, Skill
from testamur.core.skills.upgrading import Difference, Successor

STAYS, RENAMED, SUPERSEDED, ALIKE, VANISHED = "stays", "renamed", "superseded", "alike", "vanished"
# A likeness of letters is for a person to judge.
CERTAIN = frozenset({STAYS, RENAMED, SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Move:
    """What became of a skill: it stays, is renamed, superseded by what is certain, is alike to others, or vanished.

    ``outcomes`` name it; ``to``: what may take its place, the likeliest first; of what stays, itself.
    """

    skill: Skill
    outcomes: tuple[str, ...]
    how: str
    to: tuple[tuple[str, str], ...]
    because: str = ""


def older_skills(course: MicroCredential, called: Collection[str], version: str) -> dict[str, tuple[str, ...]]:
    """Return address → outcomes, of skills of the framework so *called* (in small letters) in another *version*."""
    found: dict[str, list[str]] = {}
    for outcome in course.outcomes:
        for skill in outcome.skills:
            if skill.uri and skill.version and skill.version != version and skill.framework.casefold() in called:
                found.setdefault(skill.uri, []).append(outcome.id)
    return {uri: tuple(outcomes) for uri, outcomes in found.items()}


def moves(course: MicroCredential, older: Mapping[str, tuple[str, ...]], found: Difference) -> tuple[Move, ...]:
    """Return what became of each of the *older* skills, what needs a decision first."""
    gone = {one.concept.uri: one.successors for one in found.gone}
    renamed = {one.before.uri: one.after.label for one in found.renamed}
    known = {skill.uri: skill for outcome in course.outcomes for skill in outcome.skills}
    told = (_move(known[uri], outcomes, gone, renamed) for uri, outcomes in older.items())
    order = (VANISHED, ALIKE, SUPERSEDED, RENAMED, STAYS)
    return tuple(sorted(told, key=lambda one: (order.index(one.how), one.skill.name.casefold())))


def moved(course: MicroCredential, choices: Mapping[str, tuple[str, str]], version: str) -> MicroCredential:
    """Return the definition with the chosen skills in their newer *version*: address → address and label there."""

    def changed(skills: Iterable[Skill]) -> tuple[Skill, ...]:
        found: dict[str, Skill] = {}
        for skill in skills:
            uri, label = choices.get(skill.uri, (skill.uri, skill.name))
            new = replace(skill, name=label, uri=uri, version=version) if skill.uri in choices else skill
            found.setdefault(uri or skill.name, new)
        return tuple(found.values())

    return replace(course, outcomes=tuple(replace(one, skills=changed(one.skills)) for one in course.outcomes))


def _move(
    skill: Skill,
    outcomes: tuple[str, ...],
    gone: Mapping[str, tuple[Successor, ...]],
    renamed: Mapping[str, str],
) -> Move:
    if skill.uri in renamed:
        return Move(skill, outcomes, RENAMED, ((skill.uri, renamed[skill.uri]),))
    if skill.uri not in gone:
        return Move(skill, outcomes, STAYS, ((skill.uri, skill.name),))
    successors = gone[skill.uri]
    if not successors:
        return Move(skill, outcomes, VANISHED, ())
    first = successors[0].because
    to = tuple((one.concept.uri, one.concept.label) for one in successors)
    return Move(skill, outcomes, ALIKE if first == "alike" else SUPERSEDED, to, first)
