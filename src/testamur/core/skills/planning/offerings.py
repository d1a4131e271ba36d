"""What can be taken, what it teaches, and under which limits; what a plan is to cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.gap.targets import Weight
from testamur.core.skills.gap.values import Gap
from testamur.core.skills.profile.levels import Scales, SkillLevel
from testamur.core.timetable.wishes import ANY_TIME, Run

MOST_OFFERINGS = 20_000


@dataclass(frozen=True, slots=True)
class Teaches:
    """A skill, by URI, and the level at which it is left, where that is known."""

    uri: str
    level: SkillLevel | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """Something that a person could take. None means "not known"; ``hours`` is the whole workload.

    ``hours_per_week``: as it is stated, which days that leave a week free do not make less.
    ``prerequisites``: clauses of which each must be met, by any of its names: an offering that is taken and ended
    before, a skill that one teaches, or something that is held. ``excludes``: what cannot be taken beside it.
    ``groups``: what limits speak of, such as a provider, a kind of credit or a pathway.
    """

    id: str
    teaches: tuple[Teaches, ...]
    price: Decimal | None = None
    currency: str = ""
    ects: Decimal | None = None
    hours: Decimal | None = None
    weeks: int | None = None
    runs: tuple[Run, ...] = ANY_TIME
    language: str = ""
    mode: str = ""
    prerequisites: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    hours_per_week: Decimal | None = None


class Measure(StrEnum):
    """What a limit counts."""

    ECTS = "ects"
    PRICE = "price"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a group may, or must, be in a plan: a cap, a floor, or both.

    With ``is_stack`` the floor holds once anything of the group is taken: a stack that counts whole or not at all.
    """

    id: str
    group: str
    measure: Measure
    most: Decimal | None = None
    least: Decimal | None = None
    is_stack: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """A skill that a plan is to cover, at any of the levels; without levels by anything that teaches it."""

    uri: str
    weight: Weight = Weight.ESSENTIAL
    levels: tuple[SkillLevel, ...] = ()


def wants(gap: Gap, *, optional: bool = False) -> tuple[Want, ...]:
    """Return what is open in a gap, the essential or all of it."""
    return tuple(
        Want(one.asked.uri, one.asked.weight, one.asked.levels)
        for one in gap.answers
        if one.is_open and (optional or one.asked.weight is Weight.ESSENTIAL)
    )


class Shelf:
    """All offerings, found by id, by skill and by group. Made once for many plans."""

    def __init__(self, offerings: Iterable[Offering]) -> None:
        """Raise SkillsError ``offering-twice`` or ``too-many-offerings``."""
        self.by_id: dict[str, Offering] = {}
        self._by_skill: dict[str, list[Offering]] = {}
        self._by_group: dict[str, list[Offering]] = {}
        for one in sorted(offerings, key=lambda each: each.id):
            if one.id in self.by_id:
                raise SkillsError("offering-twice", offering=one.id)
            self.by_id[one.id] = one
            for uri in dict.fromkeys(each.uri for each in one.teaches):
                self._by_skill.setdefault(uri, []).append(one)
            for group in dict.fromkeys(one.groups):
                self._by_group.setdefault(group, []).append(one)
        if len(self.by_id) > MOST_OFFERINGS:
            raise SkillsError("too-many-offerings", number=len(self.by_id), most=MOST_OFFERINGS)

    def teaching(self, uri: str) -> tuple[Offering, ...]:
        """Return what teaches a skill at any level, by id."""
        return tuple(self._by_skill.get(uri, ()))

    def of_group(self, group: str) -> tuple[Offering, ...]:
        """Return what belongs to a group, by id."""
        return tuple(self._by_group.get(group, ()))

    def giving(self, name: str) -> tuple[Offering, ...]:
        """Return what meets a prerequisite: the offering of that name, or all that teach the skill of that name."""
        own = self.by_id.get(name)
        return (own,) if own is not None else self.teaching(name)

    def taught(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each skill the ids of what teaches it, as a gap asks for it."""
        return {uri: tuple(one.id for one in offerings) for uri, offerings in self._by_skill.items()}


def covers(offering: Offering, want: Want, scales: Scales) -> bool | None:
    """Return whether an offering teaches what is wanted; None where it does, but nobody can compare the level."""
    levels = [one.level for one in offering.teaches if one.uri == want.uri]
    if not levels:
        return False
    if not want.levels:
        return True
    answers = [None if level is None else scales.reaches(level, wanted) for level in levels for wanted in want.levels]
    if True in answers:
        return True
    return None if None in answers else False
