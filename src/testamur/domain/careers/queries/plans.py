"""Ways to learn what is missing: the best one, others, why each step is in it, and what a wish that gives way gains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from time import monotonic
from uuid import UUID

from testamur.core.skills.gap import State
from testamur.core.skills.planning import Change, Limit, Measure, Plan, Planner, Want, makes_room, sensitivity, wants
from testamur.core.timetable.wishes import Wishes
from testamur.domain.careers.courses import ALL, Course, courses, shelf, under_way
from testamur.domain.careers.queries.gaps import GapView, gap, passed
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.portfolio.queries import scales

SCOPES = ("open", "missing", "all")
# A page is waited for: what would be nice to know is left out once so many seconds are gone.
_SECONDS = 2.5
MOST_COURSES, CREDIT_FLOOR = "most-courses", "credit-floor"


@dataclass(frozen=True, slots=True)
class Question:
    """What a plan is to do. ``scope``: all essential skills that are open, those that are wholly missing, or all.

    ``most``: so many courses at most; ``credits``: so many ECTS credits at least; ``skip``: skills to do without.
    """

    wishes: Wishes = field(default_factory=Wishes)
    scope: str = SCOPES[0]
    most: int | None = None
    credits: Decimal | None = None
    skip: frozenset[str] = frozenset()


ANY_WISH = Question()


@dataclass(frozen=True, slots=True)
class Planned:
    """Plans with what they are made of. ``without``: course → the best plan without it, as far as there was time.

    ``is_short_of_time``: reasons or other ways were left out, for there was no more time. ``taking``: micro-credentials
    that the person takes part in now. ``room``: skill without room → the limits of which any one alone makes room.
    """

    view: GapView
    wanted: tuple[Want, ...]
    best: Plan
    others: tuple[Plan, ...]
    without: Mapping[str, Plan]
    changes: tuple[Change, ...]
    courses: Mapping[str, Course]
    taking: frozenset[UUID]
    is_short_of_time: bool
    room: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def prices(self, *plans: Plan) -> dict[str, Decimal]:
        """Return currency → what the courses of some plans cost in it: prices in two currencies make no sum."""
        found: dict[str, Decimal] = {}
        for offering in (self.courses[step.offering].offering for one in plans for step in one.steps):
            if offering.price:
                found[offering.currency] = found.get(offering.currency, Decimal(0)) + offering.price
        return found

    def currency(self, *plans: Plan) -> str:
        """Return the one currency of some plans; empty where there are several, or nothing is to be paid."""
        found = self.prices(*plans)
        return next(iter(found)) if len(found) == 1 else ""


def plan(
    actor: Actor, target: UUID, question: Question, *, on: date, languages: Sequence[str] = (), is_brief: bool = False
) -> Planned:
    """Return the best ways to close a gap, within what is wished for; *is_brief*: the best one alone.

    Raises `NotFound`, `SkillsError` for a wish that cannot be.
    """
    require(actor, Permission.READ_OWN)
    view = gap(actor, target, on=on, languages=languages)
    return planned(view, question, passed(actor), on=on, is_brief=is_brief)


def planned(
    view: GapView, question: Question, passed_before: frozenset[str], *, on: date, is_brief: bool = False
) -> Planned:
    """Return the best ways to close a gap that was weighed; *passed_before*: identifiers of what was awarded.

    Raises `SkillsError` for a wish that cannot be.
    """
    wanted = _wanted(view, question)
    found = courses({one.uri for one in wanted}, question.wishes, on=on)
    for key in view.taking.keys() & found.keys():
        found[key] = under_way(found[key], view.taking[key], question.wishes, on=on)
    planner = Planner(
        wanted,
        shelf(found.values()),
        on=on,
        wishes=question.wishes,
        limits=_limits(question),
        held=_held(passed_before, view, found),
        scales=scales(),
    )
    best, until = planner.best(), monotonic() + _SECONDS
    taking = frozenset(UUID(key) for key in view.taking)
    if is_brief or not best.steps:
        changes = () if is_brief else sensitivity(planner, best)
        room = {} if is_brief else makes_room(planner, best)
        return Planned(view, wanted, best, (), {}, changes, found, taking, is_short_of_time=False, room=room)
    without: dict[str, Plan] = {}
    for step in best.steps:
        if monotonic() < until:
            without[step.offering] = planner.without(step.offering)
    others = planner.alternatives(question.wishes.alternatives)[1:] if monotonic() < until else ()
    changes = sensitivity(planner, best) if monotonic() < until else ()
    room = makes_room(planner, best) if monotonic() < until else {}
    is_late = monotonic() >= until
    return Planned(view, wanted, best, others, without, changes, found, taking, is_late, room)


def _wanted(view: GapView, question: Question) -> tuple[Want, ...]:
    found = wants(view.gap, optional=question.scope == "all")
    missing = {one.asked.uri for one in view.gap.having(State.MISSING, State.UNTAUGHT)}
    if question.scope == "missing":
        found = tuple(one for one in found if one.uri in missing)
    return tuple(one for one in found if one.uri not in question.skip)


def _limits(question: Question) -> tuple[Limit, ...]:
    found = []
    if question.most is not None:
        found.append(Limit(MOST_COURSES, ALL, Measure.NUMBER, most=Decimal(question.most)))
    if question.credits is not None:
        found.append(Limit(CREDIT_FLOOR, ALL, Measure.ECTS, least=question.credits))
    return tuple(found)


def _held(held: frozenset[str], view: GapView, found: Mapping[str, Course]) -> frozenset[str]:
    """Return what nobody is sent to again: what is held, unless it would refresh a skill whose evidence is old."""
    old = {one.asked.uri for one in view.gap.answers if any(each.code == "stale" for each in one.because)}
    return frozenset(
        key
        for key, course in found.items()
        if key in held and old.isdisjoint(one.uri for one in course.offering.teaches)
    )
