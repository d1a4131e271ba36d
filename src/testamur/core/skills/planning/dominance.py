"""Candidates that no best plan needs: another covers as much, costs no more, and can be taken whenever they can.

Leaving them out changes no best plan, for in any plan the other can stand in their place. Sums of costs are compared
one after the other, and what is smaller stays so whatever else is in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testamur.core.skills.planning.offerings import Offering
from testamur.core.skills.planning.pruning import Candidate, Question
from testamur.core.timetable.wishes import LIGHTEST

Cost = tuple[float, ...]


def needed(candidates: Sequence[Candidate], question: Question) -> tuple[int, ...]:
    """Return the numbers of the candidates that a best plan may need, in their order."""
    limited = {limit.group for limit in question.limits}
    kept = {
        number for number, one in enumerate(candidates) if one.covers or not limited.isdisjoint(one.offering.groups)
    }
    costs = [(_cost(one.offering, question), number) for number, one in enumerate(candidates)]
    ranked = sorted(range(len(candidates)), key=costs.__getitem__)
    while True:
        givers = _givers(candidates, kept)
        both = kept | givers
        plain = [number for number in ranked if number in both and _is_plain(candidates[number], limited)]
        lost = {
            number
            for number in kept - givers
            if limited.isdisjoint(candidates[number].offering.groups)
            and _is_dominated(number, plain, candidates, costs)
        }
        if not lost:
            return tuple(sorted(both))
        kept -= lost


def _givers(candidates: Sequence[Candidate], kept: Iterable[int]) -> set[int]:
    """Return all that the kept ones may ask for first, step by step."""
    found: set[int] = set()
    waiting = list(kept)
    while waiting:
        for giver in {giver for givers in candidates[waiting.pop()].after for giver in givers}:
            if giver not in found:
                found.add(giver)
                waiting.append(giver)
    return found


def _is_plain(candidate: Candidate, limited: set[str]) -> bool:
    """Return whether nothing but its cost stands against taking a candidate."""
    is_free = not candidate.after and not candidate.is_exclusive
    return is_free and limited.isdisjoint(candidate.offering.groups)


def _is_dominated(
    number: int, plain: Iterable[int], candidates: Sequence[Candidate], costs: Sequence[tuple[Cost, int]]
) -> bool:
    own = candidates[number]
    covered = set(own.covers)
    for other in plain:
        one = candidates[other]
        if costs[other] >= costs[number]:
            return False
        if covered.issubset(one.covers) and _fits(own, one):
            return True
    return False


def _fits(own: Candidate, other: Candidate) -> bool:
    """Return whether the other can be taken at any time at which this one can, for no longer and with no more work."""
    return all(
        any(
            slot.start <= mine.start and slot.latest >= mine.latest and slot.days <= mine.days and load <= my_load
            for slot, load in zip(other.slots, other.load, strict=True)
        )
        for mine, my_load in zip(own.slots, own.load, strict=True)
    )


def _cost(offering: Offering, question: Question) -> Cost:
    """Return what is made small, in the order of `program`; the end is that of the calendar."""
    price = float(offering.price or 0)
    cost = (price, float(offering.price is None), float(offering.ects or 0), 1.0)
    return (float(offering.hours or 0), *cost) if question.wishes.aim == LIGHTEST else cost
