"""Aims of a search as few weighed sums: what matters more weighs more than all that comes after it.

One search for a sum takes a third of what one search for each aim takes, and finds the same, for nothing later can
outweigh what is earlier. Sums are reported as floats, so no sum may be larger than what is exact in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

_EXACT = 2**52


@dataclass(frozen=True, slots=True)
class Aim:
    """A sum of variables that is made small, and the most that it can be.

    ``is_first``: it does not only break ties; ``is_alone``: what comes after it is searched for when it is known, for
    a hard aim is found sooner without.
    """

    total: Any
    most: int
    is_first: bool = False
    is_alone: bool = False


def summed(values: Sequence[int], variables: Sequence[Any], *, is_first: bool = False) -> Aim:
    """Return the sum of variables by their values, in the largest unit in which all values are whole numbers."""
    unit = gcd(*values) or 1
    total = sum(value // unit * one for value, one in zip(values, variables, strict=True) if value)
    return Aim(total, sum(values) // unit, is_first=is_first)


def weighed(aims: Iterable[Aim]) -> Iterator[Aim]:
    """Yield the aims as weighed sums, as many in each as keep it exact. A sum is a first one if anything in it is."""
    total: Any = 0
    most, is_first, is_closed = 0, False, False
    for aim in aims:
        if isinstance(aim.total, int):
            continue
        both = (most + 1) * (aim.most + 1) - 1
        if most and (both > _EXACT or is_closed):
            yield Aim(total, most, is_first=is_first)
            total, both, is_first = 0, aim.most, False
        total = total * (aim.most + 1) + aim.total
        most, is_first, is_closed = both, is_first or aim.is_first, aim.is_alone
    if most:
        yield Aim(total, most, is_first=is_first)
