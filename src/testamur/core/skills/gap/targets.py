"""What a person compares themselves with: an occupation, an advert, a role, somebody's published profile, or a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from testamur.core.skills.profile.levels import SkillLevel
from testamur.core.skills.profile.values import Profile


class Aspiration(StrEnum):
    """The kinds of target."""

    OCCUPATION = "occupation"
    ADVERT = "advert"
    ROLE = "role"
    PERSON = "person"
    OWN = "own"


class Weight(StrEnum):
    """Whether a target cannot do without a skill."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a target asks: words of an advert with their place in characters, or the name of a relation or evidence."""

    words: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One skill that is asked for. Reaching any of ``levels`` is enough; without levels any evidence is."""

    uri: str
    version: str
    weight: Weight = Weight.ESSENTIAL
    levels: tuple[SkillLevel, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for, each skill once: said twice, the stronger weight counts, with all levels and mentions."""

    kind: Aspiration
    id: str
    title: str
    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, kind: Aspiration, id: str, title: str, asked: Iterable[Asked]) -> Target:  # noqa: A002 - its name
        """Return a target from skills of which some may be named more than once, in the order of the first mention."""
        found: dict[str, Asked] = {}
        for one in asked:
            known = found.get(one.uri)
            found[one.uri] = one if known is None else _joined(known, one)
        return cls(kind, id, title, tuple(found.values()))


def _joined(one: Asked, other: Asked) -> Asked:
    is_essential = Weight.ESSENTIAL in (one.weight, other.weight)
    return replace(
        one,
        weight=Weight.ESSENTIAL if is_essential else Weight.OPTIONAL,
        levels=tuple(dict.fromkeys((*one.levels, *other.levels))),
        mentions=tuple(dict.fromkeys((*one.mentions, *other.mentions))),
    )


def of_person(profile: Profile, id: str, title: str) -> Target:  # noqa: A002 - its name
    """Return somebody's published profile as a target: what they let others see, at the levels they can show."""
    return Target(
        Aspiration.PERSON,
        id,
        title,
        tuple(
            Asked(
                entry.uri,
                entry.versions[0],
                Weight.ESSENTIAL,
                tuple(one.level for one in entry.reached),
                tuple(Mention(one.evidence.title) for one in entry.shown),
            )
            for entry in profile.public().entries
        ),
    )
