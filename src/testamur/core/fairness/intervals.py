"""How sure a rate is: intervals for rates, their differences and ratios, and the exact test of two groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt

import numpy as np

# The normal deviate of 95 %.
_Z = 1.959963984540054
_DRAWS = 2_000
# Probabilities that differ by less than this are the same but for rounding.
_ALIKE = 1e-7


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies with 95 % confidence."""

    low: float
    high: float


def wilson(hits: int, of: int) -> Interval:
    """Return the score interval of a rate (Wilson 1927); it stays within 0 and 1 however few were counted."""
    if not of:
        return Interval(0.0, 1.0)
    rate, square = hits / of, _Z * _Z
    middle = rate + square / (2 * of)
    half = _Z * sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    scale = 1 + square / of
    return Interval(max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def newcombe(hits: int, of: int, other_hits: int, other_of: int) -> Interval:
    """Return the interval of the first rate less the second (Newcombe 1998, method 10)."""
    if not of or not other_of:
        return Interval(-1.0, 1.0)
    one, other = wilson(hits, of), wilson(other_hits, other_of)
    rate, other_rate = hits / of, other_hits / other_of
    gap = rate - other_rate
    return Interval(
        gap - sqrt((rate - one.low) ** 2 + (other.high - other_rate) ** 2),
        gap + sqrt((one.high - rate) ** 2 + (other_rate - other.low) ** 2),
    )


def ratios(counts: Sequence[tuple[int, int]], *, seed: int = 1) -> tuple[Interval | None, ...]:
    """Return the interval of each group's rate over the highest rate, by 2,000 draws of every group from its own rate.

    *counts*: (hits, of) of each group, none of 0. The highest rate is that of each draw, so the leader has an interval,
    too. None where no draw has a hit. The same seed gives the same intervals.
    """
    if not counts:
        return ()
    hits, of = np.array(counts, np.int64).T
    drawn = np.random.default_rng(seed).binomial(of, hits / of, (_DRAWS, len(of))) / of
    highest = drawn.max(axis=1)
    drawn = drawn[highest > 0] / highest[highest > 0, None]
    if not len(drawn):
        return (None,) * len(counts)
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return tuple(Interval(float(one), float(other)) for one, other in zip(low, high, strict=True))


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Return how likely so different rates are where the groups do not differ: Fisher's exact test, two-sided."""
    total, all_hits = of + other_of, hits + other_hits
    lowest, highest = max(0, all_hits - other_of), min(of, all_hits)

    def chance(at: int) -> float:
        return exp(_choose(of, at) + _choose(other_of, all_hits - at) - _choose(total, all_hits))

    seen = chance(hits)
    found = (chance(at) for at in range(lowest, highest + 1))
    return min(1.0, sum(one for one in found if one <= seen * (1 + _ALIKE)))


def _choose(of: int, number: int) -> float:
    """Return the logarithm of a binomial coefficient."""
    return lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1)
