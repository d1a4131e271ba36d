"""Plans for one question: the best one, others, and what it would be without one of its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.planning.dominance import needed
from testamur.core.skills.planning.offerings import Limit, Shelf, Want, covers
from testamur.core.skills.planning.program import Program, Solution, hundredths
from testamur.core.skills.planning.pruning import Question, prune, select
from testamur.core.skills.planning.readiness import in_time
from testamur.core.skills.planning.values import Plan, Short, Step, Totals, Uncovered
from testamur.core.skills.profile.levels import NO_SCALES, Scales
from testamur.core.timetable.wishes import AIMS, FASTEST, Wishes

ANYTHING = Wishes()


class Planner:
    """One question, pruned once. *held*: what prerequisites are met by: skills, and offerings already passed."""

    def __init__(
        self,
        wants: Iterable[Want],
        shelf: Shelf,
        *,
        on: date,
        wishes: Wishes = ANYTHING,
        limits: Iterable[Limit] = (),
        held: Collection[str] = (),
        scales: Scales = NO_SCALES,
    ) -> None:
        """Raise SkillsError ``unknown-aim``, ``wanted-twice``."""
        wanted = tuple(wants)
        if wishes.aim not in AIMS:
            raise SkillsError("unknown-aim", aim=wishes.aim, known=AIMS)
        if len({one.uri for one in wanted}) < len(wanted):
            raise SkillsError("wanted-twice")
        self.question = Question(wanted, wishes, on, tuple(limits), frozenset(held))
        self.shelf, self.scales = shelf, scales
        self._field = in_time(prune(shelf, self.question, scales))

    def best(self) -> Plan:
        """Return the best plan; one without steps where nothing offered helps, or nothing is wanted."""
        return self._told(self._solved(()))

    def without(self, offering: str) -> Plan:
        """Return the best plan that does not take an offering: the answer to "why this one?"."""
        wishes = replace(self.question.wishes, avoid=(*self.question.wishes.avoid, offering))
        return self.under(wishes).best()

    def under(self, wishes: Wishes) -> Planner:
        """Return the same question under other wishes."""
        question = self.question
        return Planner(
            question.wants,
            self.shelf,
            on=question.on,
            wishes=wishes,
            limits=question.limits,
            held=question.held,
            scales=self.scales,
        )

    def alternatives(self, most: int = 3) -> tuple[Plan, ...]:
        """Return the best plan and up to so many in all that leave no more open, best first."""
        first = self._solved(())
        found = [first]
        while len(found) < most and all(one.taken for one in found):
            other = self._solution([one.taken for one in found], first.missed)
            if other is None:
                break
            found.append(other)
        return tuple(self._told(one) for one in found)

    def _solved(self, forbidden: Sequence[Sequence[int]]) -> Solution:
        found = self._solution(forbidden, None)
        if found is None:  # pragma: no cover - taking nothing is always possible
            raise SkillsError("no-plan")
        return found

    def _solution(self, forbidden: Sequence[Sequence[int]], missed: int | None) -> Solution | None:
        """Choose first and place after, which is as good unless time is what is scarce; else do both at once."""
        chosen = self._run(forbidden, missed)
        if chosen is None:
            return None
        placed = self._placed(chosen)
        if placed is not None and self.question.wishes.aim != FASTEST:
            return placed
        return self._run(forbidden, missed, calendar={} if placed is None else placed.spans)

    def _run(
        self,
        forbidden: Sequence[Sequence[int]],
        missed: int | None,
        *,
        calendar: Mapping[int, tuple[int, int]] | None = None,
    ) -> Solution | None:
        """Solve, with a *calendar* to begin with where days are to be chosen, too; empty where none is known."""
        candidates = self._field.candidates
        # Where plans are forbidden, the next one may need what the best one does not.
        numbers = range(len(candidates)) if forbidden else needed(candidates, self.question)
        program = Program(select(candidates, numbers), self.question, is_timed=calendar is not None)
        for taken in forbidden:
            program.forbid(taken)
        if missed is not None:
            program.keep_missed(missed)
        if calendar:
            own = {number: place for place, number in enumerate(numbers)}
            program.begin({own[number]: span for number, span in calendar.items()})
        found = program.solve()
        if found is None:
            return None
        return replace(
            found,
            taken=tuple(numbers[place] for place in found.taken),
            spans={numbers[place]: span for place, span in found.spans.items()},
        )

    def _placed(self, chosen: Solution) -> Solution | None:
        """Return what was chosen with its days, or None where the calendar has no room for all of it."""
        some = select(self._field.candidates, chosen.taken)
        found = Program(some, self.question, is_timed=True).placed()
        if found is None:
            return None
        return replace(chosen, spans={chosen.taken[place]: span for place, span in found.items()})

    def _told(self, solution: Solution) -> Plan:
        order = sorted(solution.spans, key=lambda number: (solution.spans[number], number))
        floors = [one for one in self.question.limits if one.least is not None and not one.is_stack]
        return Plan(
            tuple(self._step(number, solution) for number in order),
            self._totals(solution),
            tuple(self._uncovered(want) for number, want in enumerate(self.question.wants) if number in solution.open),
            tuple(
                Short(limit.id, hundredths(wanting))
                for limit, wanting in zip(floors, solution.short, strict=True)
                if wanting
            ),
            self._field.ruled_out,
            solution.is_proved,
        )

    def _step(self, number: int, solution: Solution) -> Step:
        candidates, wants = self._field.candidates, self.question.wants
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
        return (self.question.wishes.from_on or self.question.on) + timedelta(days=number)

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
        teaching = self.shelf.teaching(want.uri)
        if not teaching:
            return Uncovered(want.uri, want.weight, "not-taught")
        enough = [one for one in teaching if covers(one, want, self.scales) is not False]
        if not enough:
            return Uncovered(want.uri, want.weight, "level-lower", {one.id: "level" for one in teaching})
        reasons = {one.offering: one.because for one in self._field.ruled_out}
        told = {one.id: "held" if one.id in self.question.held else reasons.get(one.id, "no-room") for one in enough}
        return Uncovered(want.uri, want.weight, "no-room" if "no-room" in told.values() else "ruled-out", told)
