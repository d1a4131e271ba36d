"""The best plan by trying every set of offerings: what the solver must find, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from testamur.core.skills.gap import Weight
from testamur.core.skills.planning import Limit, Measure, Offering, Want
from testamur.core.timetable.wishes import Wishes

Worth = tuple[Decimal | int, ...]


def best(
    wants: Sequence[Want],
    offerings: Sequence[Offering],
    wishes: Wishes,
    limits: Sequence[Limit],
    held: frozenset[str],
) -> Worth:
    """Return what the best set comes to: floors missed, skills open by weight, price, unknown, ECTS, number, places."""
    places = {one.id: place for place, one in enumerate(sorted(offerings, key=lambda one: one.id))}
    return min(
        worth(taken, wants, limits, places) for taken in sets(offerings) if is_possible(taken, wishes, limits, held)
    )


def sets(offerings: Sequence[Offering]) -> Iterator[tuple[Offering, ...]]:
    for number in range(len(offerings) + 1):
        yield from combinations(offerings, number)


def is_possible(taken: Sequence[Offering], wishes: Wishes, limits: Sequence[Limit], held: frozenset[str]) -> bool:
    names = {one.id for one in taken}
    if names & held or any(names.intersection(one.excludes) - {one.id} or held & {*one.excludes} for one in taken):
        return False
    if wishes.budget is not None and sum(one.price or 0 for one in taken) > wishes.budget:
        return False
    for limit in limits:
        total = amount(taken, limit)
        if limit.most is not None and total > limit.most:
            return False
        is_begun = any(limit.group in one.groups for one in taken)
        if limit.is_stack and limit.least is not None and is_begun and total < limit.least:
            return False
    return is_in_some_order(taken, held)


def is_in_some_order(taken: Sequence[Offering], held: frozenset[str]) -> bool:
    given, waiting = set(held), list(taken)
    while waiting:
        ready = [one for one in waiting if all(given.intersection(clause) for clause in one.prerequisites)]
        if not ready:
            return False
        for one in ready:
            waiting.remove(one)
            given |= {one.id, *(each.uri for each in one.teaches)}
    return True


def amount(taken: Sequence[Offering], limit: Limit) -> Decimal:
    inside = [one for one in taken if limit.group in one.groups]
    if limit.measure is Measure.NUMBER:
        return Decimal(len(inside))
    return sum(((one.ects if limit.measure is Measure.ECTS else one.price) or Decimal(0) for one in inside), Decimal(0))


def worth(taken: Sequence[Offering], wants: Sequence[Want], limits: Sequence[Limit], places: dict[str, int]) -> Worth:
    taught = {each.uri for one in taken for each in one.teaches}
    optional = sum(one.weight is Weight.OPTIONAL for one in wants)
    return (
        sum(
            max(Decimal(0), one.least - amount(taken, one))
            for one in limits
            if one.least is not None and not one.is_stack
        ),
        sum(1 if one.weight is Weight.OPTIONAL else optional + 1 for one in wants if one.uri not in taught),
        sum(one.price or Decimal(0) for one in taken),
        sum(one.price is None for one in taken),
        sum(one.ects or Decimal(0) for one in taken),
        len(taken),
        sum(places[one.id] + 1 for one in taken),
    )
