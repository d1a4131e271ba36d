"""Only what can matter to a plan: what teaches a wanted skill, what that asks for first, and what a floor needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from testamur.core.skills.planning.offerings import Limit, Offering, Shelf, Want, covers
from testamur.core.skills.planning.values import RuledOut
from testamur.core.skills.profile.levels import Scales
from testamur.core.timetable.obstacles import Obstacle, obstacles
from testamur.core.timetable.wishes import Slot, Wishes, slot_load, slots, unwanted


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offering that could be taken, in numbers of the problem.

    ``covers``: the wants it covers; ``unsure``: those at a level nobody can compare; ``after``: for each prerequisite
    that is not met yet the candidates that meet it; ``is_exclusive``: something cannot be taken beside it; no capstones
    are known here, so ``crowns`` is empty.
    """

    offering: Offering
    slots: tuple[Slot, ...]
    load: tuple[int, ...]
    covers: tuple[int, ...]
    unsure: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]
    is_exclusive: bool = False
    crowns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """All candidates, by id, and what was ruled out on the way."""

    candidates: tuple[Candidate, ...]
    ruled_out: tuple[RuledOut, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a plan."""

    wants: tuple[Want, ...]
    wishes: Wishes
    on: date
    limits: tuple[Limit, ...] = ()
    held: frozenset[str] = frozenset()


def prune(shelf: Shelf, question: Question, scales: Scales) -> Field:
    """Return what can matter."""
    teaching = {
        one.id: one
        for want in question.wants
        for one in shelf.teaching(want.uri)
        if covers(one, want, scales) is not False
    }
    needed = {
        one.id: one
        for limit in question.limits
        if limit.least is not None
        and (not limit.is_stack or any(limit.group in each.groups for each in teaching.values()))
        for one in shelf.of_group(limit.group)
    }
    possible, reasons = _possible(shelf, question, (*teaching.values(), *needed.values()))
    ready = _ready(possible, question.held, reasons)
    _add_unready(shelf, question, reasons)
    ids = sorted(ready)
    numbers = {name: number for number, name in enumerate(ids)}
    exclusive = {one.id for one in ready.values() if one.excludes}
    exclusive.update(name for one in ready.values() for name in one.excludes)
    return Field(
        tuple(
            replace(
                _candidate(ready[name], numbers, shelf, question, scales, possible[name][1]),
                is_exclusive=name in exclusive,
            )
            for name in ids
        ),
        tuple(RuledOut(name, reasons[name][0].because, reasons[name]) for name in sorted(reasons)),
    )


def _possible(
    shelf: Shelf, question: Question, wanted: Iterable[Offering]
) -> tuple[dict[str, tuple[Offering, tuple[Slot, ...]]], dict[str, tuple[Obstacle, ...]]]:
    """Return what the wishes leave of *wanted* and all that it asks for, with its slots; and why not the rest."""
    found: dict[str, tuple[Offering, tuple[Slot, ...]]] = {}
    reasons: dict[str, tuple[Obstacle, ...]] = {}
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        if one.id in found or one.id in reasons or one.id in question.held:
            continue
        excluded = _excluded(one, shelf, question.held)
        times, unplaced = slots(one, question.wishes, question.on)
        if excluded or unplaced or unwanted(one, question.wishes):
            own = (Obstacle(excluded),) if excluded else ()
            reasons[one.id] = (*own, *obstacles(one, question.wishes, question.on))
            continue
        found[one.id] = (one, times)
        for clause in one.prerequisites:
            if not question.held.intersection(clause):
                waiting += [giver for name in clause for giver in shelf.giving(name)]
    return found, reasons


def _excluded(offering: Offering, shelf: Shelf, held: Collection[str]) -> str:
    """Return ``excluded`` where something that is held cannot stand beside an offering."""
    others = (shelf.by_id[name].excludes for name in held if name in shelf.by_id)
    return (
        "excluded"
        if any(name in held for name in offering.excludes) or any(offering.id in one for one in others)
        else ""
    )


def _ready(
    possible: dict[str, tuple[Offering, tuple[Slot, ...]]],
    held: Collection[str],
    reasons: dict[str, tuple[Obstacle, ...]],
) -> dict[str, Offering]:
    """Return what can be reached step by step from what is held; nothing that waits for itself, or for nobody."""
    waiting = {name: one for name, (one, _) in possible.items()}
    given, ready = set(held), dict[str, Offering]()
    while True:
        now = [
            one
            for one in waiting.values()
            if all(any(name in given for name in clause) for clause in one.prerequisites)
        ]
        if not now:
            break
        for one in now:
            ready[one.id] = waiting.pop(one.id)
            given.update((one.id, *(each.uri for each in one.teaches)))
    reasons.update(dict.fromkeys(waiting, (Obstacle("prerequisites"),)))
    return ready


def _add_unready(shelf: Shelf, question: Question, reasons: dict[str, tuple[Obstacle, ...]]) -> None:
    """Add ``prerequisites`` to what is ruled out by wishes and would still wait for something that cannot be had."""
    because = Obstacle("prerequisites")
    waiting = [shelf.by_id[name] for name, stands in reasons.items() if because not in stands]
    asking = [one for one in waiting if any(question.held.isdisjoint(clause) for clause in one.prerequisites)]
    if not asking:
        return
    names = {name for one in asking for clause in one.prerequisites for name in clause}
    possible, _reasons = _possible(shelf, question, [giver for name in sorted(names) for giver in shelf.giving(name)])
    ready = _ready(possible, question.held, {})
    given = {*question.held, *ready, *(each.uri for one in ready.values() for each in one.teaches)}
    for one in asking:
        if any(given.isdisjoint(clause) for clause in one.prerequisites):
            reasons[one.id] = (*reasons[one.id], because)


def _candidate(
    offering: Offering,
    numbers: dict[str, int],
    shelf: Shelf,
    question: Question,
    scales: Scales,
    times: tuple[Slot, ...],
) -> Candidate:
    answers = [(number, covers(offering, want, scales)) for number, want in enumerate(question.wants)]
    open_clauses: Sequence[tuple[str, ...]] = [
        clause for clause in offering.prerequisites if not question.held.intersection(clause)
    ]
    return Candidate(
        offering,
        times,
        tuple(slot_load(offering, slot) for slot in times),
        tuple(number for number, answer in answers if answer is not False),
        tuple(number for number, answer in answers if answer is None),
        tuple(
            tuple(
                dict.fromkeys(
                    numbers[giver.id]
                    for name in clause
                    for giver in shelf.giving(name)
                    if giver.id in numbers and giver.id != offering.id
                )
            )
            for clause in open_clauses
        ),
    )


def select(candidates: Sequence[Candidate], numbers: Iterable[int]) -> tuple[Candidate, ...]:
    """Return some of the candidates, with their prerequisites in the numbers of what is returned."""
    kept = tuple(numbers)
    own = {number: place for place, number in enumerate(kept)}
    return tuple(
        replace(
            candidates[number],
            after=tuple(tuple(own[giver] for giver in givers if giver in own) for givers in candidates[number].after),
        )
        for number in kept
    )
