"""The cover as an integer program: which candidates to take so that little is left open, and little is paid for it.

min Σ weight·open skill, then price, unknown prices, credits, number, names, so that a tie is always broken in the same
way. Slack keeps it solvable: what cannot be covered is left open and explained.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from testamur.core.skills.planning.cover import Cover
from testamur.core.skills.planning.crowding import crowd
from testamur.core.skills.planning.fixed import Place, bind, places
from testamur.core.skills.planning.pruning import Candidate, Question, select
from testamur.core.skills.planning.solution import Solution
from testamur.core.skills.planning.weighing import Aim, weighed
from testamur.core.timetable.placing import Calendar
from testamur.core.timetable.solver import searcher, solver
from testamur.core.timetable.wishes import FASTEST, TENTHS

# Deterministic time for what is asked for first (less where days are chosen, too, for proofs then take for ever), and
# for what breaks ties.
_EFFORT, _TIMED, _FOR_TIES = 0.5, 0.15, 0.02
_MANY = 100
# What a plan that is known already is worth to be made better.
_BETTER = 0.05


class Program:
    """The variables and constraints of one question. *timed*: the candidates, by number, whose days are chosen, too.

    *within*: so many days, where that is known to be possible; else those until the deadline.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        question: Question,
        *,
        timed: Sequence[int] = (),
        within: int | None = None,
    ) -> None:
        self._candidates, self._question, self._timed = candidates, question, timed
        wishes = question.wishes
        self._within = wishes.days(question.on) if within is None else within
        hours = None if wishes.hours_a_week is None else int(wishes.hours_a_week * TENTHS)
        self._model: Any = solver().CpModel()
        self._cover = Cover(self._model, candidates, question)
        self._take = self._cover.take
        self._calendar, runs = None, {}
        if timed:
            takes = [self._take[number] for number in timed]
            self._calendar = Calendar(self._model, takes, select(candidates, timed), self._within, hours)
            runs = dict(zip(timed, self._calendar.runs, strict=True))
        taken = places(self._model, self._take, candidates, runs)
        if len(timed) < len(candidates):
            bind(self._model, taken, candidates, hours)
        self._end = self._ended(taken, hours)
        self._most_effort = _EFFORT

    def keep(self, forbidden: Iterable[Sequence[int]], missed: int | None) -> None:
        """Accept no plan with all of any of these, and none that leaves more open than *missed*, if any."""
        for taken in forbidden:
            self._model.add(sum(self._take[number] for number in taken) <= len(taken) - 1)
        if missed is not None:
            self._model.add(self._cover.missed().total <= missed)

    def begin(self, spans: Mapping[int, tuple[int, int]]) -> None:
        """Begin the search with what may be taken, and when."""
        self._hint(spans)
        if self._calendar is not None:
            self._calendar.hint({at: spans[number] for at, number in enumerate(self._timed) if number in spans})

    def better(self, known: Solution) -> None:
        """Accept nothing that leaves more open than a plan that is known, and begin the search with it."""
        self.keep((), known.missed)
        for aim in self._cover.wanting():
            self._model.add(aim.total <= sum(known.short))
        self.begin(known.spans)
        self._most_effort = _BETTER

    def of(self, spans: Mapping[int, tuple[int, int]]) -> Solution | None:
        """Return the solution that takes just these, on days that are known to be possible; None where it must not."""
        for number, take in enumerate(self._take):
            self._model.add(take == (number in spans))
        found = self.solve()
        return None if found is None else replace(found, spans=dict(spans), is_proved=False)

    def solve(self) -> Solution | None:
        """Return the best there is, or None where nothing is."""
        cp, best, is_proved = solver(), None, True
        for aim in weighed(self._aims()):
            search = searcher(self._effort(aim))
            if self._calendar is not None:
                # Days make the linear program large and its bound no better.
                search.parameters.linearization_level = 0
            self._model.minimize(aim.total)
            status = search.solve(self._model)
            if status not in (cp.OPTIMAL, cp.FEASIBLE):
                return best if best is None else replace(best, is_proved=False)
            is_proved = is_proved and status == cp.OPTIMAL
            best = self._read(search, is_proved=is_proved)
            self._model.add(aim.total <= round(search.objective_value))
            self._hint(best.taken)
            if self._calendar is not None:
                self._calendar.hint(self._calendar.spans(search))
        return best or Solution({}, (), frozenset(), (), 0, is_proved=True)

    def _effort(self, aim: Aim) -> float:
        if self._calendar is None:
            return _EFFORT
        # Where many days are to be chosen, each step of a search takes longer, and proofs are not found in any time.
        return min(self._most_effort, _TIMED if aim.is_first else _FOR_TIES) * min(1.0, _MANY / len(self._timed))

    def _hint(self, taken: Container[int]) -> None:
        self._model.clear_hints()
        for number, variable in enumerate(self._take):
            self._model.add_hint(variable, number in taken)

    def _aims(self) -> Iterator[Aim]:
        yield from self._cover.wanting()
        yield self._cover.missed()
        if self._end is not None:
            yield Aim(self._end, self._within, is_first=True, is_alone=True)
        yield from self._cover.costs()

    def _ended(self, taken: Sequence[Sequence[Place]], hours: int | None) -> Any:  # noqa: ANN401 - a variable without type
        """Return the end, or what it cannot be before, where it is to be soon; hold all to the deadline, if any."""
        wishes = self._question.wishes
        if wishes.aim != FASTEST:
            if wishes.deadline is not None and hours is not None:
                crowd(self._model, taken, hours, self._within)
            return None
        end = self._model.new_int_var(0, self._within, "")
        if self._calendar is not None:
            self._model.add(end >= self._calendar.end)
        for slot, _, chosen in chain.from_iterable(taken):
            self._model.add(end >= (slot.start + slot.days) * chosen)
        if hours is not None:
            crowd(self._model, taken, hours, end)
        return end

    def _read(self, search: Any, *, is_proved: bool) -> Solution:  # noqa: ANN401 - a solver without types
        taken = tuple(number for number, take in enumerate(self._take) if search.value(take))
        covered = {want for number in taken for want in self._candidates[number].covers}
        spans = {} if self._calendar is None else self._calendar.spans(search)
        return Solution(
            {self._timed[at]: span for at, span in spans.items()},
            taken,
            frozenset(range(len(self._cover.open))) - covered,
            tuple(search.value(one) for one in self._cover.short),
            int(search.value(self._cover.missed().total)) if self._cover.open else 0,
            is_proved,
            tuple(search.value(aim.total) for aim in self._cover.costs()),
            None if self._end is None else search.value(self._end),
        )
