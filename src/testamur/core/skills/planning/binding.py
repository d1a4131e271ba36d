"""Which candidates the calendar can refuse: what is begun on fixed days, and what it may ask for before.

All else can wait until these are over, unless there is a deadline.
"""

from __future__ import annotations

from collections.abc import Sequence

from testamur.core.skills.planning.pruning import Candidate, Question


def bound(candidates: Sequence[Candidate], question: Question) -> tuple[int, ...]:
    """Return the numbers of the candidates that are bound to days, in their order."""
    days = question.wishes.days(question.on)
    if question.wishes.deadline is not None:
        return tuple(range(len(candidates)))
    found = {
        number for number, one in enumerate(candidates) if any(slot.latest + slot.days < days for slot in one.slots)
    }
    waiting = list(found)
    while waiting:
        for giver in {giver for givers in candidates[waiting.pop()].after for giver in givers} - found:
            found.add(giver)
            waiting.append(giver)
    return tuple(sorted(found))
