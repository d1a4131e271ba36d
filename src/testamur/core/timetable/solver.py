"""OR-Tools' CP-SAT, loaded when the first search needs it: that takes half a second and 90 MB.

One worker, a fixed seed and a limit in deterministic time make the same question give the same answer on every machine,
however busy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from math import prod
from typing import Any

# The solver reports what it found as a float, in which whole numbers are exact up to here.
_EXACT = 2**52


@cache
def solver() -> Any:  # noqa: ANN401 - a module without types
    """Return the module ``ortools.sat.python.cp_model``."""
    return import_module("ortools.sat.python.cp_model")


def searcher(limit: float) -> Any:  # noqa: ANN401 - a solver without types
    """Return a solver that searches at most so long, in deterministic time."""
    search = solver().CpSolver()
    search.parameters.num_workers = 1
    search.parameters.random_seed = 1
    search.parameters.max_deterministic_time = limit
    # The programs are small: cutting planes help from the start, a long preparation does not.
    search.parameters.linearization_level = 2
    search.parameters.symmetry_level = 0
    search.parameters.cp_model_probing_level = 0
    search.parameters.max_presolve_iterations = 1
    return search


def together(aims: Sequence[tuple[Any, int]]) -> Iterator[Any]:
    """Yield aims as one weighed sum, or one by one where that would be too large to be exact.

    Each comes with the most that it can be; earlier ones weigh more than all later ones together.
    """
    if prod(most + 1 for _, most in aims) > _EXACT:
        yield from (aim for aim, _ in aims)
        return
    weighed: Any = 0
    for aim, most in aims:
        weighed = weighed * (most + 1) + aim
    yield weighed
