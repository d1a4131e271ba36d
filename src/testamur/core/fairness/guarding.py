"""What figures give away together: a few people by subtraction, and how single ones fared where nearly all did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from testamur.core.fairness.counts import FEW, Count, Limits, Row, Table, table

_OPEN = Limits(cell=1)
# A share that nobody has, so that a row is compared with nobody.
_ASIDE = Limits(cell=1, least_share=Fraction(2))
_ABOUT = "about"


def complete(found: Table, choices: Iterable[Sequence[str]]) -> Table:
    """Return the table with every group there could be; one that has nobody reads like one that has few."""
    there = {row.group for row in found.rows}
    none = (Row(group) for group in product(*choices) if group not in there)
    return replace(found, rows=tuple(sorted((*found.rows, *none), key=lambda row: row.group)))


def guarded(tables: Sequence[Table], people: int, cell: int) -> tuple[Table, ...]:
    """Return the tables without crossed groups that, taken from a total of another table, leave fewer than *cell*.

    What is left of a total are the groups that are hidden and those who answered only one of the questions. One hidden
    group alone is never left, either, nor a crossed group that is all of a group. *people*: how many were counted.
    """
    totals = {
        (one.attributes[0], row.group[0]): row.assessed
        for one in tables
        if len(one.attributes) == 1
        for row in one.rows
        if row.assessed is not None
    }
    return tuple(_guarded(one, totals, people, cell) if len(one.attributes) > 1 else one for one in tables)


def rough(tables: Sequence[Table], *, is_always: bool = False) -> tuple[Table, ...]:
    """Return the tables as everybody may read them: all roughly, if an exact number would tell how single people fared.

    That is where fewer than `FEW` of a group were selected, or were not. The others are told roughly, too, as totals of
    them would tell it. Each rough number stands for `FEW` possible ones or more, and all figures come from them.
    *is_always*: something else that is told of the same people would tell it together with exact numbers.
    """
    if not is_always and not any(row.tells_of_few for one in tables for row in one.rows):
        return tuple(tables)
    return tuple(_rounded(one) for one in tables)


def without_rest(part: Sequence[Table], whole: Sequence[Table], cell: int) -> tuple[Table, ...]:
    """Return the tables of a *part* of people without groups that leave fewer than `FEW` of the same group in *whole*.

    Where one group alone were hidden so, the smallest other one is, too.
    """
    sizes = {(one.attributes, row.group): row.assessed for one in whole for row in one.rows}
    told = tuple(_without_rest(one, sizes) for one in part)
    return guarded(told, most(told), cell)


def most(tables: Iterable[Table]) -> int:
    """Return how many people tables tell of, as far as somebody can add them up."""
    return max((one.unknown + _sum(one) for one in tables), default=0)


def _without_rest(found: Table, sizes: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int | None]) -> Table:
    open_ = sorted((row for row in found.rows if row.is_shown), key=lambda row: (row.assessed or 0, row.group))
    kept = [row for row in open_ if (sizes.get((found.attributes, row.group)) or 0) - (row.assessed or 0) >= FEW]
    if len(kept) == len(open_):
        return found
    if len(kept) == len(found.rows) - 1:
        kept = kept[1:]
    return _anew(found, [_count(row) for row in kept], {})


def _sum(found: Table) -> int:
    return sum(row.assessed or 0 for row in found.rows)


def _guarded(found: Table, totals: Mapping[tuple[str, str], int], people: int, cell: int) -> Table:
    hidden = {row.group for row in found.rows if not row.is_shown}
    before = len(hidden)
    hidden |= _whole(found, totals)
    lines = list(_lines(found, totals, people))
    while True:
        more = [one for total, line in lines if (one := _one_more(line, total, hidden, cell)) is not None]
        if not more:
            break
        hidden.add(min(more, key=lambda row: (row.assessed or 0, row.group)).group)
    if len(hidden) == before:
        return found
    return _anew(found, [_count(row) for row in found.rows if row.group not in hidden], {})


def _whole(found: Table, totals: Mapping[tuple[str, str], int]) -> set[tuple[str, ...]]:
    """Return the groups that are all of a group of another table: they tell what each of it answered."""
    values = [{row.group[place] for row in found.rows} for place in range(len(found.attributes))]
    return {
        row.group
        for place, attribute in enumerate(found.attributes)
        for row in found.rows
        if row.assessed is not None and row.assessed == totals.get((attribute, row.group[place]))
        if any(len(one) > 1 for other, one in enumerate(values) if other != place)
    }


def _lines(found: Table, totals: Mapping[tuple[str, str], int], people: int) -> Iterator[tuple[int, Sequence[Row]]]:
    """Yield each total that is told elsewhere, with the groups that it can be compared with."""
    yield people - found.unknown, found.rows
    for place, attribute in enumerate(found.attributes):
        for value in sorted({row.group[place] for row in found.rows}):
            if (attribute, value) in totals:
                yield totals[attribute, value], [row for row in found.rows if row.group[place] == value]


def _one_more(line: Sequence[Row], total: int, hidden: set[tuple[str, ...]], cell: int) -> Row | None:
    """Return the next group of a line to hide, if what is left of its total is of few or of one group."""
    open_ = [row for row in line if row.group not in hidden]
    rest = total - sum(row.assessed or 0 for row in open_)
    is_one = len(line) - len(open_) == 1
    if not open_ or rest <= 0 or (rest >= cell and not is_one):
        return None
    return min(open_, key=lambda row: (row.assessed or 0, row.group))


def _rounded(found: Table) -> Table:
    told = [_rough_count(row) for row in found.rows if row.is_shown]
    return _anew(found, [count for count, _about in told], {count.group: about for count, about in told})


def _rough_count(row: Row) -> tuple[Count, str]:
    """Return the number that figures are worked out from, and how it is told."""
    of, selected = row.assessed or 0, row.selected or 0
    if selected < FEW:
        return Count(row.group, of, 1), "few"
    if of - selected < FEW:
        return Count(row.group, of, of - 1), "nearly-all"
    return Count(row.group, of, _near(selected, of)), _ABOUT


def _near(selected: int, of: int) -> int:
    """Return the middle of the numbers that are told alike, where `FEW` or more were selected and were not."""
    width = of - 2 * FEW + 1
    parts = max(1, width // FEW)
    part = (selected - FEW) * parts // width
    first, beyond = (-(-place * width // parts) for place in (part, part + 1))
    return FEW + (first + beyond) // 2


def _count(row: Row) -> Count:
    return Count(row.group, row.assessed or 0, row.selected or 0)


def _anew(found: Table, counts: Sequence[Count], about: Mapping[tuple[str, ...], str]) -> Table:
    """Return the table with these counts alone; the other groups are hidden."""
    before = {row.group: row for row in found.rows}
    aside = {one.group for one in counts if found.highest and before[one.group].ratio is None}
    made = table(
        found.attributes, [one for one in counts if one.group not in aside], unknown=found.unknown, limits=_OPEN
    )
    apart = table(found.attributes, [one for one in counts if one.group in aside], limits=_ASIDE)
    known = {
        row.group: replace(row, is_small=before[row.group].is_small, about=about.get(row.group, ""))
        for row in (*made.rows, *apart.rows)
    }
    return replace(made, rows=tuple(known.get(row.group, Row(row.group)) for row in found.rows))
