"""A tree under one aim as rows over whole items, and bounds that hold for every selection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from testamur.core.rules.exact import MISSING, Aim, Problem
from testamur.core.rules.linear import AMOUNT, Known, Linear, Node, Some
from testamur.core.rules.truth import MAYBE, NO

MOST_WAYS = 16

Leaf = Linear | Known


def ways(node: Node) -> list[tuple[Leaf, ...]] | None:
    """Return all ways to meet a node, as comparisons that have to hold together; None where they are too many."""
    match node:
        case Linear() | Known():
            return [(node,)]
        case Some(needed, parts):
            found: list[tuple[Leaf, ...]] = []
            for chosen in combinations(parts, needed):
                inner = _together(chosen)
                if inner is None or len(found) + len(inner) > MOST_WAYS:
                    return None
                found += inner
            return found


def _together(parts: Iterable[Node]) -> list[tuple[Leaf, ...]] | None:
    found: list[tuple[Leaf, ...]] = [()]
    for part in parts:
        inner = ways(part)
        if inner is None or len(found) * len(inner) > MOST_WAYS:
            return None
        found = [(*before, *after) for before in found for after in inner]
    return found


@dataclass(slots=True)
class Row:
    """A comparison under an aim: what one whole item of each pair adds, and how much is needed.

    A floor asks for more of what adds; a limit is there from the start and taken from. Other rows are neither.
    """

    adds: dict[int, int]
    need: int
    weight: int
    is_floor: bool
    is_limit: bool
    reach: int = 0


def _row(node: Linear, problem: Problem, aim: Aim) -> Row:
    pairs, kinds = problem.cast.pairs, problem.cast.kinds
    adds: dict[int, int] = {}
    is_certain = aim is Aim.CERTAIN
    for term in node.terms:
        factor = term.low if is_certain else term.high
        if factor and term.what == AMOUNT:
            kind = kinds[pairs[term.pair].kind]
            factor *= kind.low if (factor > 0) == is_certain else kind.high
        if factor:
            adds[term.pair] = adds.get(term.pair, 0) + factor
    is_floor = node.at_least > 0 and all(add > 0 for add in adds.values())
    # Where something may stay missing, only what has no price must hold.
    must_hold = aim is not Aim.NEAREST or not node.weight
    is_limit = must_hold and node.at_least <= 0 and all(add < 0 for add in adds.values())
    return Row(adds, node.at_least, node.weight, is_floor, is_limit)


class Bounds:
    """The rows of one way, and what no selection can go beyond: how much of a floor can be had, how few items do."""

    def __init__(self, problem: Problem, aim: Aim, leaves: Iterable[Leaf]) -> None:
        self._kinds, self._pairs = problem.cast.kinds, problem.cast.pairs
        self.rows: list[Row] = []
        self.cost = 0
        for leaf in leaves:
            if isinstance(leaf, Linear):
                self.rows.append(_row(leaf, problem, aim))
            elif leaf.answer == NO or (leaf.answer == MAYBE and aim is Aim.CERTAIN):
                self.cost += MISSING
        self.places = problem.places
        self.floors = [row for row in self.rows if row.is_floor]
        limits = [row for row in self.rows if row.is_limit]
        for row in self.floors:
            row.reach = self._reach(row, limits)
            self.cost += row.weight * max(0, row.need - row.reach)

    def lower(self) -> None:
        """Ask of each floor no more than can be had of it: what meets that is as near as can be."""
        for row in self.floors:
            row.need = min(row.need, row.reach)

    def _best(self, row: Row) -> dict[int, int]:
        """Return for each kind what an item adds at most."""
        best: dict[int, int] = {}
        for pair, add in row.adds.items():
            kind = self._pairs[pair].kind
            if add > best.get(kind, 0):
                best[kind] = add
        return best

    def _reach(self, row: Row, limits: Iterable[Row]) -> int:
        """Return how much of a floor can be had at most: each kind where it adds most, under each limit alone."""
        best = self._best(row)
        reach = sum(add * self._kinds[kind].count for kind, add in best.items())
        return reach - max((self._spared(best, limit) for limit in limits), default=0)

    def _spared(self, best: dict[int, int], limit: Row) -> int:
        """Return how much of a floor is lost to a limit that takes away what the floor adds, one for one."""
        inside: dict[int, int] = {}
        for pair, add in limit.adds.items():
            kind = self._pairs[pair].kind
            if best.get(kind) == -add and all(limit.adds.get(one) == add for one in self.places[kind]):
                inside[kind] = -add
        return max(0, sum(add * self._kinds[kind].count for kind, add in inside.items()) + limit.need)

    def fewest(self) -> int:
        """Return a number of items below which nothing is met.

        Floors that share no pair need items of their own. Any other floor gets from so many items at most the best
        that each of these can give it, and then the best of the rest.
        """
        apart: list[tuple[Row, int]] = []
        used: set[int] = set()
        others: list[Row] = []
        for row in sorted(self.floors, key=lambda row: len(row.adds)):
            if used.isdisjoint(row.adds):
                used.update(row.adds)
                apart.append((row, self._items(row)))
            else:
                others.append(row)
        least = sum(items for _, items in apart)
        beside = (max(self._items(row), self._items_beside(row, apart, least)) for row in others)
        return max([least, *beside])

    def _items_beside(self, row: Row, apart: list[tuple[Row, int]], least: int) -> int:
        """Return how many items a floor takes at least where others take theirs anyway."""
        left, taken = row.need, Counter[int]()
        for other, items in apart:
            open_items = items
            for add, kind in sorted(self._each(row, other.adds), reverse=True):
                if not open_items:
                    break
                several = min(open_items, self._kinds[kind].count)
                open_items, left = open_items - several, left - several * add
                taken[kind] = max(taken[kind], several)
        for add, kind in sorted(self._each(row, row.adds), reverse=True):
            if left <= 0:
                break
            several = min(self._kinds[kind].count - taken[kind], -(-left // add))
            least, left = least + several, left - several * add
        return least

    def _each(self, row: Row, pairs: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield what an item of each kind adds to a row at most, from some pairs."""
        best: dict[int, int] = {}
        for pair in pairs:
            kind = self._pairs[pair].kind
            best[kind] = max(best.get(kind, 0), row.adds.get(pair, 0))
        for kind, add in best.items():
            yield add, kind

    def _items(self, row: Row) -> int:
        """Return how many items a floor takes at least."""
        best = self._best(row)
        left, items = row.need, 0
        for kind in sorted(best, key=lambda kind: -best[kind]):
            if left <= 0:
                break
            several = min(self._kinds[kind].count, -(-left // best[kind]))
            items, left = items + several, left - several * best[kind]
        return items
