"""An audit of many cases: who was offered or selected, who of those qualified was, and who scored above the middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from testamur.core.fairness.counts import USUAL, Count, Limits, Table, table
from testamur.core.fairness.guarding import guarded


@dataclass(frozen=True, slots=True)
class Case:
    """One person and what happened; nothing else is known of them. Groups that are unknown are left out or empty.

    ``is_qualified``: whether they should have been selected, where somebody knows; ``score``: where there is one.
    """

    groups: Mapping[str, str]
    is_selected: bool = False
    is_qualified: bool | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """Tables by each attribute and by those crossed: selected of all, selected of the qualified, above the middle.

    A kind without a case that tells of it has no tables.
    """

    cases: int
    selection: tuple[Table, ...]
    opportunity: tuple[Table, ...] = ()
    scoring: tuple[Table, ...] = ()


def audit(
    cases: Iterable[Case],
    attributes: Sequence[str],
    *,
    crossed: Iterable[tuple[str, ...]] = (),
    limits: Limits = USUAL,
    seed: int = 1,
) -> Audit:
    """Return the tables for *attributes* and for those *crossed*, such as ``[("sex", "ethnicity")]``."""
    people = tuple(cases)
    ways = [*((one,) for one in attributes), *crossed]

    def tables(among: Sequence[Case], is_hit: Callable[[Case], bool]) -> tuple[Table, ...]:
        if not among:
            return ()
        return guarded([_table(way, among, is_hit, limits, seed) for way in ways], len(among), limits.cell)

    scored = [one for one in people if one.score is not None]
    middle = median(one.score for one in scored if one.score is not None) if scored else 0.0
    return Audit(
        len(people),
        tables(people, lambda one: one.is_selected),
        tables([one for one in people if one.is_qualified], lambda one: one.is_selected),
        # Strictly above the median of the full sample (6 RCNY 5-300, scoring rate).
        tables(scored, lambda one: one.score is not None and one.score > middle),
    )


def _table(
    way: tuple[str, ...], cases: Sequence[Case], is_hit: Callable[[Case], bool], limits: Limits, seed: int
) -> Table:
    assessed: Counter[tuple[str, ...]] = Counter()
    selected: Counter[tuple[str, ...]] = Counter()
    unknown = 0
    for case in cases:
        group = tuple(case.groups.get(attribute, "") for attribute in way)
        if not all(group):
            unknown += 1
            continue
        assessed[group] += 1
        selected[group] += is_hit(case)
    counts = [Count(group, assessed[group], selected[group]) for group in sorted(assessed)]
    return table(way, counts, unknown=unknown, limits=limits, seed=seed)
