"""A solution as a plan that can be read: what each step is for, what it comes to, and why something is left open."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from testamur.core.skills.planning.cover import hundredths
from testamur.core.skills.planning.offerings import Shelf, Want, covers
from testamur.core.skills.planning.pruning import Field, Question
from testamur.core.skills.planning.solution import Solution
from testamur.core.skills.planning.values import Plan, Short, Step, Totals, Uncovered
from testamur.core.skills.profile.levels import Scales


class Teller:
    """Tells the solutions of one question."""

    def __init__(self, question: Question, field: Field, shelf: Shelf, scales: Scales) -> None:
        self._question, self._field, self._shelf, self._scales = question, field, shelf, scales

    def plan(self, solution: Solution) -> Plan:
        """Return the plan that a solution is."""
        order = sorted(solution.spans, key=lambda number: (solution.spans[number], number))
        floors = [one for one in self._question.limits if one.least is not None and not one.is_stack]
        return Plan(
            tuple(self._step(number, solution) for number in order),
            self._totals(solution),
            tuple(self._uncovered(want) for number, want in enumerate(self._question.wants) if number in solution.open),
            tuple(
                Short(limit.id, hundredths(wanting))
                for limit, wanting in zip(floors, solution.short, strict=True)
                if wanting
            ),
            self._field.ruled_out,
            solution.is_proved,
        )

    def _step(self, number: int, solution: Solution) -> Step:
        candidates, wants = self._field.candidates, self._question.wants
        own, others = candidates[number], [candidates[other] for other in solution.taken if other != number]
        shared = {want for other in others for want in other.covers}
        start, end = solution.spans[number]
        return Step(
            own.offering.id,
            self._day(start),
            self._day(end - 1),
            tuple(wants[want].uri for want in own.covers),
            tuple(wants[want].uri for want in own.covers if want not in shared),
            tuple(one.offering.id for one in others if any(number in givers for givers in one.after)),
            tuple(wants[want].uri for want in own.unsure),
        )

    def _day(self, number: int) -> date:
        return (self._question.wishes.from_on or self._question.on) + timedelta(days=number)

    def _totals(self, solution: Solution) -> Totals:
        taken = [self._field.candidates[number].offering for number in solution.taken]
        last = max((end for _, end in solution.spans.values()), default=None)
        return Totals(
            sum((one.price or Decimal(0) for one in taken), Decimal(0)),
            sum((one.ects or Decimal(0) for one in taken), Decimal(0)),
            sum((one.hours or Decimal(0) for one in taken), Decimal(0)),
            len(taken),
            None if last is None else self._day(last - 1),
            sum(one.price is None for one in taken),
            sum(one.hours is None for one in taken),
        )

    def _uncovered(self, want: Want) -> Uncovered:
        """Say why a plan does not give a skill."""
        teaching = self._shelf.teaching(want.uri)
        if not teaching:
            return Uncovered(want.uri, want.weight, "not-taught")
        enough = [one for one in teaching if covers(one, want, self._scales) is not False]
        if not enough:
            return Uncovered(want.uri, want.weight, "level-lower", {one.id: "level" for one in teaching})
        reasons = {one.offering: one.because for one in self._field.ruled_out}
        told = {one.id: "held" if one.id in self._question.held else reasons.get(one.id, "no-room") for one in enough}
        return Uncovered(want.uri, want.weight, "no-room" if "no-room" in told.values() else "ruled-out", told)
