"""When things are offered, what a person wishes, and which of the one the other leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from math import ceil
from typing import Protocol

CHEAPEST, FASTEST, LIGHTEST = "cheapest", "fastest", "lightest"
AIMS = (CHEAPEST, FASTEST, LIGHTEST)
# Known to plans for skills alone: as few things to take as can be.
FEWEST = "fewest"

WEEK = 7
# Prices in hundredths and hours in tenths are whole numbers.
CENTS, TENTHS = 100, 10
LONGEST = 366 * 20
# What of wishes can leave no time, and the field that says it; what is likelier to give way comes first.
_OF_TIME = {"deadline": "deadline", "hours-a-week": "hours_a_week", "not-before": "from_on"}
# Where neither weeks nor a limit say how hours are spread, they are taken as full-time weeks.
_FULL_WEEK = 40


@dataclass(frozen=True, slots=True)
class Run:
    """One time that an offer is given; without dates it can be begun at any time and takes the offer's weeks."""

    starts_on: date | None = None
    ends_on: date | None = None


ANY_TIME = (Run(),)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a plan keeps to, and what it makes small: the price, the days until the end, or the hours of work.

    None and empty mean "no limit". ``from_on``: the first day that something can be begun; the day of the plan where
    it is None. ``budget`` is in ``currency``; offers in another currency are left out where there is a budget.
    """

    aim: str = CHEAPEST
    hours_a_week: Decimal | None = None
    budget: Decimal | None = None
    currency: str = ""
    languages: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    from_on: date | None = None
    deadline: date | None = None
    avoid: tuple[str, ...] = ()
    alternatives: int = 3

    def days(self, on: date) -> int:
        """Return how many days a plan that is made on a day may take."""
        first = self.from_on or on
        return LONGEST if self.deadline is None else max(0, (self.deadline - first).days + 1)


class Offered(Protocol):
    """What of an offer matters to wishes. None means "not known"; ``hours`` is the whole workload."""

    @property
    def id(self) -> str: ...  # noqa: D102 - described above
    @property
    def price(self) -> Decimal | None: ...  # noqa: D102
    @property
    def currency(self) -> str: ...  # noqa: D102
    @property
    def hours(self) -> Decimal | None: ...  # noqa: D102
    @property
    def hours_per_week(self) -> Decimal | None: ...  # noqa: D102
    @property
    def weeks(self) -> int | None: ...  # noqa: D102
    @property
    def runs(self) -> tuple[Run, ...]: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def mode(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Slot:
    """When an offer can be begun, in days from the plan's first, and how long it takes; whether its days are fixed."""

    start: int
    latest: int
    days: int
    is_fixed: bool = False


def unwanted(offer: Offered, wishes: Wishes) -> str:
    """Return the first reason why a person does not want an offer, see `all_unwanted`."""
    return next(iter(all_unwanted(offer, wishes)), "")


def all_unwanted(offer: Offered, wishes: Wishes) -> tuple[str, ...]:
    """Return why a person does not want an offer: ``avoided``, ``language``, ``mode``, ``currency`` or ``budget``."""
    is_foreign = offer.price is not None and bool(wishes.currency) and offer.currency != wishes.currency
    stands = {
        "avoided": offer.id in wishes.avoid,
        "language": bool(wishes.languages) and offer.language not in wishes.languages,
        "mode": bool(wishes.modes) and offer.mode not in wishes.modes,
        "currency": is_foreign,
        "budget": not is_foreign and wishes.budget is not None and (offer.price or 0) > wishes.budget,
    }
    return tuple(because for because, is_so in stands.items() if is_so)


def slots(offer: Offered, wishes: Wishes, on: date) -> tuple[tuple[Slot, ...], str]:
    """Return when an offer can be taken in a plan made on a day; else the first reason why not, see `untimely`."""
    found = tuple(slot for run in offer.runs if (slot := slot_of(offer, run, wishes, on)) is not None)
    return found, "" if found else untimely(offer, wishes, on)[0]


def untimely(offer: Offered, wishes: Wishes, on: date) -> tuple[str, ...]:
    """Return the fewest wishes that must give way for an offer that has no slot to have one; ``ended`` where none do.

    They are ``deadline``, ``hours-a-week`` and ``not-before`` (the first day); each of them is one that must.
    """
    for number in range(1, len(_OF_TIME) + 1):
        for some in combinations(_OF_TIME, number):
            free = without(wishes, some)
            if any(slot_of(offer, run, free, on) is not None for run in offer.runs):
                return some
    return ("ended",)


def without(wishes: Wishes, given_up: Iterable[str]) -> Wishes:
    """Return wishes without some that speak of time."""
    return replace(wishes, **{_OF_TIME[one]: None for one in given_up})  # type: ignore[arg-type]


def load(offer: Offered, days: int) -> int:
    """Return the tenths of hours a week that an offer takes when it lasts so many days."""
    return ceil((offer.hours or 0) * TENTHS / max(1, ceil(days / WEEK)))


def fixed_load(offer: Offered, days: int) -> int:
    """Return the tenths of hours a week that an offer takes on fixed days: as it is stated, or more where they press.

    Days that leave a week free do not make it lighter, and it is the stated hours that its own page tells.
    """
    return max(load(offer, days), ceil((offer.hours_per_week or 0) * TENTHS))


def slot_load(offer: Offered, slot: Slot) -> int:
    """Return the tenths of hours a week that an offer takes in one of its slots."""
    return fixed_load(offer, slot.days) if slot.is_fixed else load(offer, slot.days)


def slot_of(offer: Offered, run: Run, wishes: Wishes, on: date) -> Slot | None:
    """Return when one run of an offer can be taken in a plan made on a day; None where it cannot."""
    first, within = wishes.from_on or on, wishes.days(on)
    weekly, hours = wishes.hours_a_week, offer.hours or Decimal(0)
    start, is_fixed = 0 if run.starts_on is None else (run.starts_on - first).days, False
    if run.ends_on is not None and run.starts_on is not None:
        days = (run.ends_on - run.starts_on).days + 1
        latest, is_fixed = start, True
        is_heavy = weekly is not None and fixed_load(offer, days) > weekly * TENTHS
        if days < 1 or start < 0 or is_heavy:
            return None
    else:
        last = within if run.ends_on is None else min(within, (run.ends_on - first).days + 1)
        spread = weekly or Decimal(_FULL_WEEK)
        days = max(1, WEEK * max(offer.weeks or 0, ceil(hours / spread)))
        start, latest = max(0, start), last - days
        if run.ends_on is not None and latest < start:
            return None
    return Slot(start, latest, days, is_fixed) if start + days <= within else None
