"""The cover as an integer program: which candidates to take so that little is left open, and little is paid for it.

min Σ weight·open skill, then price, unknown prices, credits, number, names: one after the other, so that a tie is
always broken in the same way. Slack keeps it solvable: what cannot be covered is left open and explained.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from testamur.core.skills.gap.targets import Weight
from testamur.core.skills.planning.fixed import bind
from testamur.core.skills.planning.offerings import Limit, Measure
from testamur.core.skills.planning.pruning import Candidate, Question
from testamur.core.timetable.placing import Calendar
from testamur.core.timetable.solver import searcher, solver, together
from testamur.core.timetable.wishes import CENTS, CHEAPEST, FASTEST, FEWEST, LIGHTEST, TENTHS

# Deterministic time for what is asked for first (less where days are chosen, too, for proofs then take for ever), and
# for what breaks ties.
_EFFORT, _TIMED, _FOR_TIES = 0.5, 0.15, 0.02


@dataclass(frozen=True, slots=True)
class Solution:
    """What was found: the days of what is taken, by number; what is open, and how far floors are missed."""

    spans: dict[int, tuple[int, int]]
    taken: tuple[int, ...]
    open: frozenset[int]
    short: tuple[int, ...]
    missed: int
    is_proved: bool


def size(candidate: Candidate, measure: Measure) -> int:
    """Return what a candidate adds to a limit, in hundredths."""
    offering = candidate.offering
    match measure:
        case Measure.ECTS:
            return int((offering.ects or 0) * CENTS)
        case Measure.PRICE:
            return int((offering.price or 0) * CENTS)
        case Measure.NUMBER:
            return CENTS


class Program:
    """The variables and constraints of one question."""

    def __init__(self, candidates: Sequence[Candidate], question: Question, *, is_timed: bool) -> None:
        self._candidates, self._question = candidates, question
        wishes = question.wishes
        self._hours = None if wishes.hours_a_week is None else int(wishes.hours_a_week * TENTHS)
        self._model: Any = solver().CpModel()
        self._take = [self._model.new_bool_var("") for _ in candidates]
        self._open = [self._model.new_bool_var("") for _ in question.wants]
        self._short: list[Any] = []
        self._cover()
        self._relate()
        for limit in question.limits:
            self._limit(limit)
        self._price = self._sum(lambda one: int((one.offering.price or 0) * CENTS))
        if wishes.budget is not None:
            self._model.add(self._price[0] <= int(wishes.budget * CENTS))
        self._calendar = self._timed() if is_timed else None
        if not is_timed:
            bind(self._model, self._take, candidates, wishes.days(question.on), self._hours)

    def forbid(self, taken: Sequence[int]) -> None:
        """Let at least one of these not be taken."""
        self._model.add(sum(self._take[number] for number in taken) <= len(taken) - 1)

    def keep_missed(self, missed: int) -> None:
        """Accept nothing that leaves more open."""
        self._model.add(self._missed()[0] <= missed)

    def begin(self, spans: Mapping[int, tuple[int, int]]) -> None:
        """Begin the search with a plan that is known to be possible."""
        self._hint(spans)
        if self._calendar is not None:
            self._calendar.hint(spans)

    def solve(self) -> Solution | None:
        """Return the best there is, or None where nothing is."""
        cp, best, is_proved = solver(), None, True
        is_timed = self._calendar is not None
        effort = _TIMED if is_timed else _EFFORT
        for number, aim in enumerate(self._aims()):
            if isinstance(aim, int):
                continue
            search = searcher(effort if number < self._firsts else min(effort, _FOR_TIES if is_timed else _EFFORT))
            self._model.minimize(aim)
            status = search.solve(self._model)
            if status not in (cp.OPTIMAL, cp.FEASIBLE):
                return best if best is None else replace(best, is_proved=False)
            is_proved = is_proved and status == cp.OPTIMAL
            best = self._read(search, is_proved=is_proved)
            self._model.add(aim <= round(search.objective_value))
            self._hint(dict.fromkeys(best.taken))
            if self._calendar is not None:
                self._calendar.hint(best.spans)
        return best or Solution({}, (), frozenset(), (), 0, is_proved=True)

    def _hint(self, taken: Container[int]) -> None:
        self._model.clear_hints()
        for number, variable in enumerate(self._take):
            self._model.add_hint(variable, number in taken)

    def _cover(self) -> None:
        teaching: list[list[Any]] = [[] for _ in self._open]
        for take, candidate in zip(self._take, self._candidates, strict=True):
            for number in candidate.covers:
                teaching[number].append(take)
        for slack, takes in zip(self._open, teaching, strict=True):
            self._model.add_bool_or([*takes, slack])

    def _relate(self) -> None:
        numbers = {one.offering.id: number for number, one in enumerate(self._candidates)}
        for number, candidate in enumerate(self._candidates):
            for givers in candidate.after:
                self._model.add_bool_or([self._take[number].negated(), *(self._take[giver] for giver in givers)])
            for name in candidate.offering.excludes:
                if name in numbers and numbers[name] != number:
                    self._model.add_at_most_one([self._take[number], self._take[numbers[name]]])

    def _limit(self, limit: Limit) -> None:
        inside = [number for number, one in enumerate(self._candidates) if limit.group in one.offering.groups]
        total = sum(size(self._candidates[number], limit.measure) * self._take[number] for number in inside)
        if limit.most is not None and inside:
            self._model.add(total <= int(limit.most * CENTS))
        if limit.least is None:
            return
        least = int(limit.least * CENTS)
        if limit.is_stack:
            for number in inside:
                self._model.add(total >= least).only_enforce_if(self._take[number])
            return
        wanting = self._model.new_int_var(0, least, "")
        self._model.add(total + wanting >= least)
        self._short.append(wanting)

    def _timed(self) -> Calendar:
        days = self._question.wishes.days(self._question.on)
        return Calendar(self._model, self._take, self._candidates, days, self._hours)

    def _sum(self, value: Any) -> tuple[Any, int]:  # noqa: ANN401 - a function of a candidate
        values = [value(one) for one in self._candidates]
        return sum(value * take for value, take in zip(values, self._take, strict=True) if value), sum(values)

    def _missed(self) -> tuple[Any, int]:
        """Return how much is left open: any essential skill weighs more than all optional ones."""
        optional = sum(want.weight is Weight.OPTIONAL for want in self._question.wants)
        weights = [1 if want.weight is Weight.OPTIONAL else optional + 1 for want in self._question.wants]
        return sum(weight * slack for weight, slack in zip(weights, self._open, strict=True)), sum(weights)

    @property
    def _firsts(self) -> int:
        """How many aims come before those that break ties."""
        return len(self._short[:1]) + 1 + (self._question.wishes.aim != CHEAPEST)

    def _aims(self) -> Iterator[Any]:
        if self._short:
            yield sum(self._short)
        price, missed = self._price, self._missed()
        unknown = self._sum(lambda one: int(one.offering.price is None))
        hours = self._sum(lambda one: int((one.offering.hours or 0) * TENTHS))
        rest = [
            self._sum(lambda one: int((one.offering.ects or 0) * CENTS)),
            self._sum(lambda _one: 1),
        ]
        yield missed[0]
        if self._question.wishes.aim == FASTEST and self._calendar is not None:
            yield self._calendar.end
        if self._question.wishes.aim == LIGHTEST:
            yield hours[0]
        if self._question.wishes.aim == FEWEST:
            yield self._sum(lambda _one: 1)[0]
        yield from together([price, unknown])
        yield from together(rest)
        places = {one.offering.id: number for number, one in enumerate(self._candidates, 1)}
        yield self._sum(lambda one: places[one.offering.id])[0]
        if self._calendar is not None:
            yield self._calendar.end
            yield sum(self._calendar.starts) + sum(self._calendar.ends)

    def _read(self, search: Any, *, is_proved: bool) -> Solution:  # noqa: ANN401 - a solver without types
        taken = tuple(number for number, take in enumerate(self._take) if search.value(take))
        covered = {want for number in taken for want in self._candidates[number].covers}
        return Solution(
            {} if self._calendar is None else self._calendar.spans(search),
            taken,
            frozenset(range(len(self._open))) - covered,
            tuple(search.value(one) for one in self._short),
            int(search.value(self._missed()[0])) if self._open else 0,
            is_proved,
        )


def hundredths(value: int) -> Decimal:
    """Return a number that was counted in hundredths."""
    return Decimal(value) / CENTS
