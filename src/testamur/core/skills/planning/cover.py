"""What is chosen, whatever the days: coverage, prerequisites, exclusions, limits, and what is paid for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import mul
from typing import Any

from testamur.core.skills.gap.targets import Weight
from testamur.core.skills.planning.offerings import Limit, Measure
from testamur.core.skills.planning.pruning import Candidate, Question
from testamur.core.skills.planning.weighing import Aim, summed
from testamur.core.timetable.wishes import CENTS, CHEAPEST, FEWEST, LIGHTEST, TENTHS


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


class Cover:
    """``take``: which candidates; ``open``: which wants are left; ``short``: how far floors are missed."""

    def __init__(self, model: Any, candidates: Sequence[Candidate], question: Question) -> None:  # noqa: ANN401 - a model without types
        self._model, self._candidates, self._question = model, candidates, question
        self.take = [model.new_bool_var("") for _ in candidates]
        self.open = [model.new_bool_var("") for _ in question.wants]
        self.short: list[Any] = []
        self._most_short = 0
        self._cover()
        self._relate()
        for limit in question.limits:
            self._limit(limit)
        if question.wishes.budget is not None:
            spent = (int((one.offering.price or 0) * CENTS) for one in candidates)
            model.add(sum(map(mul, spent, self.take)) <= int(question.wishes.budget * CENTS))

    def missed(self) -> Aim:
        """Return how much is left open: any essential skill weighs more than all optional ones."""
        optional = sum(want.weight is Weight.OPTIONAL for want in self._question.wants)
        weights = [1 if want.weight is Weight.OPTIONAL else optional + 1 for want in self._question.wants]
        return summed(weights, self.open, is_first=True)

    def costs(self) -> Iterator[Aim]:
        """Yield what is made small after all else, the most important first."""
        offerings, aim = [one.offering for one in self._candidates], self._question.wishes.aim
        if aim == LIGHTEST:
            yield self._sum((int((one.hours or 0) * TENTHS) for one in offerings), is_first=True)
        if aim == FEWEST:
            yield self._sum((1 for _ in offerings), is_first=True)
        yield self._sum((int((one.price or 0) * CENTS) for one in offerings), is_first=aim == CHEAPEST)
        yield self._sum(int(one.price is None) for one in offerings)
        yield self._sum(int((one.ects or 0) * CENTS) for one in offerings)
        yield self._sum(1 for _ in offerings)
        yield self._sum(range(1, len(offerings) + 1))

    def wanting(self) -> Iterator[Aim]:
        """Yield by how much floors are missed, if there are any."""
        if self.short:
            yield Aim(sum(self.short), self._most_short, is_first=True)

    def _cover(self) -> None:
        teaching: list[list[Any]] = [[] for _ in self.open]
        for take, candidate in zip(self.take, self._candidates, strict=True):
            for number in candidate.covers:
                teaching[number].append(take)
        for slack, takes in zip(self.open, teaching, strict=True):
            self._model.add_bool_or([*takes, slack])

    def _relate(self) -> None:
        numbers = {one.offering.id: number for number, one in enumerate(self._candidates)}
        for number, candidate in enumerate(self._candidates):
            for givers in candidate.after:
                self._model.add_bool_or([self.take[number].negated(), *(self.take[giver] for giver in givers)])
            for name in candidate.offering.excludes:
                if name in numbers and numbers[name] != number:
                    self._model.add_at_most_one([self.take[number], self.take[numbers[name]]])

    def _limit(self, limit: Limit) -> None:
        inside = [number for number, one in enumerate(self._candidates) if limit.group in one.offering.groups]
        total = sum(size(self._candidates[number], limit.measure) * self.take[number] for number in inside)
        if limit.most is not None and inside:
            self._model.add(total <= int(limit.most * CENTS))
        if limit.least is None:
            return
        least = int(limit.least * CENTS)
        if limit.is_stack:
            for number in inside:
                self._model.add(total >= least).only_enforce_if(self.take[number])
            return
        wanting = self._model.new_int_var(0, least, "")
        self._model.add(total + wanting >= least)
        self.short.append(wanting)
        self._most_short += least

    def _sum(self, values: Iterable[int], *, is_first: bool = False) -> Aim:
        return summed(tuple(values), self.take, is_first=is_first)


def hundredths(value: int) -> Decimal:
    """Return a number that was counted in hundredths."""
    return Decimal(value) / CENTS
