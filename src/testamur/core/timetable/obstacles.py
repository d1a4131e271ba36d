"""All that stands between a person's wishes and an offer, each with its figure: how much would have to give way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from testamur.core.timetable.wishes import (
    TENTHS,
    WEEK,
    Offered,
    Run,
    Wishes,
    all_unwanted,
    slot_load,
    slot_of,
    untimely,
)
from testamur.core.timetable.wishes import without as freed


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands against an offer; with all of them out of the way it can be taken.

    ``because``: see `wishes.all_unwanted` and `wishes.untimely`. ``needs``: the price, the hours a week, the last day,
    or the day by which it is begun, that would do; ``has``: the money or the hours a week that there are; ``pace``:
    the hours a week at which it ends on that last day, where it is they that make it long.
    """

    because: str
    needs: Decimal | date | None = None
    has: Decimal | None = None
    pace: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    """One run of an offer, were its obstacles gone. Days are counted from the first day that it is free to begin."""

    run: Run
    hours: Decimal | None
    begins_by: date
    ends_on: date


def obstacles(offer: Offered, wishes: Wishes, on: date) -> tuple[Obstacle, ...]:
    """Return what stands against an offer, all of it: what a person does not want, and the fewest wishes of time."""
    found = [_of_offer(because, offer, wishes) for because in all_unwanted(offer, wishes)]
    if any(slot_of(offer, run, wishes, on) is not None for run in offer.runs):
        return tuple(found)
    late = untimely(offer, wishes, on)
    if late == ("ended",):
        return (*found, Obstacle("ended"))
    ways = [way for run in offer.runs if (way := _way(offer, run, wishes, late, on)) is not None]
    way = min(ways, key=lambda one: (one.hours or Decimal(0), one.ends_on))
    return (*found, *(_of_time(because, way, wishes) for because in late))


def enough_hours(offer: Offered, wishes: Wishes, on: date) -> Decimal | None:
    """Return the fewest hours a week with which an offer can be taken within all other wishes of time, if any do."""
    found = [hours for run in offer.runs if (hours := _hours(offer, run, wishes, on)) is not None]
    return min(found, default=None)


def _of_offer(because: str, offer: Offered, wishes: Wishes) -> Obstacle:
    if because == "budget":
        return Obstacle(because, offer.price, wishes.budget, currency=wishes.currency)
    return Obstacle(because)


def _way(offer: Offered, run: Run, wishes: Wishes, late: Sequence[str], on: date) -> _Way | None:
    """Return how a run can be taken once some wishes give way; with as few hours a week as will do, where they do."""
    free, hours = freed(wishes, late), None
    if "hours-a-week" in late:
        hours = _hours(offer, run, free, on)
        free = replace(free, hours_a_week=hours)
    slot = slot_of(offer, run, free, on)
    if slot is None:
        return None
    first = free.from_on or on
    begins = slot.start if "deadline" in late else slot.latest
    return _Way(run, hours, first + timedelta(days=begins), first + timedelta(days=slot.start + slot.days - 1))


def _of_time(because: str, way: _Way, wishes: Wishes) -> Obstacle:
    kinds: dict[str, Callable[[], Obstacle]] = {
        "hours-a-week": lambda: Obstacle(because, way.hours, wishes.hours_a_week),
        "not-before": lambda: Obstacle(because, way.begins_by),
        "deadline": lambda: Obstacle(
            because, way.ends_on, pace=None if way.run.ends_on is not None else way.hours or wishes.hours_a_week
        ),
    }
    return kinds[because]()


def _hours(offer: Offered, run: Run, wishes: Wishes, on: date) -> Decimal | None:
    """Return the fewest hours a week, in tenths, with which a run has a slot; None where none do."""
    free = replace(wishes, hours_a_week=None)
    slot = slot_of(offer, run, free, on)
    if slot is None or offer.hours is None:
        return None
    # What need not be taken on fixed days may last from its first day to the last that it can end on.
    room = slot if slot.is_fixed else replace(slot, days=(slot.latest + slot.days - slot.start) // WEEK * WEEK)
    return Decimal(slot_load(offer, room)) / TENTHS
