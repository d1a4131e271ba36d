"""How skills age: a curve by half-life for each family of skills. The figures are data, with source or as assumption.

A half-life says how soon half of what was learned is out of date or forgotten on average. It says nothing of one
person, so it suggests a refresh and withdraws nothing: a credential's validity is another clock (domain.md 4.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.hierarchy import Hierarchy

# The mean month of the Gregorian calendar, in days.
_MONTH = Decimal("30.436875")
_HUNDRED = 100


class Freshness(StrEnum):
    """What age makes of evidence."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Family:
    """Skills that age alike. ``source`` says who measured the half-life, or why it is assumed.

    ``ageing``, ``stale``: percent of a half-life after which evidence ages and is stale. ``roots``: the concepts of
    which the family and all that is narrower consist.
    """

    id: str
    title: str
    months: int
    source: str
    is_assumed: bool
    roots: tuple[str, ...] = ()
    ageing: int = 50
    stale: int = 100

    def __post_init__(self) -> None:
        if self.months < 1 or not 0 < self.ageing <= self.stale:
            raise SkillsError("half-life-cannot-be", family=self.id)

    def after(self, percent: int, on: date) -> date:
        """Return the day on which so many percent of a half-life have passed since *on*; the last day there is."""
        days = int(self.months * _MONTH * percent / _HUNDRED)
        return on + timedelta(days=min(days, (date.max - on).days))


@dataclass(frozen=True, slots=True)
class Currency:
    """How old the newest evidence of a skill is, and what that means in its family."""

    family: Family
    last_on: date

    def share(self, on: date) -> float:
        """Return what is left on a day, 0 to 1: a half after one half-life."""
        days = max(0, (on - self.last_on).days)
        return float(0.5 ** (days / float(self.family.months * _MONTH)))

    def freshness(self, on: date) -> Freshness:
        """Return the word for it."""
        if on >= self.stale_on:
            return Freshness.STALE
        return Freshness.AGEING if on >= self.ageing_on else Freshness.FRESH

    @property
    def ageing_on(self) -> date:
        """The day from which it is ageing."""
        return self.family.after(self.family.ageing, self.last_on)

    @property
    def stale_on(self) -> date:
        """The day from which it is stale."""
        return self.family.after(self.family.stale, self.last_on)

    def curve(self, first: date, last: date, points: int = 25) -> tuple[tuple[date, float], ...]:
        """Return days from *first* to *last* with what is left on each, for a picture and its table."""
        days = max(0, (last - first).days)
        found = dict.fromkeys(first + timedelta(days=days * number // (points - 1)) for number in range(points))
        return tuple((day, self.share(day)) for day in found)


class Families:
    """The families that are known. The one without roots takes what no other has; there must be one."""

    def __init__(self, families: Iterable[Family]) -> None:
        self.families = tuple(families)
        rest = [one for one in self.families if not one.roots]
        if len(rest) != 1:
            raise SkillsError("not-one-family-for-the-rest", families=tuple(one.id for one in rest))
        self.rest = rest[0]
        self._by_root: dict[str, list[Family]] = {}
        for one in self.families:
            for root in one.roots:
                self._by_root.setdefault(root, []).append(one)

    def of(self, uri: str, hierarchy: Hierarchy) -> Family:
        """Return the family whose root is nearest above a skill; of those as near the one that ages soonest."""
        found = [
            (steps, family.months, family.id, family)
            for root, steps in ((uri, 0), *hierarchy.above(uri).items())
            for family in self._by_root.get(root, ())
        ]
        return min(found)[-1] if found else self.rest
