"""What a plan would gain if a wish gave way a little: an hour more a week, some money, another language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from testamur.core.skills.planning.planner import Planner
from testamur.core.skills.planning.values import Plan
from testamur.core.timetable.wishes import Wishes

_FOUR_WEEKS = timedelta(weeks=4)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Change:
    """One wish that gives way, what then is the best plan, and what is gained.

    ``wish``: ``hours-a-week`` (by one), ``budget`` (by a tenth), ``deadline`` (by four weeks), ``language`` or ``mode``
    (any). ``days``, ``price``: how much sooner and cheaper; ``covered``: the skills that it covers besides.
    """

    wish: str
    plan: Plan
    days: int
    price: Decimal
    covered: tuple[str, ...]


def sensitivity(planner: Planner, best: Plan) -> tuple[Change, ...]:
    """Return the wishes of which giving way gains something; most skills, then most days, then most money first."""
    found = []
    for wish, wishes in _eased(planner.question.wishes):
        other = planner.under(wishes).best()
        change = _change(wish, best, other)
        if change.covered or change.days > 0 or change.price > 0:
            found.append(change)
    return tuple(sorted(found, key=lambda one: (-len(one.covered), -one.days, -one.price, one.wish)))


def _eased(wishes: Wishes) -> Iterator[tuple[str, Wishes]]:
    if wishes.hours_a_week is not None:
        yield "hours-a-week", replace(wishes, hours_a_week=wishes.hours_a_week + 1)
    if wishes.budget is not None:
        yield "budget", replace(wishes, budget=wishes.budget + wishes.budget * _TENTH)
    if wishes.deadline is not None:
        yield "deadline", replace(wishes, deadline=wishes.deadline + _FOUR_WEEKS)
    if wishes.languages:
        yield "language", replace(wishes, languages=())
    if wishes.modes:
        yield "mode", replace(wishes, modes=())


def _change(wish: str, best: Plan, other: Plan) -> Change:
    still = {one.uri for one in other.uncovered}
    ends, other_ends = best.totals.ends_on, other.totals.ends_on
    covered = tuple(one.uri for one in best.uncovered if one.uri not in still)
    return Change(
        wish,
        other,
        0 if ends is None or other_ends is None else (ends - other_ends).days,
        best.totals.price - other.totals.price,
        covered,
    )
