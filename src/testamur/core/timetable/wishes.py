"""When things are offered, what a person wishes, and which of the one the other leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
    def weeks(self) -> int | None: ...  # noqa: D102
    @property
    def runs(self) -> tuple[Run, ...]: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def mode(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Slot:
    """When an offer can be begun, in days from the plan's first, and how long it takes."""

    start: int
    latest: int
    days: int


def unwanted(offer: Offered, wishes: Wishes) -> str:
    """Return why a person does not want an offer: ``avoided``, ``language``, ``mode``, ``currency``, ``budget``."""
    if offer.id in wishes.avoid:
        return "avoided"
    if wishes.languages and offer.language not in wishes.languages:
        return "language"
    if wishes.modes and offer.mode not in wishes.modes:
        return "mode"
    if offer.price is not None and wishes.currency and offer.currency != wishes.currency:
        return "currency"
    return "budget" if wishes.budget is not None and (offer.price or 0) > wishes.budget else ""


def slots(offer: Offered, wishes: Wishes, on: date) -> tuple[tuple[Slot, ...], str]:
    """Return when an offer can be taken in a plan made on a day; else why not.

    That is ``ended``, ``not-before`` (it can be taken, but begins before ``from_on``), ``deadline`` or a load.
    """
    reasons, found = [], []
    for run in offer.runs:
        slot, because = _slot(offer, run, wishes, wishes.from_on or on, wishes.days(on))
        if because == "ended" and wishes.from_on is not None and wishes.from_on > on:
            sooner, _why = _slot(offer, run, wishes, on, LONGEST)
            because = "not-before" if sooner is not None else because
        if slot is not None:
            found.append(slot)
        reasons.append(because)
    return tuple(found), "" if found else next((because for because in reasons if because), "ended")


def load(offer: Offered, days: int) -> int:
    """Return the tenths of hours a week that an offer takes when it lasts so many days."""
    return ceil((offer.hours or 0) * TENTHS / max(1, ceil(days / WEEK)))


def hours_a_week(offer: Offered) -> Decimal | None:
    """Return the fewest hours a week that an offer takes on fixed days; None where it has none."""
    loads = [load(offer, (run.ends_on - run.starts_on).days + 1) for run in offer.runs if run.starts_on and run.ends_on]
    return Decimal(min(loads)) / TENTHS if loads else None


def _slot(offer: Offered, run: Run, wishes: Wishes, first: date, within: int) -> tuple[Slot | None, str]:
    weekly, hours = wishes.hours_a_week, offer.hours or Decimal(0)
    start = 0 if run.starts_on is None else (run.starts_on - first).days
    if run.ends_on is not None and run.starts_on is not None:
        days = (run.ends_on - run.starts_on).days + 1
        latest = start
        if days < 1 or start < 0:
            return None, "ended"
        if weekly is not None and load(offer, days) > weekly * TENTHS:
            return None, "hours-a-week"
    else:
        last = within if run.ends_on is None else min(within, (run.ends_on - first).days + 1)
        spread = weekly or Decimal(_FULL_WEEK)
        days = max(1, WEEK * max(offer.weeks or 0, ceil(hours / spread)))
        start, latest = max(0, start), last - days
        if run.ends_on is not None and latest < start:
            return None, "ended"
    if start + days > within:
        return None, "deadline"
    return Slot(start, latest, days), ""
