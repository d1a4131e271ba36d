"""What audits give away together: a few people, when one is taken from another that counts all of its people, and more.

Audits are counted of people within people (who was judged, of who began) and of months within months. Where their
periods never cross, all that can be worked out by adding and subtracting sizes is put together from parts: an audit
less all audits inside it. So no part may be of fewer people than the least number, unless it is of nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from testamur.core.fairness.counts import Row, Table

Period = tuple[date, date]
Sizes = Mapping[tuple[int, Period], int]


@dataclass(frozen=True, slots=True)
class Told:
    """An audit as somebody read it. ``depth``: of whom, within whom: 0 counts all, 1 some of them, and so on."""

    depth: int
    period: Period
    people: int
    tables: tuple[Table, ...]

    def sizes(self, attributes: tuple[str, ...]) -> dict[tuple[str, ...], int]:
        """Return group → how many, of the groups that one table shows."""
        rows = (row for one in self.tables if one.attributes == attributes for row in one.rows)
        return {row.group: row.assessed for row in rows if row.assessed is not None}

    def known(self, attributes: tuple[str, ...]) -> int:
        """Return how many people are in any group of a table, shown or not."""
        return self.people - sum(one.unknown for one in self.tables if one.attributes == attributes)


def is_apart(one: Period, other: Period) -> bool:
    """Whether two periods share no day."""
    return one[1] < other[0] or other[1] < one[0]


def is_inside(one: Period, other: Period) -> bool:
    """Whether a period lies within another, or is the same."""
    return other[0] <= one[0] and one[1] <= other[1]


def do_cross(one: Period, other: Period) -> bool:
    """Whether two periods share days, and each has days that the other has not."""
    return not (is_apart(one, other) or is_inside(one, other) or is_inside(other, one))


def telling(found: Told, earlier: Sequence[Told], cell: int) -> frozenset[tuple[str, ...]]:
    """Return the tables of *found*, by attributes, that tell of fewer than *cell* people together with *earlier* ones.

    With a question, all that crosses it is among them. *earlier*: the oldest first.
    """
    ways = [one.attributes for one in found.tables]
    alone = {way for way in ways if _tells(found, earlier, way, cell)}
    return frozenset(way for way in ways if way in alone or any((part,) in alone for part in way))


def without(tables: Iterable[Table], ways: Iterable[tuple[str, ...]]) -> tuple[Table, ...]:
    """Return the tables, those *ways* of them with no figure at all."""
    left_out = frozenset(ways)
    return tuple(_emptied(one) if one.attributes in left_out else one for one in tables)


def _emptied(found: Table) -> Table:
    return replace(
        found,
        rows=tuple(Row(row.group) for row in found.rows),
        unknown=0,
        highest=None,
        gap=None,
        gap_interval=None,
    )


def _tells(found: Told, earlier: Sequence[Told], way: tuple[str, ...], cell: int) -> bool:
    return any(_is_few(found, earlier, way, group, cell) for group in found.sizes(way)) or any(
        _is_rest_few(found, one, way, cell) for one in earlier if not is_apart(one.period, found.period)
    )


def _is_few(found: Told, earlier: Sequence[Told], way: tuple[str, ...], group: tuple[str, ...], cell: int) -> bool:
    """Whether the size of a group tells of a few, that those of earlier audits alone do not."""
    here, now = (found.depth, found.period), found.sizes(way)[group]
    before: dict[tuple[int, Period], int] = {}
    for one in earlier:
        size = one.sizes(way).get(group)
        if size is None:
            continue
        if (one.depth, one.period) == here and 0 < abs(size - now) < cell:
            return True
        before[one.depth, one.period] = size
    added = Counter(_parts({**before, here: now})) - Counter(_parts(before))
    return any(0 < abs(size) < cell for size in added)


def _parts(sizes: Sizes) -> Iterator[int]:
    """Yield what is left of each audit without each one inside it, and without all those inside it together."""
    for whole, size in sizes.items():
        inside = [one for one in sizes if one != whole and one[0] >= whole[0] and is_inside(one[1], whole[1])]
        yield from (size - sizes[one] for one in inside)
        for depth in {one[0] for one in inside}:
            widest = _widest([one for one in inside if one[0] == depth])
            yield size - sum(sizes[one] for one in widest)
    depths = sorted({depth for depth, _period in sizes})
    for whole_depth, depth in combinations(depths, 2):
        left = {
            (0, period): size - sizes[depth, period]
            for (at, period), size in sizes.items()
            if at == whole_depth and (depth, period) in sizes
        }
        if len(left) > 1:
            yield from _parts(left)


def _widest(inside: Sequence[tuple[int, Period]]) -> list[tuple[int, Period]]:
    """Return those that are in no other: periods never cross, so they share no day."""
    return [one for one in inside if not any(other != one and is_inside(one[1], other[1]) for other in inside)]


def _is_rest_few(found: Told, other: Told, way: tuple[str, ...], cell: int) -> bool:
    """Whether the groups that one of two audits hides are, taken together, apart by a few in the other."""
    mine, theirs = found.sizes(way), other.sizes(way)
    if not mine or not theirs:
        return False
    both = mine.keys() & theirs.keys()
    rest = found.known(way) - sum(mine[one] for one in both)
    left = other.known(way) - sum(theirs[one] for one in both)
    return 0 < abs(rest - left) < cell
