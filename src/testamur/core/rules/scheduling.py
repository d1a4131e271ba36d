"""The exact search widened by what could still be earned: offers with prices, runs, hours a week and prerequisites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.core.rules.exact import Aim, Model, Problem, together
from testamur.core.rules.linear import Known, Node, Selection, Some, answer
from testamur.core.rules.offer import CHEAPEST, FASTEST
from testamur.core.rules.truth import YES

WEEK = 7
# Prices in hundredths and hours in tenths are whole numbers.
CENTS, TENTHS = 100, 10
LONGEST = 366 * 20


@dataclass(frozen=True, slots=True)
class Slot:
    """When an offer can be begun, in days from the plan's first, and how long it takes."""

    start: int
    latest: int
    days: int


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
        model, horizon = self._model, self._frame.days
        self._starts: list[Any] = []
        self._ends: list[Any] = []
        intervals, loads = [], []
        self._end = model.new_int_var(0, horizon, "")
        for number, course in enumerate(self._courses):
            start, end = model.new_int_var(0, horizon, ""), model.new_int_var(0, horizon, "")
            runs = [model.new_bool_var("") for _ in course.slots]
            model.add(sum(runs) == self._take[number])
            for run, slot, load in zip(runs, course.slots, course.load, strict=True):
                model.add(start >= slot.start).only_enforce_if(run)
                model.add(start <= slot.latest).only_enforce_if(run)
                model.add(end == start + slot.days).only_enforce_if(run)
                if self._frame.hours_a_week is not None and load:
                    intervals.append(model.new_optional_interval_var(start, slot.days, end, run, ""))
                    loads.append(load)
            model.add(self._end >= end).only_enforce_if(self._take[number])
            self._starts.append(start)
            self._ends.append(end)
        if intervals:
            model.add_cumulative(intervals, loads, self._frame.hours_a_week)
        for number, course in enumerate(self._courses):
            self._order(number, course.after)
            for other in course.crowns:
                model.add(self._ends[number] >= self._ends[other]).only_enforce_if(
                    [self._take[number], self._take[other]]
                )
        self._price = sum(course.price * take for course, take in zip(self._courses, self._take, strict=True))
        if self._frame.budget is not None:
            model.add(self._price <= self._frame.budget)

    def _order(self, number: int, after: Iterable[tuple[int, ...]]) -> None:
        """Let a course begin once one of the courses has ended that give what it asks for."""
        for givers in after:
            chosen = [self._model.new_bool_var("") for _ in givers]
            self._model.add(sum(chosen) >= self._take[number])
            for giver, choice in zip(givers, chosen, strict=True):
                self._model.add_implication(choice, self._take[giver])
                self._model.add(self._starts[number] >= self._ends[giver]).only_enforce_if(choice)

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
        end = self._end, self._frame.days
        work = hours, sum(course.hours for course in self._courses)
        few = sum(self._take) + unknowns, 3 * len(self._courses)
        # What is not asked for first is made small together, the number of courses before all else.
        first, *others = {CHEAPEST: (price, end, work), FASTEST: (end, price, work)}.get(
            self._frame.aim, (work, price, end)
        )
        yield first[0]
        yield from together([few, *others])
        if self._is_placed:
            yield sum(start + end for start, end in zip(self._starts, self._ends, strict=True))

    def _read(self, search: Any) -> Selection:  # noqa: ANN401 - a solver without types
        """Return the selection, and note the days of what is taken."""
        self._cost = int(search.value(sum(self._costs))) if self._costs else 0
        self._spans = {
            number: (search.value(self._starts[number]), search.value(self._ends[number]))
            for number, take in enumerate(self._take)
            if search.value(take)
        }
        columns = (self._certain, self._amount, self._whole, self._taken)
        return Selection(*([search.value(one) for one in column] for column in columns))
