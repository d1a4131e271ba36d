"""The exact search widened by what could still be earned: offers with prices, runs, hours a week and prerequisites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.core.rules.exact import Aim, Model, Problem
from testamur.core.rules.linear import Known, Node, Selection, Some, answer
from testamur.core.rules.truth import YES
from testamur.core.timetable.placing import Calendar
from testamur.core.timetable.solver import together
from testamur.core.timetable.wishes import CHEAPEST, FASTEST, Slot


@dataclass(frozen=True, slots=True)
class Course:
    """An offer as the search sees it: its kind, price in hundredths, hours in tenths, and its slots.

    ``load``: tenths of hours a week in each slot. ``after``: for each prerequisite the courses that give it.
    ``crowns``: the courses that it must not end before, as their capstone.
    """

    kind: int
    price: int
    hours: int
    slots: tuple[Slot, ...]
    load: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]
    crowns: tuple[int, ...]
    unknowns: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What the wishes allow: the budget in hundredths, tenths of hours a week, days until the deadline."""

    aim: str
    budget: int | None
    hours_a_week: int | None
    days: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The chosen courses, each with its first and last day, and the selection that they lead to."""

    courses: Mapping[int, tuple[int, int]]
    chosen: Selection
    cost: int
    is_proved: bool


def opened(node: Node, real: Selection) -> Node:
    """Return a tree in which gates depend on what is taken; what must not be held is looked for in what is."""
    match node:
        case Known(_, label, about) if about is not None and label.code == "gate":
            return Some(1, (opened(about, real),), label)
        case Known(_, label, about) if about is not None and label.code == "not":
            return Known(YES - answer(about, real), label, about)
        case Some(needed, parts, label):
            return Some(needed, tuple(opened(part, real) for part in parts), label)
        case _:
            return node


class Scheduler(Model):
    """The program that joins one person's problem with courses."""

    def __init__(self, problem: Problem, courses: Sequence[Course], frame: Frame) -> None:
        self._courses, self._frame = courses, frame
        self._by_kind = {course.kind: number for number, course in enumerate(courses)}
        super().__init__(problem, Aim.NEAREST)
        self._add_calendar()

    def _before_asking(self) -> None:
        """Let each course be taken or not: what is not taken is neither counted nor held."""
        model = self._model
        self._take = [model.new_bool_var("") for _ in self._courses]
        for number, course in enumerate(self._courses):
            for place in self._problem.places[course.kind]:
                model.add(self._taken[place] <= self._take[number])
        # What is held follows after all pairs, kind by kind.
        for kind, one in enumerate(self._problem.cast.kinds):
            held = self._take[self._by_kind[kind]] if kind in self._by_kind else one.count
            self._taken.append(held)
            self._whole.append(held)
            self._amount.append(held * one.high)
            self._certain.append(held * one.low)

    def _add_calendar(self) -> None:
        frame = self._frame
        self._calendar = Calendar(self._model, self._take, self._courses, frame.days, frame.hours_a_week)
        self._price = sum(course.price * take for course, take in zip(self._courses, self._take, strict=True))
        if frame.budget is not None:
            self._model.add(self._price <= frame.budget)

    def forbid(self, courses: Iterable[int]) -> None:
        """Let at least one of these courses not be taken."""
        chosen = list(courses)
        self._model.add(sum(self._take[number] for number in chosen) <= len(chosen) - 1)

    def hold(self, cost: int) -> None:
        """Accept no plan that is less near than one that is known."""
        if self._costs:
            self._model.add(sum(self._costs) <= cost)

    def plan(self, limit: float, *, is_placed: bool = True) -> Schedule | None:
        """Return the best schedule, or None where there is none. ``is_placed``: each course as early as can be."""
        self._is_placed = is_placed
        found = self.solve(limit)
        if found.chosen is None:
            return None
        courses = {number: self._spans[number] for number in range(len(self._courses)) if number in self._spans}
        return Schedule(courses, found.chosen, self._cost, found.is_proved)

    def _aims(self) -> Any:  # noqa: ANN401 - expressions without types
        if self._costs:
            yield sum(self._costs)
        hours = sum(course.hours * take for course, take in zip(self._courses, self._take, strict=True))
        unknowns = sum(course.unknowns * take for course, take in zip(self._courses, self._take, strict=True))
        price = self._price, sum(course.price for course in self._courses)
        end = self._calendar.end, self._frame.days
        work = hours, sum(course.hours for course in self._courses)
        few = sum(self._take) + unknowns, 3 * len(self._courses)
        # What is not asked for first is made small together, the number of courses before all else.
        first, *others = {CHEAPEST: (price, end, work), FASTEST: (end, price, work)}.get(
            self._frame.aim, (work, price, end)
        )
        yield first[0]
        yield from together([few, *others])
        if self._is_placed:
            calendar = self._calendar
            yield sum(start + end for start, end in zip(calendar.starts, calendar.ends, strict=True))

    def _read(self, search: Any) -> Selection:  # noqa: ANN401 - a solver without types
        """Return the selection, and note the days of what is taken."""
        self._cost = int(search.value(sum(self._costs))) if self._costs else 0
        self._spans = self._calendar.spans(search)
        columns = (self._certain, self._amount, self._whole, self._taken)
        return Selection(*([search.value(one) for one in column] for column in columns))
