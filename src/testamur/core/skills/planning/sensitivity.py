"""What a plan would gain if a wish gave way: an hour more a week, some money, another language; or as much as helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from testamur.core.skills.planning.planner import Planner
from testamur.core.skills.planning.values import Plan
from testamur.core.timetable.obstacles import enough_hours
from testamur.core.timetable.wishes import Wishes, all_unwanted

_FOUR_WEEKS = timedelta(weeks=4)
_TENTH = Decimal("0.1")
HOURS = "hours-a-week"


@dataclass(frozen=True, slots=True)
class Change:
    """One wish that gives way, what then is the best plan, and what is gained.

    ``wish``: ``hours-a-week`` (by one), ``budget`` (by a tenth), ``deadline`` (by four weeks), ``language``, ``mode``
    or ``not-before`` (any); ``to``: instead, how far it gives way, where a little gains nothing. ``days``, ``price``:
    how much sooner and cheaper; ``covered``: the skills that it covers besides.
    """

    wish: str
    plan: Plan
    days: int
    price: Decimal
    covered: tuple[str, ...]
    to: Decimal | date | None = None

    def __bool__(self) -> bool:
        """Whether anything is gained."""
        return bool(self.covered) or self.days > 0 or self.price > 0


def sensitivity(planner: Planner, best: Plan) -> tuple[Change, ...]:
    """Return the wishes of which giving way gains something; most skills, then most days, then most money first.

    Where something is left open and a little more gains nothing, as much more as gains something; hours a week that
    would gain nothing at all are told, too, as a change that is not true.
    """
    found, wishes = [], planner.question.wishes
    is_open = any(one.because in {"ruled-out", "no-room"} for one in best.uncovered)
    for wish, eased in _eased(wishes):
        change = _change(wish, best, planner.under(eased).best())
        if not change and is_open:
            more = (_change(wish, best, planner.under(far).best(), to) for to, far in _enough(wish, planner, best))
            change = next((one for one in more if one.covered), change)
        if change or (is_open and wish == HOURS):
            found.append(change)
    return tuple(sorted(found, key=lambda one: (-len(one.covered), -one.days, -one.price, one.wish)))


def makes_room(planner: Planner, best: Plan) -> dict[str, tuple[str, ...]]:
    """Return for each skill without room which limit, given up alone, makes room for it; none where only several do.

    Limits are the wishes ``budget``, ``hours-a-week``, ``not-before`` and ``deadline``, and `Limit`s by their id.
    """
    found: dict[str, tuple[str, ...]] = {one.uri: () for one in best.uncovered if one.because == "no-room"}
    if not found:
        return {}
    for limit, free in _given_up(planner):
        still = {one.uri for one in free.best().uncovered}
        found = {uri: limits if uri in still else (*limits, limit) for uri, limits in found.items()}
    return found


def _given_up(planner: Planner) -> Iterator[tuple[str, Planner]]:
    wishes, question = planner.question.wishes, planner.question
    own = {
        "budget": replace(wishes, budget=None),
        HOURS: replace(wishes, hours_a_week=None),
        "not-before": replace(wishes, from_on=None),
        "deadline": replace(wishes, deadline=None),
    }
    yield from ((limit, planner.under(free)) for limit, free in own.items() if free != wishes)
    for cap in question.limits:
        if cap.most is not None:
            yield cap.id, planner.under(wishes, [one for one in question.limits if one is not cap])


def _eased(wishes: Wishes) -> Iterator[tuple[str, Wishes]]:
    if wishes.hours_a_week is not None:
        yield HOURS, replace(wishes, hours_a_week=wishes.hours_a_week + 1)
    if wishes.budget is not None:
        yield "budget", replace(wishes, budget=wishes.budget + wishes.budget * _TENTH)
    if wishes.deadline is not None:
        yield "deadline", replace(wishes, deadline=wishes.deadline + _FOUR_WEEKS)
    if wishes.from_on is not None:
        yield "not-before", replace(wishes, from_on=None)
    if wishes.languages:
        yield "language", replace(wishes, languages=())
    if wishes.modes:
        yield "mode", replace(wishes, modes=())


def _enough(wish: str, planner: Planner, best: Plan) -> Iterator[tuple[Decimal | date, Wishes]]:
    """Yield as much of one wish as alone would let in something that it rules out; the least first, at most two."""
    wishes, on = planner.question.wishes, planner.question.on
    wanted = {name for one in best.uncovered for name in one.offerings}
    out = [one for one in best.ruled_out if one.offering in wanted]
    if wish == HOURS:
        offered = (planner.shelf.by_id[one.offering] for one in out)
        own = (enough_hours(one, wishes, on) for one in offered if not all_unwanted(one, wishes))
        more = sorted({hours for hours in own if hours is not None and hours > (wishes.hours_a_week or 0) + 1})
        yield from ((hours, replace(wishes, hours_a_week=hours)) for hours in more[:2])
    alone = [one.obstacles[0].needs for one in out if [each.because for each in one.obstacles] == [wish]]
    if wish == "budget":
        money = sorted({one for one in alone if isinstance(one, Decimal)})
        yield from ((amount, replace(wishes, budget=amount)) for amount in money[:2])
    if wish == "deadline":
        ends = sorted({one for one in alone if isinstance(one, date)})
        yield from ((day, replace(wishes, deadline=day)) for day in ends[:2])


def _change(wish: str, best: Plan, other: Plan, to: Decimal | date | None = None) -> Change:
    still = {one.uri for one in other.uncovered}
    ends, other_ends = best.totals.ends_on, other.totals.ends_on
    covered = tuple(one.uri for one in best.uncovered if one.uri not in still)
    return Change(
        wish,
        other,
        0 if ends is None or other_ends is None else (ends - other_ends).days,
        best.totals.price - other.totals.price,
        covered,
        to,
    )
