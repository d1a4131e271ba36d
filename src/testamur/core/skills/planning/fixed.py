"""Runs on fixed days, as far as they bind the choice: no week too full, nothing begun before what it asks for.

A relaxation of the calendar without its days: what can be begun at any time is taken to fit. It keeps the choice from
being one that no calendar has room for, at the price of a few linear constraints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from testamur.core.skills.planning.pruning import Candidate
from testamur.core.timetable.wishes import Slot

# One place of a candidate: its slot, its load, and the variable that says it is that one.
Place = tuple[Slot, int, Any]


def places(
    model: Any,  # noqa: ANN401 - a model without types
    takes: Sequence[Any],
    candidates: Sequence[Candidate],
    runs: Mapping[int, Sequence[Any]],
) -> list[list[Place]]:
    """Return a variable for each slot of each candidate; where there is only one, it is that of taking it.

    *runs*: those of the candidates, by number, that are in a calendar of the model already.
    """
    found: list[list[Place]] = []
    for number, (take, one) in enumerate(zip(takes, candidates, strict=True)):
        chosen = runs.get(number, [take] if len(one.slots) == 1 else None)
        if chosen is None:
            chosen = [model.new_bool_var("") for _ in one.slots]
            model.add(sum(chosen) == take)
        found.append(list(zip(one.slots, one.load, chosen, strict=True)))
    return found


def bind(model: Any, taken: Sequence[Sequence[Place]], candidates: Sequence[Candidate], hours: int | None) -> None:  # noqa: ANN401 - a model without types
    """Add to a model what fixed runs rule out. *hours*: tenths of hours a week."""
    for own, one in zip(taken, candidates, strict=True):
        for givers in one.after:
            for slot, _, chosen in own:
                ended = [
                    place
                    for giver in givers
                    for other, _, place in taken[giver]
                    if other.start + other.days <= slot.latest
                ]
                model.add_bool_or([chosen.negated(), *ended])
    if hours is None:
        return
    fixed = [place for own in taken for place in own if place[0].start == place[0].latest]
    for day in sorted({slot.start for slot, _, _ in fixed}):
        inside = [load * chosen for slot, load, chosen in fixed if slot.start <= day < slot.start + slot.days]
        if len(inside) > 1:
            model.add(sum(inside) <= hours)
