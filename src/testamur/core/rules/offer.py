"""What can still be learned, what a person wishes, and the plans that join them: the values of `plan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.rules.decision import Gap, LeftOut
from testamur.core.rules.holding import Holding
from testamur.core.timetable.wishes import AIMS, ANY_TIME, Run, Wishes

__all__ = ["AIMS", "ANY_TIME", "Offer", "Plan", "Plans", "Run", "Step", "Totals", "Wishes"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a person could take, and the item that it would give them (``earns``; its state is ignored).

    None means "not known". ``price`` is in ``currency``; ``hours`` is the whole workload, spread over the run or over
    ``weeks``; ``hours_per_week``: as it is stated. ``prerequisites``: specifications of which each must be held, or
    taken and ended before.
    ``mode``: such as ``online`` or ``onsite``; ``language``: a tag such as ``ms``.
    """

    id: str
    earns: Holding
    price: Decimal | None = None
    currency: str = ""
    hours: Decimal | None = None
    weeks: int | None = None
    runs: tuple[Run, ...] = ANY_TIME
    language: str = ""
    mode: str = ""
    prerequisites: tuple[str, ...] = ()
    hours_per_week: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to. ``unknown_prices`` and ``unknown_hours`` count offers that do not say; they add nothing."""

    price: Decimal
    hours: Decimal
    ends_on: date | None
    offers: int
    unknown_prices: int = 0
    unknown_hours: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One offer of a plan, with its run. ``clauses``: what it counts towards.

    ``without``: what the plan comes to at best when this offer is avoided; None where no other plan is as near.
    """

    offer: str
    starts_on: date | None
    ends_on: date | None
    clauses: tuple[str, ...] = ()
    without: Totals | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to finish. ``gaps``: what nobody offers within the wishes; without gaps the policy would be met.

    ``assumes``: holdings that are counted although something about them is open, such as a pending result.
    """

    steps: tuple[Step, ...]
    totals: Totals
    gaps: tuple[Gap, ...] = ()
    assumes: tuple[str, ...] = ()
    is_proved: bool = True


@dataclass(frozen=True, slots=True)
class Plans:
    """The best plan and other good ones, best first, with the offers that the wishes rule out and why.

    ``left_out`` says because of ``language``, ``mode``, ``avoided``, ``currency``, ``budget``, ``ended``, ``deadline``,
    ``hours-a-week`` or ``prerequisites``.
    """

    plans: tuple[Plan, ...]
    left_out: tuple[LeftOut, ...] = ()
