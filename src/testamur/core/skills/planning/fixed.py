"""Runs on fixed days, as far as they bind the choice: no week too full, nothing begun before what it asks for.

A relaxation of the calendar without its days: what can be begun at any time is taken to fit. It keeps the choice from
being one that no calendar has room for, at the price of a few linear constraints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from testamur.core.skills.planning.pruning import Candidate
from testamur.core.timetable.wishes import Slot

# One place of a candidate: its slot, its load, and the variable that says it is that one.
Place = tuple[Slot, int, Any]


def bind(model: Any, takes: Sequence[Any], candidates: Sequence[Candidate], days: int, hours: int | None) -> None:  # noqa: ANN401 - a model without types
    """Add to a model what fixed runs rule out. *hours*: tenths of hours a week; *days* until the deadline."""
    places = [_places(model, take, one) for take, one in zip(takes, candidates, strict=True)]
    for own, one in zip(places, candidates, strict=True):
        for givers in one.after:
            for slot, _, chosen in own:
                ended = [
                    place
                    for giver in givers
                    for other, _, place in places[giver]
                    if other.start + other.days <= slot.latest
                ]
                model.add_bool_or([chosen.negated(), *ended])
    if hours is None:
        return
    fixed = [place for own in places for place in own if place[0].start == place[0].latest]
    for day in sorted({slot.start for slot, _, _ in fixed}):
        inside = [load * chosen for slot, load, chosen in fixed if slot.start <= day < slot.start + slot.days]
        if len(inside) > 1:
            model.add(sum(inside) <= hours)
    model.add(sum(slot.days * load * chosen for own in places for slot, load, chosen in own) <= hours * days)


def _places(model: Any, take: Any, candidate: Candidate) -> list[Place]:  # noqa: ANN401 - a model without types
    """Return a variable for each slot; where there is only one, it is that of taking it."""
    if len(candidate.slots) == 1:
        return [(candidate.slots[0], candidate.load[0], take)]
    found = [(slot, load, model.new_bool_var("")) for slot, load in zip(candidate.slots, candidate.load, strict=True)]
    model.add(sum(chosen for _, _, chosen in found) == take)
    return found
