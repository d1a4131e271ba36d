"""Plans for one question: the best one, others, and what it would be without one of its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.planning.arranging import arranged
from testamur.core.skills.planning.dominance import needed
from testamur.core.skills.planning.offerings import Limit, Shelf, Want
from testamur.core.skills.planning.program import Program, Solution
from testamur.core.skills.planning.pruning import Question, prune, select
from testamur.core.skills.planning.readiness import in_time
from testamur.core.skills.planning.telling import Teller
from testamur.core.skills.planning.values import Plan
from testamur.core.skills.profile.levels import NO_SCALES, Scales
from testamur.core.timetable.wishes import AIMS, FASTEST, FEWEST, Wishes

ANYTHING = Wishes()
WAYS = (*AIMS, FEWEST)


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
        if wishes.aim not in WAYS:
            raise SkillsError("unknown-aim", aim=wishes.aim, known=WAYS)
        if len({one.uri for one in wanted}) < len(wanted):
            raise SkillsError("wanted-twice")
        self.question = Question(wanted, wishes, on, tuple(limits), frozenset(held))
        self.shelf, self.scales = shelf, scales
        self._field = in_time(prune(shelf, self.question, scales))
        self._teller = Teller(self.question, self._field, shelf, scales)

    def best(self) -> Plan:
        """Return the best plan; one without steps where nothing offered helps, or nothing is wanted."""
        return self._teller.plan(self._solved(()))

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
        return tuple(self._teller.plan(one) for one in found)

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
        found = arranged(some, self.question)
        if found is None:
            return None
        return replace(chosen, spans={chosen.taken[place]: span for place, span in found.items()})
