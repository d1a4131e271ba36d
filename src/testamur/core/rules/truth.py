"""Three answers as numbers: *and* is the smaller, *or* the larger, *not* what is left of two (SEM1, Kleene's logic)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from testamur.core.rules.decision import Verdict

NO, MAYBE, YES = 0, 1, 2
VERDICTS = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET)


_Ordered = TypeVar("_Ordered", int, Decimal)


def truth(known: bool | None) -> int:  # noqa: FBT001 - a recorded fact
    """Return the answer that a recorded fact gives; what is not recorded is open."""
    if known is None:
        return MAYBE
    return YES if known else NO


def compare(comparison: str, left: _Ordered, right: _Ordered) -> bool:
    """Say whether *left* compares so with *right*; ``comparison`` is one of `pools.COMPARISONS`."""
    if comparison == ">=":
        return not left < right
    if comparison == "<=":
        return not right < left
    return left == right


def agreed(answers: Iterable[int]) -> int:
    """Return the answer that all share; where they differ, or there are none, it is open."""
    found = set(answers)
    return found.pop() if len(found) == 1 else MAYBE


def some(needed: int, answers: Iterable[int]) -> int:
    """Say whether at least ``needed`` of the answers are yes."""
    found = list(answers)
    if found.count(YES) >= needed:
        return YES
    return MAYBE if len(found) - found.count(NO) >= needed else NO
