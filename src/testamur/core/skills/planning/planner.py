"""Plans for one question: the best one, others, and what it would be without one of its steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.planning.arranging import arranged, partly
from testamur.core.skills.planning.binding import bound
from testamur.core.skills.planning.dominance import needed
from testamur.core.skills.planning.offerings import Limit, Shelf, Want
from testamur.core.skills.planning.program import Program
from testamur.core.skills.planning.pruning import Candidate, Question, prune, select
from testamur.core.skills.planning.readiness import in_time
from testamur.core.skills.planning.solution import Solution
from testamur.core.skills.planning.telling import Teller
from testamur.core.skills.planning.values import Plan
from testamur.core.skills.profile.levels import NO_SCALES, Scales
from testamur.core.timetable.early import Spans
from testamur.core.timetable.wishes import AIMS, FEWEST, Wishes

ANYTHING = Wishes()
WAYS = (*AIMS, FEWEST)
# So many candidates at most for a proof that none ends sooner: twice as many take five times as long, mostly in vain.
_QUICK = 30


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

    def under(self, wishes: Wishes, limits: Iterable[Limit] | None = None) -> Planner:
        """Return the same question under other wishes, and other limits if there are any."""
        question = self.question
        return Planner(
            question.wants,
            self.shelf,
            on=question.on,
            wishes=wishes,
            limits=question.limits if limits is None else limits,
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
        candidates = self._field.candidates
        # Where plans are forbidden, the next one may need what the best one does not.
        numbers = tuple(range(len(candidates))) if forbidden else needed(candidates, self.question)
        own = {number: place for place, number in enumerate(numbers)}
        some = select(candidates, numbers)

        def program(timed: Sequence[int] = (), within: int | None = None) -> Program:
            made = Program(some, self.question, timed=timed, within=within)
            made.keep([[own[number] for number in taken] for taken in forbidden], missed)
            return made

        best = self._searched(some, program)
        return None if best is None else best.renumbered(numbers)

    def _searched(self, some: Sequence[Candidate], program: Callable[..., Program]) -> Solution | None:
        """Choose first and place after; where that is not the best, choose with the days of what is bound to days.

        Either leaves rules of the calendar out, so what has room is as good as what all of them together would find,
        unless it ends later than they let it. With all of them a better plan is searched for only where that is quick.
        """
        best, begun, everything = None, Spans(), tuple(range(len(some)))
        for timed in dict.fromkeys(((), bound(some, self.question), everything)):
            if best is not None and (timed != everything or len(some) > _QUICK):
                continue
            one = program(timed, None if best is None else best.ends())
            one.begin(begun) if best is None else one.better(best)
            found = one.solve()
            if found is None:
                break
            placed = self._placed(some, found)
            if placed is None:
                begun = self._begun(some, found)
            elif best is None or placed.is_proved or placed.worth() < best.worth():
                best = placed
            if placed is not None and placed.is_soonest():
                break
        if not begun and (best is None or not (best.taken or best.is_proved)):
            begun = partly(some, self.question)
        if best is not None and (best.is_proved or not begun):
            return best
        # The search may have ended before it found what is known already.
        known = program().of(begun) or program().of({})
        return min((one for one in (best, known) if one is not None), key=Solution.worth, default=None)

    def _begun(self, some: Sequence[Candidate], chosen: Solution) -> Spans:
        """Return what has room of what was chosen, with its days."""
        return {chosen.taken[at]: span for at, span in partly(select(some, chosen.taken), self.question).items()}

    def _placed(self, some: Sequence[Candidate], chosen: Solution) -> Solution | None:
        """Return what was chosen with its days, or None where the calendar has no room for all of it."""
        own = {number: place for place, number in enumerate(chosen.taken)}
        begun = {own[number]: span for number, span in chosen.spans.items()}
        found = arranged(select(some, chosen.taken), self.question, begun)
        if found is None:
            return None
        placed = replace(chosen, spans={chosen.taken[at]: span for at, span in found.items()})
        return replace(placed, is_proved=chosen.is_proved and placed.is_soonest())
