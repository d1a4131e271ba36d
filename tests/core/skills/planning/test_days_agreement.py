"""With days that can be chosen, windows, deadlines and full weeks the planner finds what trying everything finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, permutations, product
from random import Random

import pytest

from testamur.core.skills.planning import Offering, Plan, Planner, Shelf, Teaches, Want, planner, program
from testamur.core.timetable.wishes import ANY_TIME, TENTHS, Run, Slot, Wishes, load, slots

ON = date(2026, 6, 1)
SKILLS = "stu"
Spans = dict[str, tuple[int, int]]


def offering(chance: Random, number: int, count: int) -> Offering:
    first = ON + timedelta(days=chance.randrange(25))
    fixed = Run(first, first + timedelta(days=chance.choice((6, 9, 13))))
    window = Run(None, ON + timedelta(days=chance.choice((13, 27))))
    before = f"o{chance.randrange(count)}"
    return Offering(
        f"o{number}",
        tuple(Teaches(uri) for uri in chance.sample(SKILLS, chance.randint(1, 2))),
        price=chance.choice((None, Decimal(10), Decimal(20), Decimal(20))),
        ects=Decimal(chance.choice((1, 2))),
        hours=Decimal(chance.choice((4, 6, 10, 14, 20))),
        weeks=chance.choice((1, 2, 3)),
        runs=chance.choice(((fixed,), (window,), ANY_TIME, ANY_TIME)),
        prerequisites=((before,),) if chance.randrange(3) == 0 and before != f"o{number}" else (),
    )


def schedules(taken: Sequence[Offering], wishes: Wishes) -> Iterator[Spans]:
    """Yield every calendar in which nothing could begin sooner on its own: one of them ends the soonest."""
    own = [slots(one, wishes, ON)[0] for one in taken]
    for chosen in product(*own):
        pairs = list(zip(taken, chosen, strict=True))
        fixed = [pair for pair in pairs if pair[1].start == pair[1].latest]
        for order in permutations([pair for pair in pairs if pair not in fixed]):
            spans: Spans = {}
            if all(placed(one, slot, spans, taken, wishes) for one, slot in (*fixed, *order)):
                yield spans


def placed(one: Offering, slot: Slot, spans: Spans, taken: Sequence[Offering], wishes: Wishes) -> bool:
    clauses = [before for (before,) in one.prerequisites]
    is_fixed = slot.start == slot.latest
    ready = 0 if is_fixed else max((spans.get(before, (0, 999))[1] for before in clauses), default=0)
    for start in sorted({max(slot.start, ready), *(end for _, end in spans.values())}):
        if max(slot.start, ready) <= start <= slot.latest:
            spans[one.id] = (start, start + slot.days)
            if has_room(spans, taken, wishes):
                return True
            del spans[one.id]
    return False


def has_room(spans: Mapping[str, tuple[int, int]], taken: Sequence[Offering], wishes: Wishes) -> bool:
    placed_now = [(one, spans[one.id]) for one in taken if one.id in spans]
    for one, (start, _) in placed_now:
        if any(before in spans and spans[before][1] > start for (before,) in one.prerequisites):
            return False
    if wishes.hours_a_week is None:
        return True
    return all(
        sum(load(one, end - start) for one, (start, end) in placed_now if start <= day < end)
        <= wishes.hours_a_week * TENTHS
        for day, _ in spans.values()
    )


def worth(taken: Sequence[Offering], end: int, wishes: Wishes) -> tuple[Decimal | int, ...]:
    return (
        len(SKILLS) - len({each.uri for one in taken for each in one.teaches}),
        end if wishes.aim == "fastest" else 0,
        sum((one.price or Decimal(0) for one in taken), Decimal(0)),
        sum(one.price is None for one in taken),
        sum((one.ects or Decimal(0) for one in taken), Decimal(0)),
        len(taken),
    )


def best(offerings: Sequence[Offering], wishes: Wishes) -> tuple[Decimal | int, ...]:
    found = []
    for taken in (some for number in range(len(offerings) + 1) for some in combinations(offerings, number)):
        names = {one.id for one in taken}
        if all(before in names for one in taken for (before,) in one.prerequisites):
            ends = (max((end for _, end in spans.values()), default=0) for spans in schedules(taken, wishes))
            end = next(ends, None) if wishes.aim != "fastest" else min(ends, default=None)
            if end is not None:
                found.append(worth(taken, end, wishes))
    return min(found)


def question(seed: int) -> tuple[list[Offering], Wishes]:
    chance = Random(seed)
    count = chance.randint(3, 5)
    deadline = chance.choice((None, None, ON + timedelta(days=27)))
    wishes = Wishes(
        ("cheapest", "fastest")[seed % 2], chance.choice((None, Decimal(7), Decimal(10))), deadline=deadline
    )
    return [offering(chance, number, count) for number in range(count)], wishes


def asked(offerings: Sequence[Offering], wishes: Wishes) -> Plan:
    return Planner([Want(uri) for uri in SKILLS], Shelf(offerings), on=ON, wishes=wishes).best()


def told(plan: Plan, offerings: Sequence[Offering], wishes: Wishes) -> tuple[Decimal | int, ...]:
    """Return what a plan is worth; it keeps to the calendar."""
    spans = {one.offering: ((one.starts_on - ON).days, (one.ends_on - ON).days + 1) for one in plan.steps}
    taken = [one for one in offerings if one.id in spans]
    assert has_room(spans, taken, wishes)
    for one in taken:
        start, end = spans[one.id]
        assert any(
            slot.start <= start <= slot.latest and slot.days == end - start for slot in slots(one, wishes, ON)[0]
        )
        assert all(before in spans for (before,) in one.prerequisites)
    return worth(taken, max((end for _, end in spans.values()), default=0), wishes)


@pytest.mark.parametrize("seed", range(40))
def test_the_planner_finds_what_trying_every_calendar_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    offerings, wishes = question(seed)
    wanted, plan = best(offerings, wishes), asked(offerings, wishes)
    assert told(plan, offerings, wishes) == wanted
    assert plan.is_proved
    assert asked(offerings[::-1], wishes) == plan
    # Where there are too many for a proof, what is found has room, and is called proved only where it is the best.
    monkeypatch.setattr(planner, "_QUICK", 0)
    hurried = asked(offerings, wishes)
    assert told(hurried, offerings, wishes) >= wanted
    assert not hurried.is_proved or told(hurried, offerings, wishes) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_a_search_that_ends_at_once_still_gives_a_plan_that_has_room(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    offerings, wishes = question(seed)
    monkeypatch.setattr(program, "_TIMED", 0.0)
    monkeypatch.setattr(planner, "_QUICK", 0)
    plan = asked(offerings, wishes)
    wanted = best(offerings, wishes)
    assert told(plan, offerings, wishes) >= wanted
    assert not plan.is_proved or told(plan, offerings, wishes) == wanted
