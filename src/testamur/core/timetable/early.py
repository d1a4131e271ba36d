"""A first calendar without a search: one course after the other, each as early as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from testamur.core.timetable.placing import Timed

Span = tuple[int, int]
Spans = dict[int, Span]


def early(courses: Sequence[Timed], hours_a_week: int | None, begun: Mapping[int, Span] | None = None) -> Spans | None:
    """Return the first day of each course and the day after its last, or None where one finds no room.

    Those that can only be taken on certain days choose first. It may fail where a search would not. *hours_a_week* in
    tenths; *begun*: days that some have already.
    """
    spans = as_many(courses, hours_a_week, begun)
    return spans if len(spans) == len(courses) else None


def as_many(courses: Sequence[Timed], hours_a_week: int | None, begun: Mapping[int, Span] | None = None) -> Spans:
    """Return the days of those for which there is room when each takes the earliest, as in `early`."""
    spans: Spans = dict(begun or {})
    loads = {number: _load(courses[number], span) for number, span in spans.items()}
    waiting = set(range(len(courses))) - spans.keys()
    while ready := [number for number in waiting if all(_is_met(givers, spans) for givers in courses[number].after)]:
        number = min(ready, key=lambda one: (_leeway(courses[one]), one))
        found = min(_places(courses[number], spans, loads, hours_a_week), default=None)
        if found is not None:
            end, start, load = found
            spans[number], loads[number] = (start, end), load
        waiting.remove(number)
    return spans


def _load(course: Timed, span: Span) -> int:
    start, end = span
    return next(
        load
        for slot, load in zip(course.slots, course.load, strict=True)
        if slot.start <= start <= slot.latest and slot.days == end - start
    )


def _is_met(givers: Sequence[int], spans: Mapping[int, tuple[int, int]]) -> bool:
    return any(giver in spans for giver in givers)


def _leeway(course: Timed) -> int:
    return sum(slot.latest - slot.start + 1 for slot in course.slots)


def _places(
    course: Timed, spans: Spans, loads: Mapping[int, int], hours_a_week: int | None
) -> Iterator[tuple[int, int, int]]:
    """Yield for each slot the earliest place with room: the day after its end, its start, its load."""
    ready = max((min(spans[giver][1] for giver in givers if giver in spans) for givers in course.after), default=0)
    after_crowns = max((spans[other][1] for other in course.crowns if other in spans), default=0)
    for slot, load in zip(course.slots, course.load, strict=True):
        first = max(slot.start, ready, after_crowns - slot.days)
        for start in sorted({first, *(end for _, end in spans.values() if end > first)}):
            if start > slot.latest:
                break
            if hours_a_week is None or _busiest(start, start + slot.days, spans, loads) + load <= hours_a_week:
                yield start + slot.days, start, load
                break


def _busiest(start: int, end: int, spans: Spans, loads: Mapping[int, int]) -> int:
    """Return the heaviest load of any day between two."""
    inside = [
        (own_start, own_end, loads[one])
        for one, (own_start, own_end) in spans.items()
        if own_start < end and start < own_end
    ]
    days = {start, *(own_start for own_start, _, _ in inside if own_start > start)}
    return max(sum(load for own_start, own_end, load in inside if own_start <= day < own_end) for day in days)
