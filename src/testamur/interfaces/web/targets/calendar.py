"""A plan on a calendar: a line for each course, over months; drawn with plain numbers, so that no style is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from testamur.interfaces.words.translation import formats

WIDTH, ROW, TOP = 720, 44, 24
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A course from its first day to its last. ``y``: where its line begins."""

    title: str
    starts_on: date
    ends_on: date
    x: int
    width: int
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, and how it is called; empty where there is no room for its name."""

    x: int
    word: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The picture of a plan."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int


def calendar(steps: Sequence[tuple[str, date, date]]) -> Calendar:
    """Return the picture of *steps*: title, first day, last day."""
    first = min(start for _title, start, _end in steps).replace(day=1)
    last = max(end for *_rest, end in steps)
    days = max((last - first).days + 1, 28)

    def place(day: date) -> int:
        return WIDTH * (day - first).days // days

    spans = tuple(
        Span(title, start, end, place(start), max(place(end + timedelta(days=1)) - place(start), 6), TOP + ROW * row)
        for row, (title, start, end) in enumerate(steps)
    )
    return Calendar(spans, _ticks(first, last, place), WIDTH, TOP + ROW * len(steps) + 4)


def _ticks(first: date, last: date, place: Callable[[date], int]) -> tuple[Tick, ...]:
    months = []
    day = first
    while day <= last:
        months.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    every = len(months) // _MOST_TICKS + 1
    return tuple(
        Tick(place(month), str(format_date(month, _pattern(number), locale=formats())) if number % every == 0 else "")
        for number, month in enumerate(months)
    )


def _pattern(number: int) -> str:
    return "LLL y" if number == 0 else "LLL"
