"""The cheapest, fastest or lightest way to meet a policy with what is offered, under a person's wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from testamur.core.rules.casting import Caster
from testamur.core.rules.courses import PREFIX, Catalogue
from testamur.core.rules.deciding import MOST_HOLDINGS, NO_ANCHORS, NOTHING_KNOWN, Decider
from testamur.core.rules.decision import Gap, RulesError, Verdict
from testamur.core.rules.exact import Problem
from testamur.core.rules.holding import Holding, Override
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.linear import Selection
from testamur.core.rules.membership import listed
from testamur.core.rules.offer import AIMS, Offer, Plan, Plans, Step, Totals, Wishes
from testamur.core.rules.outline import outline
from testamur.core.rules.planned import assumed, clauses, gaps
from testamur.core.rules.policy import Capstone, Clause, Policy
from testamur.core.rules.posing import pose
from testamur.core.rules.reading import Reading
from testamur.core.rules.scheduling import Course, Schedule, Scheduler, opened

MOST_OFFERS = 5_000
_EFFORT = 4.0
_MOST_ASKED = 12
_MOST_FALSE = 5
_MOST_DAYS = 5


def plan(
    policy: Policy,
    holdings: Sequence[Holding],
    offers: Sequence[Offer],
    *,
    on: date,
    wishes: Wishes | None = None,
    knowledge: Knowledge = NOTHING_KNOWN,
    anchors: Mapping[str, date] = NO_ANCHORS,
    overrides: Sequence[Override] = (),
) -> Plans:
    """Return the best plan and alternatives to it. Raises `RulesError` for a policy or a wish that no one could judge.

    What is taken counts as passed with the grade that its offer states; what is pending counts as confirmed, and the
    plan names it. A plan without steps says that nothing more is needed, or, with gaps, that nothing offered helps.
    """
    asked = wishes or Wishes()
    if asked.aim not in AIMS:
        message = f"unknown aim '{asked.aim[:40]}'; a plan can be {', '.join(AIMS)}"
        raise RulesError(message)
    if len(holdings) > MOST_HOLDINGS or len(offers) > MOST_OFFERS:
        message = f"a plan is made of at most {MOST_HOLDINGS} holdings and {MOST_OFFERS} offers"
        raise RulesError(message)
    known = tuple(one for one in overrides if one.on <= on)
    decider, drawn, day = Decider(policy, knowledge=knowledge), outline(policy), on
    for _ in range(_MOST_DAYS):
        reading = Reading(drawn, knowledge, day, anchors, tuple(one.path for one in known))
        planner = _Planner(reading, decider, holdings, Catalogue(offers, holdings, asked, on), known, anchors)
        late = planner.late()
        if late is None:
            break
        # Something that counts today no longer does when this plan ends: plan with what is current then.
        day = late
    return planner.plans(asked.alternatives, is_proved=day == on)


class _Planner:
    """One person's plans for one policy."""

    def __init__(
        self,
        reading: Reading,
        decider: Decider,
        holdings: Sequence[Holding],
        catalogue: Catalogue,
        overrides: Sequence[Override],
        anchors: Mapping[str, date],
    ) -> None:
        self._reading, self._decider, self._catalogue = reading, decider, catalogue
        self._holdings, self._overrides, self._anchors = holdings, overrides, anchors
        catalogue.keep(self._useful())
        self._problem, self._courses = self._pose()
        self._names = list(catalogue.offers)
        self._best = self._schedule((), None)

    def late(self) -> date | None:
        """Return the last day of the best plan where the policy would not be met on it, else None."""
        best = self._best
        return None if best is None or self._holds(best) else self._last_day(best)

    def plans(self, alternatives: int, *, is_proved: bool) -> Plans:
        """Return the best plan, and others that are as near."""
        found = [] if self._best is None else [self._best]
        forbidden = [tuple(one.courses) for one in found]
        while found and len(found) < alternatives and len(forbidden) < alternatives + _MOST_FALSE and all(forbidden):
            schedule = self._schedule(forbidden, found[0].cost)
            if schedule is None:
                break
            if self._holds(schedule):
                found.append(schedule)
            forbidden.append(tuple(schedule.courses))
        left_out = tuple(self._catalogue.left_out[name] for name in sorted(self._catalogue.left_out))
        told = (replace(one, is_proved=one.is_proved and is_proved) for one in found)
        return Plans(tuple(self._told(one, is_best=not place) for place, one in enumerate(told)), left_out)

    def _schedule(
        self, forbidden: Iterable[Sequence[int]], cost: int | None, *, is_placed: bool = True
    ) -> Schedule | None:
        scheduler = Scheduler(self._problem, self._courses, self._catalogue.frame())
        for courses in forbidden:
            scheduler.forbid(courses)
        if cost is not None:
            scheduler.hold(cost)
        return scheduler.plan(_EFFORT, is_placed=is_placed)

    def _useful(self) -> Iterator[str]:
        """Yield the offers that could count somewhere, or be looked at by a gate."""
        caster = Caster(self._reading, frozenset(item.id for item in self._catalogue.items()))
        for kind in caster.sort((*self._holdings, *self._catalogue.items())).cast.kinds:
            name = kind.items[0].id
            if name.startswith(PREFIX) and (kind.places or any(kind.answers)):
                yield name.removeprefix(PREFIX)

    def _pose(self) -> tuple[Problem, tuple[Course, ...]]:
        """Pose the problem with everything that could be taken, and place the offers in the calendar."""
        items = self._catalogue.items()
        cast = Caster(self._reading, frozenset(item.id for item in items)).sort((*self._holdings, *items)).cast
        kinds = {kind.items[0].id: number for number, kind in enumerate(cast.kinds)}
        problem = pose(self._reading, cast)
        planned = [kind.items[0].id.startswith(PREFIX) for kind in cast.kinds]
        real = Selection(*(
            column[: len(cast.pairs)]
            + [0 if is_planned else value for is_planned, value in zip(planned, column[len(cast.pairs) :], strict=True)]
            for column in problem.held.columns()
        ))  # fmt: skip
        return replace(problem, root=opened(problem.root, real)), self._catalogue.courses(
            kinds, _crowns(self._reading, self._catalogue.offers)
        )

    def _holds(self, schedule: Schedule) -> bool:
        """Decide again with what the plan gives, on its last day; a plan that is only near is not asked to hold."""
        if schedule.cost:
            return True
        earned = [
            self._catalogue.item(self._offer(number), self._catalogue.day(end - 1))
            for number, (_, end) in schedule.courses.items()
        ]
        decision = self._decider.decide(
            (*self._holdings, *earned), on=self._last_day(schedule), anchors=self._anchors, overrides=self._overrides
        )
        return decision.verdict is not Verdict.UNMET

    def _last_day(self, schedule: Schedule) -> date:
        """Return the day on which a plan ends; never one before the day of the plan."""
        ends = (self._catalogue.day(end - 1) for _, end in schedule.courses.values())
        return max(ends, default=self._catalogue.on)

    def _offer(self, number: int) -> Offer:
        return self._catalogue.offers[self._names[number]]

    def _told(self, schedule: Schedule, *, is_best: bool) -> Plan:
        steps = sorted(schedule.courses.items(), key=lambda one: (one[1], one[0]))
        missing = gaps(self._problem, schedule, self._overrides)
        if not missing and not self._holds(schedule):
            missing = (Gap("at-end", "", {}),)
        return Plan(
            tuple(
                Step(
                    self._names[number],
                    self._catalogue.day(start),
                    self._catalogue.day(end - 1),
                    clauses(self._problem, self._courses[number].kind, schedule.chosen),
                    self._without(number, schedule) if is_best and place < _MOST_ASKED else None,
                )
                for place, (number, (start, end)) in enumerate(steps)
            ),
            self._totals(schedule.courses),
            missing,
            assumed(self._problem, schedule.chosen),
            schedule.is_proved,
        )

    def _without(self, number: int, best: Schedule) -> Totals | None:
        """Return what the best plan comes to that avoids an offer, where one is as near."""
        other = self._schedule([(number,)], best.cost, is_placed=False)
        return None if other is None else self._totals(other.courses)

    def _totals(self, courses: Mapping[int, tuple[int, int]]) -> Totals:
        offers = [self._offer(number) for number in courses]
        last = max((end for _, end in courses.values()), default=None)
        return Totals(
            sum((offer.price or Decimal(0) for offer in offers), Decimal(0)),
            sum((offer.hours or Decimal(0) for offer in offers), Decimal(0)),
            None if last is None else self._catalogue.day(last - 1),
            len(offers),
            sum(offer.price is None for offer in offers),
            sum(offer.hours is None for offer in offers),
        )


def _crowns(reading: Reading, offers: Mapping[str, Offer]) -> dict[str, set[str]]:
    """Return for each offer of a capstone the offers that have to be held when it is awarded."""
    found: dict[str, set[str]] = {}
    for part in reading.outline.parts:
        match part:
            case Clause(Capstone(ref, after)) if after is not None:
                gives, asked = listed((ref,)), [reading.questions[number] for number in reading.looked_at(after)]
                before = {name for name, offer in offers.items() if any(looks(offer.earns) for looks in asked)}
                for name, offer in offers.items():
                    if gives(offer.earns):
                        found.setdefault(name, set()).update(before)
            case _:
                pass
    return found
