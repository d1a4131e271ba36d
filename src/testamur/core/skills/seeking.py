"""Who shows what somebody asks for: people by verified skills, never ranked by a model.

A person is found by evidence that others stand behind. Nothing here weighs a person (domain.md 7.2). What is told of
them, and in which order, is said in `alike`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile.ageing import Freshness
from testamur.core.skills.profile.levels import Scales, SkillLevel
from testamur.core.skills.profile.values import Entry, Proof, Shown

MOST_ASKED = 10


class Order(StrEnum):
    """How what is found is arranged."""

    LOT = "lot"
    NEWEST = "newest"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Asked:
    """A skill that is asked for, at least at a level where one is named."""

    uri: str
    level: SkillLevel | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. An empty set of regions, languages or availabilities asks nothing of the kind."""

    skills: tuple[Asked, ...]
    wants_all: bool = True
    only_fresh: bool = False
    regions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    availability: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.skills:
            raise SkillsError("nothing-asked")
        if len(self.skills) > MOST_ASKED:
            raise SkillsError("too-much-asked", found=len(self.skills), longest=MOST_ASKED)
        if len({one.uri for one in self.skills}) < len(self.skills):
            raise SkillsError("asked-twice")


@dataclass(frozen=True, slots=True)
class Findable:
    """Somebody who consented: what they let others see, and nothing else. Empty: not shown, so never matched."""

    key: str
    entries: Mapping[str, Entry]
    region: str = ""
    languages: frozenset[str] = frozenset()
    availability: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An asked skill that a person shows: what kind of evidence, of which day, and what age made of it."""

    uri: str
    proof: Proof
    on: date
    freshness: Freshness
    level: SkillLevel | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who shows what is asked; ``seen`` in the order of the question."""

    key: str
    seen: tuple[Seen, ...]


def seek(question: Question, people: Iterable[Findable], scales: Scales, *, on: date) -> tuple[Match, ...]:
    """Return who shows what is asked, in no order that means anything."""
    found = []
    for person in people:
        seen = tuple(one for one in (_seen(asked, person, question, scales, on) for asked in question.skills) if one)
        needed = len(question.skills) if question.wants_all else 1
        if len(seen) >= needed and _fits(question, person):
            found.append(Match(person.key, seen))
    return tuple(found)


def quarter(day: date) -> tuple[int, int]:
    """Return the year and the quarter, 1 to 4: evidence is dated no finer for people who are not named."""
    return day.year, (day.month + 2) // 3


def counted(found: int, fewest: int) -> int | None:
    """Return how many may be told of: at least *fewest*; None for few and for nobody, who are not told apart."""
    return found if found >= fewest else None


def rarity(question: Question, people: Sequence[Findable], scales: Scales, *, on: date) -> dict[str, int]:
    """Return asked skill → how many people show it who fit all else that is asked."""
    fitting = [person for person in people if _fits(question, person)]
    return {
        asked.uri: sum(_seen(asked, person, question, scales, on) is not None for person in fitting)
        for asked in question.skills
    }


def _fits(question: Question, person: Findable) -> bool:
    return (
        (not question.regions or person.region.casefold() in {one.casefold() for one in question.regions})
        and (not question.languages or question.languages <= person.languages)
        and (not question.availability or person.availability in question.availability)
    )


def _seen(asked: Asked, person: Findable, question: Question, scales: Scales, on: date) -> Seen | None:
    """Return the newest verified evidence that shows a skill well enough, or None."""
    entry = person.entries.get(asked.uri)
    if entry is None or entry.is_hidden or entry.currency is None:
        return None
    shown = next((one for one in entry.shown if _serves(one, asked, scales)), None)
    if shown is None:
        return None
    freshness = entry.currency.freshness(on)
    if question.only_fresh and freshness is not Freshness.FRESH:
        return None
    return Seen(asked.uri, shown.evidence.proof, shown.evidence.on, freshness, shown.level)


def _serves(shown: Shown, asked: Asked, scales: Scales) -> bool:
    if not shown.evidence.proof.is_verified:
        return False
    return asked.level is None or (shown.level is not None and bool(scales.reaches(shown.level, asked.level)))
