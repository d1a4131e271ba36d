"""Days for courses that are already chosen: all of them, ended soon."""

from __future__ import annotations

from collections.abc import Sequence

from testamur.core.skills.planning.pruning import Candidate, Question
from testamur.core.timetable.early import Spans, as_many, early
from testamur.core.timetable.placing import Calendar
from testamur.core.timetable.solver import searcher, solver, together
from testamur.core.timetable.wishes import TENTHS

# Deterministic time for finding any days at all, and for making those that are known better.
_EFFORT, _BETTER = 0.5, 0.004
NO_SPANS: Spans = {}


def arranged(candidates: Sequence[Candidate], question: Question, begun: Spans = NO_SPANS) -> Spans | None:
    """Return the days of all candidates, though perhaps not the soonest there are; None where there is no room.

    *begun*: days of some of them with which all may have room.
    """
    if not candidates:
        return {}
    cp, weekly, days = solver(), question.wishes.hours_a_week, question.wishes.days(question.on)
    hours = None if weekly is None else int(weekly * TENTHS)
    model = cp.CpModel()
    takes = [model.new_bool_var("") for _ in candidates]
    model.add(sum(takes) == len(takes))
    calendar = Calendar(model, takes, candidates, days, hours)
    first = early(candidates, hours, begun)
    if first is None:
        search = searcher(_EFFORT)
        if search.solve(model) not in (cp.OPTIMAL, cp.FEASIBLE):
            return None
        first = calendar.spans(search)
    calendar.hint(first)
    model.add(calendar.end <= max(end for _, end in first.values()))
    spent = sum(calendar.starts) + sum(calendar.ends)
    [aim] = together([(calendar.end, days), (spent, 2 * days * len(takes))])
    model.minimize(aim)
    search = searcher(_BETTER)
    return calendar.spans(search) if search.solve(model) in (cp.OPTIMAL, cp.FEASIBLE) else first


def partly(candidates: Sequence[Candidate], question: Question) -> Spans:
    """Return the days of some candidates where there is no room for all: what a search may begin with."""
    weekly = question.wishes.hours_a_week
    return as_many(candidates, None if weekly is None else int(weekly * TENTHS))
