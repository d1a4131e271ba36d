"""Selection rates and impact ratios by group, from unrounded counts (29 CFR 1607.4 D; 6 RCNY 5-300 and following).

A ratio below four fifths is something to look at, not a verdict: neither source makes it one for us, and small groups
cross it by chance. What concerns few people is not shown, nor what would give it away by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from testamur.core.fairness.intervals import Interval, fisher, newcombe, ratios, wilson

FOUR_FIFTHS = Fraction(4, 5)
# Of fewer people who were selected, or who were not, nothing is told to everybody.
FEW = 3


class FairnessError(Exception):
    """Counts that cannot be. ``code`` says what, ``facts`` of whom."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Count:
    """A group, named by its values, and how many of those who were looked at were selected."""

    group: tuple[str, ...]
    assessed: int
    selected: int

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.assessed:
            raise FairnessError("counts-do-not-fit", group=self.group, assessed=self.assessed, selected=self.selected)


@dataclass(frozen=True, slots=True)
class Limits:
    """Under how many people a group is not shown; when it is small; and the share under which it gets no ratio.

    ``least_share`` is what an auditor may set aside under 6 RCNY 5-301: its count and rate are told all the same.
    """

    cell: int = 10
    small: int = 30
    small_share: Fraction = Fraction(2, 100)
    least_share: Fraction = Fraction(0)


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One group. Of a group that is not shown, only the name is told.

    ``rate`` and ``ratio`` (to the highest rate) are exact; ``chance``: Fisher's test against the group of that rate.
    ``about``: how ``selected`` is told where it is rounded: ``about``, ``few`` or ``nearly-all``; else empty.
    """

    group: tuple[str, ...]
    assessed: int | None = None
    selected: int | None = None
    rate: Fraction | None = None
    interval: Interval | None = None
    ratio: Fraction | None = None
    ratio_interval: Interval | None = None
    chance: float | None = None
    is_small: bool = False
    about: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the group is large enough to be told of."""
        return self.assessed is not None

    @property
    def tells_of_few(self) -> bool:
        """Whether it tells exactly how nearly all, or next to nobody, of a group fared."""
        if self.assessed is None or self.selected is None or self.about:
            return False
        return min(self.selected, self.assessed - self.selected) < FEW

    @property
    def is_under_four_fifths(self) -> bool:
        """Whether its rate is below four fifths of the highest one."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS


@dataclass(frozen=True, slots=True)
class Table:
    """The groups that an attribute, or several together, divide people into.

    ``unknown``: people of whom it is not known and who are in no group. ``gap``: the highest rate less the lowest, with
    its interval. ``highest`` is the group with the highest rate; None where nobody is shown or nobody was selected.
    """

    attributes: tuple[str, ...]
    rows: tuple[Row, ...]
    unknown: int = 0
    highest: tuple[str, ...] | None = None
    gap: Fraction | None = None
    gap_interval: Interval | None = None

    @property
    def leader(self) -> Row | None:
        """The group with the highest rate."""
        return next((row for row in self.rows if row.group == self.highest), None)

    @property
    def compared(self) -> tuple[Row, ...]:
        """The groups that are compared with the highest one, which is not among them."""
        return tuple(row for row in self.rows if row.ratio is not None and row.group != self.highest)

    @property
    def hidden(self) -> int:
        """How many groups are not shown."""
        return sum(not row.is_shown for row in self.rows)


def table(
    attributes: Iterable[str], counts: Iterable[Count], *, unknown: int = 0, limits: Limits = USUAL, seed: int = 1
) -> Table:
    """Return rates, ratios and intervals of all groups, in the order given. Raises `FairnessError`."""
    groups = tuple(counts)
    names = [one.group for one in groups]
    if len(set(names)) < len(names):
        raise FairnessError("group-twice", group=next(name for name in names if names.count(name) > 1))
    hidden = _hidden(groups, limits.cell)
    total = sum(one.assessed for one in groups)
    shown = [one for one in groups if one.group not in hidden]
    compared = [one for one in shown if _rate(one) is not None and one.assessed >= limits.least_share * total]
    leader = max(compared, key=lambda one: (Fraction(one.selected, one.assessed), one.assessed), default=None)
    leader = leader if leader is not None and leader.selected else None
    spread = ratios([(one.selected, one.assessed) for one in compared], seed=seed)
    known = {one.group: interval for one, interval in zip(compared, spread, strict=True)}
    rows = tuple(
        Row(one.group) if one.group in hidden else _row(one, leader, known, _is_small(one, total, limits))
        for one in groups
    )
    return Table(
        tuple(attributes), rows, unknown, leader.group if leader else None, *_gap(compared if leader else (), leader)
    )


def _rate(count: Count) -> Fraction | None:
    return Fraction(count.selected, count.assessed) if count.assessed else None


def _is_small(count: Count, total: int, limits: Limits) -> bool:
    return count.assessed < limits.small or count.assessed < limits.small_share * total


def _row(
    count: Count,
    leader: Count | None,
    intervals: dict[tuple[str, ...], Interval | None],
    is_small: bool,  # noqa: FBT001 - a private step
) -> Row:
    rate = _rate(count)
    row = Row(
        count.group, count.assessed, count.selected, rate, wilson(count.selected, count.assessed), is_small=is_small
    )
    if rate is None or leader is None or count.group not in intervals:
        return row
    return Row(
        count.group,
        count.assessed,
        count.selected,
        rate,
        row.interval,
        rate / Fraction(leader.selected, leader.assessed),
        intervals[count.group],
        fisher(count.selected, count.assessed, leader.selected, leader.assessed),
        is_small,
    )


def _gap(compared: Sequence[Count], leader: Count | None) -> tuple[Fraction | None, Interval | None]:
    """Return how far the lowest rate is below the highest."""
    if leader is None:
        return None, None
    least = min(compared, key=lambda one: (Fraction(one.selected, one.assessed), -one.assessed))
    gap = Fraction(leader.selected, leader.assessed) - Fraction(least.selected, least.assessed)
    return gap, newcombe(leader.selected, leader.assessed, least.selected, least.assessed)


def _hidden(groups: Sequence[Count], cell: int) -> set[tuple[str, ...]]:
    """Return the groups that are too small to show, and as many more as keep them from being worked out."""
    hidden = {one.group for one in groups if one.assessed < cell}
    lines = list(_lines(groups))
    while True:
        more = [next_one for line in lines if (next_one := _one_more(line, hidden, cell)) is not None]
        if not more:
            return hidden
        hidden.add(min(more, key=lambda one: (one.assessed, one.group)).group)


def _one_more(line: Sequence[Count], hidden: set[tuple[str, ...]], cell: int) -> Count | None:
    """Return the next group of a line to hide where its total would give those hidden away."""
    inside = [one for one in line if one.group in hidden]
    others = [one for one in line if one.group not in hidden]
    if not inside or not others or (len(inside) > 1 and sum(one.assessed for one in inside) >= cell):
        return None
    return min(others, key=lambda one: (one.assessed, one.group))


def _lines(groups: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """Yield the groups that somebody could add up: all of them, and in a crossing those that share a value."""
    yield groups
    for place in range(len(groups[0].group) if groups else 0):
        for value in sorted({one.group[place] for one in groups}):
            line = [one for one in groups if one.group[place] == value]
            if len(line) > 1:
                yield line
