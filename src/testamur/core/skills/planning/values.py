"""The values of a plan: its steps, what it comes to, and what it cannot give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from testamur.core.skills.gap.targets import Weight
from testamur.core.timetable.obstacles import Obstacle


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to. What an offering does not say adds nothing and is counted beside it."""

    price: Decimal
    ects: Decimal
    hours: Decimal
    offerings: int
    ends_on: date | None
    unknown_prices: int = 0
    unknown_hours: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One offering of a plan, first and last day told.

    ``covers``: the wanted skills it teaches; ``only``: those that nothing else in the plan does; ``before``: the steps
    that ask for it; ``unsure``: the skills of which nobody can compare the level.
    """

    offering: str
    starts_on: date
    ends_on: date
    covers: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A wanted skill that a plan does not give, and why.

    ``because``: ``not-taught`` by anybody; ``level-lower``: only below what is wanted; ``ruled-out`` by wishes or
    prerequisites (``offerings`` says which and why); ``no-room`` within budget, limits, hours or deadline.
    """

    uri: str
    weight: Weight
    because: str
    offerings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An offering that teaches what is wanted and cannot be taken: the first reason, and all that stands against it.

    Of `timetable.obstacles`, or ``excluded`` by what is held, or ``prerequisites``.
    """

    offering: str
    because: str
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Short:
    """A floor that nothing offered reaches: how much is wanting."""

    limit: str
    wanting: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to close a gap, in the order of its steps; truthy where it covers all that is wanted.

    ``is_proved``: that there is none with less left open and less to pay (or sooner, or lighter, as was wished) was
    proved, not merely searched for. The days of a plan that is not wished to be the fastest are good, not the best.
    """

    steps: tuple[Step, ...]
    totals: Totals
    uncovered: tuple[Uncovered, ...] = ()
    short: tuple[Short, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    is_proved: bool = True

    def __bool__(self) -> bool:
        """Whether nothing is left open."""
        return not self.uncovered and not self.short
