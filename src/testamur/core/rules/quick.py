"""The quick search: a good selection built by hand, with bounds that say when none can be better.

Most decisions need no more. What is built is checked against the whole tree, and the bounds hold for every selection,
so an answer from here is as good as proved; where built and bound do not meet, the exact search is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testamur.core.rules.exact import Aim, Problem, cut_kinds, linears, split_kinds
from testamur.core.rules.linear import Selection, answer
from testamur.core.rules.rows import Bounds, Row, ways
from testamur.core.rules.truth import MAYBE, NO, YES

_SCALE = 1_000_000
_TRIES = 4
_EXCHANGES = 10_000


@dataclass(frozen=True, slots=True)
class Quick:
    """What the quick search knows: nothing is possible; a selection, proved the best; or only that it cannot tell."""

    is_impossible: bool = False
    chosen: Selection | None = None


def search(problem: Problem, aim: Aim) -> Quick:
    """Search by building. What is returned is proved."""
    found = ways(problem.root)
    if found is None or problem.counts_all:
        return Quick()
    tables = [Bounds(problem, aim, leaves) for leaves in found]
    if aim is not Aim.NEAREST:
        tables = [table for table in tables if not table.cost]
    if not tables:
        return Quick(is_impossible=True)
    if split_kinds(problem):
        # One item in two places would do for two: the bound on the number of items does not hold.
        return Quick()
    cheapest = min(table.cost for table in tables)
    tables = [table for table in tables if table.cost == cheapest]
    if aim is Aim.NEAREST:
        for table in tables:
            table.lower()
    return _built(problem, aim, tables)


def aged(problem: Problem, aim: Aim, chosen: Selection) -> Selection:
    """Exchange newer items for older ones without losing anything that holds; what counts in part stays as it is."""
    pairs, kinds = problem.cast.pairs, problem.cast.kinds
    if any(chosen.amount[number] != kinds[pair.kind].high * chosen.taken[number] for number, pair in enumerate(pairs)):
        return chosen
    bounds = Bounds(problem, aim, linears(problem.root))
    builder = Builder(problem, bounds)
    draft = builder.draft(chosen.taken)
    if min(draft.left, default=0) < 0:  # an item that may be split is taken in several places
        return chosen
    for number, row in enumerate(bounds.rows):
        row.need = min(row.need, draft.sums[number])
    builder.age_well(draft)
    return draft.selection(problem)


def _built(problem: Problem, aim: Aim, tables: list[Bounds]) -> Quick:
    """Build each way, the one that may need fewest items first, until none of the others can need fewer."""
    best: Draft | None = None
    known = sorted(((table.fewest(), number) for number, table in enumerate(tables)))
    for fewest, number in known:
        if best is not None and best.items <= fewest:
            break
        draft = Builder(problem, tables[number]).build(fewest)
        if draft is not None and (best is None or draft.items < best.items):
            best = draft
    if best is None or best.items > known[0][0]:
        return Quick()
    chosen = best.selection(problem)
    least = {Aim.CERTAIN: YES, Aim.POSSIBLE: MAYBE}.get(aim, NO)
    return Quick(chosen=_trimmed(problem, chosen, least)) if answer(problem.root, chosen) >= least else Quick()


def _trimmed(problem: Problem, chosen: Selection, least: int) -> Selection:
    """Count no more than the award has, where limits cut items anyway: less of the newest, as long as all holds."""
    pairs = range(len(problem.cast.pairs))
    excess = 0 if problem.size is None else sum(chosen.amount[pair] for pair in pairs) - problem.size
    if excess <= 0:
        return chosen
    cut = cut_kinds(problem)
    for pair in sorted(pairs, key=lambda pair: -problem.ranks[problem.cast.pairs[pair].kind][-1]):
        kind = problem.cast.kinds[problem.cast.pairs[pair].kind]
        less = min(excess, kind.high - 1)
        if problem.cast.pairs[pair].kind in cut and chosen.taken[pair] and kind.low == kind.high and less > 0:
            trial = Selection(*([*column] for column in chosen.columns()))
            trial.certain[pair] -= less
            trial.amount[pair] -= less
            trial.whole[pair] -= 1
            if answer(problem.root, trial) >= max(least, answer(problem.root, chosen)):
                chosen, excess = trial, excess - less
    return chosen


@dataclass(slots=True)
class Draft:
    """A selection in the making: items of each pair, what is left of each kind, and what each row has."""

    taken: list[int]
    left: list[int]
    sums: list[int]
    items: int = 0

    def selection(self, problem: Problem) -> Selection:
        """Return the selection of whole items, with what is held."""
        kinds = [problem.cast.kinds[pair.kind] for pair in problem.cast.pairs]
        low = [kind.low * items for kind, items in zip(kinds, self.taken, strict=True)]
        high = [kind.high * items for kind, items in zip(kinds, self.taken, strict=True)]
        return problem.whole(Selection(low, high, self.taken, self.taken))


class Builder:
    """Builds selections for one way."""

    def __init__(self, problem: Problem, bounds: Bounds) -> None:
        self._pairs, self._kinds, self._ranks = problem.cast.pairs, problem.cast.kinds, problem.ranks
        self._places, self._rows = bounds.places, bounds.rows
        self._touching: list[list[tuple[int, int]]] = [[] for _ in self._pairs]
        for number, row in enumerate(self._rows):
            for pair, add in row.adds.items():
                self._touching[pair].append((number, add))
        self._floors = sorted(
            (number for number, row in enumerate(self._rows) if row.is_floor),
            key=lambda number: _scarcity(self._rows[number], len(self._pairs)),
        )

    def build(self, fewest: int) -> Draft | None:
        """Return the draft with the fewest items of a few tries, or None where none meets the rows."""
        best: Draft | None = None
        first: list[int] = []
        for attempt in range(_TRIES):
            draft = self.draft(())
            stuck = self._fill(draft, first, by_use=attempt % 2 == 0)
            if stuck is not None:
                # What was left without items goes first next time.
                first = [stuck, *(number for number in first if number != stuck)]
                continue
            self._prune(draft)
            holds = all(draft.sums[number] >= row.need for number, row in enumerate(self._rows))
            if holds and (best is None or draft.items < best.items):
                best = draft
            if best is not None and best.items <= fewest:
                break
        if best is not None:
            self.age_well(best)
        return best

    def draft(self, taken: Sequence[int]) -> Draft:
        """Return a draft with so many items of each pair."""
        draft = Draft([0] * len(self._pairs), [kind.count for kind in self._kinds], [0] * len(self._rows))
        for pair in range(min(len(self._pairs), len(taken))):
            self._take(draft, pair, taken[pair])
        return draft

    def _fill(self, draft: Draft, first: list[int], *, by_use: bool) -> int | None:
        """Meet floor after floor, the scarcest first; return the number of one that cannot be met."""
        for number in [*first, *(number for number in self._floors if number not in first)]:
            row = self._rows[number]
            while draft.sums[number] < row.need:
                pair = self._choose(draft, row, by_use=by_use)
                if pair is None:
                    return number
                self._take(draft, pair, 1)
        return None

    def _choose(self, draft: Draft, row: Row, *, by_use: bool) -> int | None:
        """Return the pair to take an item of: useful to many floors, wanted by few others, sure, old."""
        best, chosen = (0, 0, 0), None
        for pair in row.adds:
            if not draft.left[self._pairs[pair].kind] or not self._fits(draft, pair):
                continue
            use = 0
            for number, add in self._touching[pair]:
                one = self._rows[number]
                if one.is_floor and draft.sums[number] < one.need:
                    use += min(add, one.need - draft.sums[number]) * _SCALE // one.need
            wanted = self._wanted(draft, pair)
            key = (use, -wanted, -self._age(draft, pair)) if by_use else (-wanted, use, -self._age(draft, pair))
            if chosen is None or key > best:
                best, chosen = key, pair
        return chosen

    def _age(self, draft: Draft, pair: int, *, is_last: bool = False) -> int:
        """Return the rank of the next item of a pair's kind, or of the last that was taken; unsure ones rank last."""
        kind = self._pairs[pair].kind
        used = self._kinds[kind].count - draft.left[kind]
        return self._ranks[kind][used - 1 if is_last else used] + (self._pairs[pair].sure != YES) * _SCALE

    def _wanted(self, draft: Draft, pair: int) -> int:
        """Return how many open floors the kind would serve in other places."""
        places = self._places[self._pairs[pair].kind]
        if len(places) == 1:
            return 0
        own = {number for number, _ in self._touching[pair]}
        others = {
            number
            for place in places
            for number, _ in self._touching[place]
            if number not in own and self._rows[number].is_floor and draft.sums[number] < self._rows[number].need
        }
        return len(others)

    def _fits(self, draft: Draft, pair: int) -> bool:
        """Say whether one more item breaks no limit."""
        return all(
            add >= 0 or not self._rows[number].is_limit or draft.sums[number] + add >= self._rows[number].need
            for number, add in self._touching[pair]
        )

    def _take(self, draft: Draft, pair: int, items: int) -> None:
        draft.taken[pair] += items
        draft.left[self._pairs[pair].kind] -= items
        draft.items += items
        for number, add in self._touching[pair]:
            draft.sums[number] += items * add

    def _prune(self, draft: Draft) -> None:
        """Give back what is not needed, the newest first."""
        used = [pair for pair, items in enumerate(draft.taken) if items]
        for pair in sorted(used, key=lambda pair: -self._age(draft, pair, is_last=True)):
            while draft.taken[pair] and self._may(draft, pair, None):
                self._take(draft, pair, -1)

    def _may(self, draft: Draft, out: int, into: int | None) -> bool:
        """Say whether an item may leave, or give its place to one of another pair, without breaking a row."""
        changes = {number: -add for number, add in self._touching[out]}
        for number, add in () if into is None else self._touching[into]:
            changes[number] = changes.get(number, 0) + add
        return all(
            change >= 0 or draft.sums[number] + change >= self._rows[number].need for number, change in changes.items()
        )

    def age_well(self, draft: Draft) -> None:
        """Exchange newer items for older ones that do in their stead, place by place, until none does."""
        by_place: dict[int, list[int]] = {}
        for number, pair in enumerate(self._pairs):
            by_place.setdefault(pair.place, []).append(number)
        tries, is_older = _EXCHANGES, True
        while is_older:
            is_older = False
            used = [pair for pair, items in enumerate(draft.taken) if items]
            for out in sorted(used, key=lambda pair: -self._age(draft, pair, is_last=True)):
                for into in self._older(draft, out, by_place[self._pairs[out].place]):
                    if not tries:
                        return
                    tries -= 1
                    if self._may(draft, out, into):
                        self._take(draft, out, -1)
                        self._take(draft, into, 1)
                        is_older = True
                        break

    def _older(self, draft: Draft, out: int, place: Sequence[int]) -> list[int]:
        """Return the pairs of a place of which the next item is older than the last that was taken, oldest first."""
        age = self._age(draft, out, is_last=True)
        found = [
            (self._age(draft, into), into)
            for into in place
            if draft.left[self._pairs[into].kind] and self._pairs[into].kind != self._pairs[out].kind
        ]
        return [into for rank, into in sorted(found) if rank < age]


def _scarcity(row: Row, pairs: int) -> tuple[bool, int]:
    """Sort what everything serves last, and before it what hardly enough items serve first."""
    return len(row.adds) > pairs // 2, row.reach * _SCALE // max(1, row.need)
