"""Courses in a calendar: each that is taken lies in one of its slots, after what it asks for, within a week's hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from testamur.core.timetable.wishes import Slot


class Timed(Protocol):
    """A course with its slots, and its tenths of hours a week (``load``) in each.

    ``after``: for each prerequisite the courses that give it; ``crowns``: the courses that it must not end before.
    """

    @property
    def slots(self) -> tuple[Slot, ...]: ...  # noqa: D102 - described above
    @property
    def load(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def after(self) -> tuple[tuple[int, ...], ...]: ...  # noqa: D102
    @property
    def crowns(self) -> tuple[int, ...]: ...  # noqa: D102


class Calendar:
    """The days of courses, added to a model in which each is taken or not.

    ``end``: the day after the last; ``runs``: for each course, whether it lies in each of its slots.
    """

    def __init__(
        self,
        model: Any,  # noqa: ANN401 - a model without types
        takes: Sequence[Any],
        courses: Sequence[Timed],
        days: int,
        hours_a_week: int | None,
    ) -> None:
        self._model, self._takes, self._courses = model, takes, courses
        self.starts: list[Any] = []
        self.ends: list[Any] = []
        self.runs: list[list[Any]] = []
        self.end = model.new_int_var(0, days, "")
        self._place(days, hours_a_week)
        for number, course in enumerate(courses):
            self._order(number, course.after)
            for other in course.crowns:
                model.add(self.ends[number] >= self.ends[other]).only_enforce_if([takes[number], takes[other]])

    def hint(self, spans: Mapping[int, tuple[int, int]]) -> None:
        """Begin the search with days that are known to be possible."""
        for number, (start, end) in spans.items():
            self._model.add_hint(self.starts[number], start)
            self._model.add_hint(self.ends[number], end)
        self._model.add_hint(self.end, max((end for _, end in spans.values()), default=0))

    def spans(self, search: Any) -> dict[int, tuple[int, int]]:  # noqa: ANN401 - a solver without types
        """Return the first day of each taken course and the day after its last."""
        return {
            number: (search.value(self.starts[number]), search.value(self.ends[number]))
            for number, take in enumerate(self._takes)
            if search.value(take)
        }

    def _place(self, horizon: int, hours_a_week: int | None) -> None:
        model, intervals, loads = self._model, [], []
        for take, course in zip(self._takes, self._courses, strict=True):
            start, end = model.new_int_var(0, horizon, ""), model.new_int_var(0, horizon, "")
            runs = [model.new_bool_var("") for _ in course.slots]
            model.add(sum(runs) == take)
            for run, slot, load in zip(runs, course.slots, course.load, strict=True):
                model.add(start >= slot.start).only_enforce_if(run)
                model.add(start <= slot.latest).only_enforce_if(run)
                model.add(end == start + slot.days).only_enforce_if(run)
                if hours_a_week is not None and load:
                    intervals.append(model.new_optional_interval_var(start, slot.days, end, run, ""))
                    loads.append(load)
            model.add(self.end >= end).only_enforce_if(take)
            self.starts.append(start)
            self.ends.append(end)
            self.runs.append(runs)
        if intervals:
            model.add_cumulative(intervals, loads, hours_a_week)

    def _order(self, number: int, after: Iterable[tuple[int, ...]]) -> None:
        """Let a course begin once one of the courses has ended that give what it asks for."""
        for givers in after:
            chosen = [self._model.new_bool_var("") for _ in givers]
            self._model.add(sum(chosen) >= self._takes[number])
            for giver, choice in zip(givers, chosen, strict=True):
                self._model.add_implication(choice, self._takes[giver])
                self._model.add(self.starts[number] >= self.ends[giver]).only_enforce_if(choice)
