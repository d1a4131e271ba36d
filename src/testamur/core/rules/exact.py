"""The exact search: the tree of linear comparisons as an integer program, solved by OR-Tools' CP-SAT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from testamur.core.rules.cast import Cast, Kind
from testamur.core.rules.linear import AMOUNT, TAKEN, Known, Linear, Node, Selection, Some, Term
from testamur.core.rules.truth import MAYBE, NO, YES
from testamur.core.timetable.solver import searcher, solver, together

MISSING = 1_000_000
# The part of the effort that goes into choosing among selections that are as good.
_FOR_TIES = 0.1


class Aim(Enum):
    """What a search looks for: met for certain, met possibly, or as near to it as can be."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is searched: a person's kinds, what is asked, whether items count whole only, and the award's grains.

    ``held``: the selection that chooses nothing and holds everything. ``places``: the pairs of each kind.
    ``is_coarse``: the tree asks for more than the policy does, so only what is met is proved.
    """

    cast: Cast
    root: Node
    held: Selection
    is_whole: bool
    size: int | None
    ranks: tuple[tuple[int, ...], ...]
    shares: Mapping[int, Mapping[int, int]]
    places: tuple[tuple[int, ...], ...]
    counts_all: bool = False
    is_coarse: bool = False

    def whole(self, chosen: Selection) -> Selection:
        """Return a selection with what is held, which is not chosen but looked at."""
        pairs = len(self.cast.pairs)
        return Selection(*(own + held[pairs:] for own, held in zip(chosen.columns(), self.held.columns(), strict=True)))


@dataclass(frozen=True, slots=True)
class Found:
    """A selection, or None where there is none; ``is_proved`` is false where the search ended at its limit."""

    chosen: Selection | None
    is_proved: bool


def cut_kinds(problem: Problem) -> set[int]:
    """Return the kinds of which part of an item's credits may count: a limit or an overlap cuts them, or it splits."""
    if problem.is_whole:
        return set()
    cut = split_kinds(problem)
    for linear in linears(problem.root):
        cut |= _looked_at(problem, (term for term in linear.terms if term.what == AMOUNT and term.low < 0))
    return cut


def split_kinds(problem: Problem) -> set[int]:
    """Return the kinds that may count in several places; what an exclusion or a mean looks at stays in one piece."""
    terms = (term for linear in linears(problem.root) for term in linear.terms if term.what == TAKEN)
    pieces = _looked_at(problem, terms)
    return {number for number, kind in enumerate(problem.cast.kinds) if kind.splits} - pieces


def _looked_at(problem: Problem, terms: Iterable[Term]) -> set[int]:
    """Return the kinds of which terms look at what counts, not at what is held."""
    pairs = problem.cast.pairs
    return {pairs[term.pair].kind for term in terms if term.pair < len(pairs)}


def linears(node: Node) -> Iterator[Linear]:
    """Yield the comparisons that a selection can change."""
    match node:
        case Linear():
            yield node
        case Some(_, parts):
            for part in parts:
                yield from linears(part)
        case _:
            return


