"""What can be begun in time: each candidate without the slots that lie before anything it asks for can have ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from testamur.core.skills.planning.pruning import Candidate, Field, select
from testamur.core.skills.planning.values import RuledOut
from testamur.core.timetable.obstacles import Obstacle

_NEVER = 10**9


def in_time(field: Field) -> Field:
    """Return what can be begun, the rest ruled out by its prerequisites.

    Hours of a week are not looked at, so what is left is what a calendar may allow, not what it does.
    """
    candidates = _timely(field.candidates)
    because = "prerequisites"
    late = [RuledOut(one.offering.id, because, (Obstacle(because),)) for one in candidates if not one.slots]
    kept = select(candidates, (number for number, one in enumerate(candidates) if one.slots))
    return Field(kept, tuple(sorted((*field.ruled_out, *late), key=lambda one: one.offering)))


def _timely(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates in the same order with what they can still do; a late one gives nothing to others."""
    ends = _earliest(candidates)
    found = []
    for number, one in enumerate(candidates):
        ready = _ready(one, ends)
        kept = [place for place, slot in enumerate(one.slots) if slot.latest >= ready and ends[number] < _NEVER]
        latest = max((one.slots[place].latest for place in kept), default=-1)
        found.append(
            replace(
                one,
                slots=tuple(replace(one.slots[place], start=max(one.slots[place].start, ready)) for place in kept),
                load=tuple(one.load[place] for place in kept),
                after=tuple(tuple(giver for giver in givers if ends[giver] <= latest) for givers in one.after),
            )
        )
    return tuple(found)


def _earliest(candidates: Sequence[Candidate]) -> list[int]:
    """Return the day after which each can have ended at the soonest; those that never can, never."""
    ends = [_NEVER] * len(candidates)
    waiting = set(range(len(candidates)))
    while waiting:
        changed = set()
        for number in sorted(waiting):
            one = candidates[number]
            ready = _ready(one, ends)
            end = min(
                (max(slot.start, ready) + slot.days for slot in one.slots if slot.latest >= ready), default=_NEVER
            )
            if end < ends[number]:
                ends[number] = end
                changed.add(number)
        waiting = {
            number
            for number, one in enumerate(candidates)
            if changed and any(giver in changed for givers in one.after for giver in givers)
        }
    return ends


def _ready(candidate: Candidate, ends: Sequence[int]) -> int:
    """Return the first day on which all that is asked for can have ended."""
    return max((min((ends[giver] for giver in givers), default=_NEVER) for givers in candidate.after), default=0)
