"""How much work has room before an end, whatever the days: a bound on the end without choosing days.

Work is days times tenths of hours a week. It may be counted in any way in which what fits into one week still counts
for no more than a week (dual feasible functions: S. P. Fekete and J. Schepers, "New classes of fast lower bounds for
bin packing problems", 2001): two courses that each take more than half of the hours, for one, are never taken in the
same week, so both count as if they took all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from testamur.core.skills.planning.fixed import Place

# How finely hours are rounded to parts of a week's: at most to fourths.
_PARTS = range(1, 4)
# So many sizes below which work counts for nothing; more bound little more.
_STEPS = 5


def crowd(model: Any, taken: Iterable[Sequence[Place]], hours: int, end: Any) -> None:  # noqa: ANN401 - a model without types
    """Hold all that is taken to what has room before an end, a variable or a day. *hours*: tenths of hours a week."""
    found = [place for place in chain.from_iterable(taken) if place[1]]
    loads = [load for _, load, _ in found]
    for counted, most in dict.fromkeys(_ways(loads, hours)):
        work = [count * slot.days * chosen for count, (slot, _, chosen) in zip(counted, found, strict=True) if count]
        if work:
            model.add(sum(work) <= most * end)


def _ways(loads: Sequence[int], hours: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield what each load counts for, and what a week then holds."""
    yield tuple(loads), hours
    steps = sorted({load if load + load <= hours else hours - load + 1 for load in loads})
    for least in steps[:: max(1, len(steps) // _STEPS)]:
        # What leaves less than that counts for all, what is less for nothing.
        yield tuple(hours if load > hours - least else load if load >= least else 0 for load in loads), hours
    for part in _PARTS:
        yield tuple(_rounded(load, hours, part) for load in loads), hours * part


def _rounded(load: int, hours: int, part: int) -> int:
    whole, rest = divmod((part + 1) * load, hours)
    return whole * hours if rest else part * load