class Program:
    """The variables and constraints of one problem and aim."""

    def __init__(self, problem: Problem, aim: Aim) -> None:
        self._problem = problem
        self._aim = aim
        self._cp = solver()
        self._model = self._cp.CpModel()
        self._cut = cut_kinds(problem)
        self._split = set() if problem.is_whole else split_kinds(problem)
        self._taken: list[Any] = []
        self._amount: list[Any] = []
        self._certain: list[Any] = []
        self._whole: list[Any] = []
        self._costs: list[Any] = []
        for pair in problem.cast.pairs:
            self._add_pair(problem.cast.kinds[pair.kind], is_cut=pair.kind in self._cut)
        self._used = [self._add_kind(number) for number in range(len(problem.cast.kinds))]
        for number in self._cut:
            if problem.cast.kinds[number].is_apart:
                self._share(number)
        self._before_asking()
        self._ask(problem.root, [])

    def _before_asking(self) -> None:
        """Add what a wider search needs before the tree."""

    def _share(self, number: int) -> None:
        """Let an item be whole although others that count take their share of its credits."""
        kind = self._problem.cast.kinds[number]
        lost = sum(shared * self._used[other] for other, shared in self._problem.shares.get(number, {}).items())
        for place in self._problem.places[number]:
            if kind.high:
                self._model.add(self._amount[place] >= kind.high * self._whole[place] - lost)

    def _add_pair(self, kind: Kind, *, is_cut: bool) -> None:
        model = self._model
        taken = model.new_int_var(0, kind.count, "")
        amount, whole = kind.high * taken, taken
        if is_cut:
            amount = model.new_int_var(0, kind.high * kind.count, "")
            model.add(amount <= kind.high * taken)
            if kind.high:  # what counts, counts for something: an item of nothing would still weigh in a mean
                model.add(amount >= taken)
            if kind.high:
                whole = model.new_int_var(0, kind.count, "")
                model.add(whole <= taken)
                if not kind.is_apart:
                    model.add(amount >= taken + (kind.high - 1) * whole)
        certain = amount
        if kind.low != kind.high:
            certain = model.new_int_var(0, kind.low, "")
            model.add_min_equality(certain, [amount, kind.low * taken])
        self._taken.append(taken)
        self._amount.append(amount)
        self._certain.append(certain)
        self._whole.append(whole)

    def _add_kind(self, number: int) -> Any:  # noqa: ANN401 - an expression without a type
        """Share a kind's items among its places, and return how many are used."""
        kind = self._problem.cast.kinds[number]
        own = self._problem.places[number]
        if number not in self._split:
            used = sum(self._taken[place] for place in own)
            self._model.add(used <= kind.count)
            return used
        used = self._model.new_bool_var("")
        self._model.add_max_equality(used, [self._taken[place] for place in own] or [0])
        self._model.add(sum(self._amount[place] for place in own) <= kind.high)
        return used

    def _ask(self, node: Node, when: list[Any]) -> None:
        """Add what a node asks for, under the choices that lead to it."""
        match node:
            case Linear():
                self._ask_linear(node, when)
            case Known(known):
                if known == NO or (known == MAYBE and self._aim is Aim.CERTAIN):
                    self._miss(when)
            case Some(needed, parts):
                if needed >= len(parts):
                    for part in parts:
                        self._ask(part, when)
                    if needed > len(parts):
                        self._miss(when)
                elif needed > 0:
                    chosen = [self._model.new_bool_var("") for _ in parts]
                    self._add(sum(chosen) >= needed, when)
                    for choice, part in zip(chosen, parts, strict=True):
                        self._ask(part, [*when, choice])

    def _miss(self, when: list[Any]) -> None:
        """Say that what is asked for cannot be had."""
        if self._aim is not Aim.NEAREST:
            self._model.add_bool_or([choice.negated() for choice in when])
            return
        missed = self._model.new_bool_var("")
        self._model.add_bool_or([*(choice.negated() for choice in when), missed])
        self._costs.append(MISSING * missed)

    def _ask_linear(self, node: Linear, when: list[Any]) -> None:
        total = sum(self._term(term) for term in node.terms)
        if self._aim is Aim.NEAREST and node.weight:
            most = node.at_least + sum(abs(term.low) * self._most(term) for term in node.terms)
            missing = self._model.new_int_var(0, max(0, most), "")
            self._costs.append(node.weight * missing)
            total += missing
        self._add(total >= node.at_least, when)

    def _most(self, term: Term) -> int:
        pairs = self._problem.cast.pairs
        number = pairs[term.pair].kind if term.pair < len(pairs) else term.pair - len(pairs)
        kind = self._problem.cast.kinds[number]
        return kind.count * (kind.high if term.what == AMOUNT else 1)

    def _term(self, term: Term) -> Any:  # noqa: ANN401 - an expression without a type
        factor = term.low if self._aim is Aim.CERTAIN else term.high
        if term.what == TAKEN:
            return factor * self._taken[term.pair]
        if term.what != AMOUNT:
            return factor * self._whole[term.pair]
        is_least = (factor > 0) == (self._aim is Aim.CERTAIN)
        return factor * (self._certain if is_least else self._amount)[term.pair]

    def _add(self, constraint: Any, when: list[Any]) -> None:  # noqa: ANN401 - an expression without a type
        if isinstance(constraint, bool):
            if not constraint:
                self._model.add_bool_or([choice.negated() for choice in when])
            return
        added = self._model.add(constraint)
        if when:
            added.only_enforce_if(when)


class Model(Program):
    """A program with what is made small, and its solution."""

    def _aims(self) -> Iterator[Any]:
        """Yield what is made as small as can be, one after the other (SEM2); all counts where nothing is asked."""
        total = sum(self._amount)
        if self._problem.counts_all:
            yield -total
            kinds = self._problem.cast.kinds
            yield sum(used if kind.high else -used for used, kind in zip(self._used, kinds, strict=True))
            return
        if self._costs:
            yield sum(self._costs)
        pairs, kinds = self._problem.cast.pairs, self._problem.cast.kinds
        unsure = sum(taken for taken, pair in zip(self._taken, pairs, strict=True) if pair.sure != YES)
        count, most = sum(kind.count for kind in kinds), sum(kind.high * kind.count for kind in kinds)
        aims = [(sum(self._used), count), (unsure, count)]
        if self._cut:
            # Of the same items as much as may counts, but no more than the award has.
            excess = self._model.new_int_var(0, most, "")
            self._model.add(excess >= total - (most if self._problem.size is None else self._problem.size))
            aims += [(excess, most), (most - total, most)]
        yield from together(aims)

    def solve(self, limit: float) -> Found:
        """Search within a limit of deterministic time, the same for each step."""
        cp, found, is_proved = self._cp, None, True
        search = searcher(limit)
        if not self._costs:
            # Whether there is any selection is the verdict, and worth all the time; which is the best of them is not.
            status = search.solve(self._model)
            if status not in (cp.OPTIMAL, cp.FEASIBLE):
                return Found(None, is_proved=status == cp.INFEASIBLE)
            found = self._read(search)
            search.parameters.max_deterministic_time = limit * _FOR_TIES
        for aim in self._aims():
            if isinstance(aim, int):
                continue
            self._model.minimize(aim)
            status = search.solve(self._model)
            if status == cp.INFEASIBLE:
                return Found(found, is_proved=found is None)
            if status not in (cp.OPTIMAL, cp.FEASIBLE):
                return Found(found, is_proved=False)
            is_proved = is_proved and status == cp.OPTIMAL
            found = self._read(search)
            self._model.add(aim <= round(search.objective_value))
        if found is None:
            status = search.solve(self._model)
            found = self._read(search) if status in (cp.OPTIMAL, cp.FEASIBLE) else None
            is_proved = status in (cp.OPTIMAL, cp.FEASIBLE, cp.INFEASIBLE)
        return Found(found, is_proved)

    def _read(self, search: Any) -> Selection:  # noqa: ANN401 - a solver without types
        columns = (self._certain, self._amount, self._whole, self._taken)
        return self._problem.whole(Selection(*([search.value(one) for one in column] for column in columns)))
