"""With runs on fixed days, prerequisites and full weeks the planner finds what trying every choice of runs finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from testamur.core.skills.planning import Offering, Planner, Shelf, Teaches, Want
from testamur.core.timetable.wishes import TENTHS, Run, Slot, Wishes, load, slots

ON = date(2026, 6, 1)
SKILLS = "stu"
Way = Sequence[tuple[Offering, Slot | None]]


def offering(chance: Random, number: int, count: int) -> Offering:
    starts = [ON + timedelta(days=chance.randrange(30)) for _ in range(chance.randint(1, 2))]
    before = f"o{chance.randrange(count)}"
    return Offering(
        f"o{number}",
        tuple(Teaches(uri) for uri in chance.sample(SKILLS, chance.randint(1, 2))),
        price=Decimal(chance.choice((10, 20, 20, 30))),
        hours=Decimal(chance.choice((5, 10, 14, 20))),
        runs=tuple(Run(start, start + timedelta(days=chance.choice((6, 9, 13, 20)))) for start in starts),
        prerequisites=((before,),) if chance.randrange(3) == 0 and before != f"o{number}" else (),
    )


def is_possible(way: Way, weekly: Decimal | None) -> bool:
    taken = {one.id: (one, slot) for one, slot in way if slot is not None}
    for one, slot in taken.values():
        for (before,) in one.prerequisites:
            if before not in taken or taken[before][1].start + taken[before][1].days > slot.start:
                return False
    days = range(60) if weekly is not None else ()
    return all(
        sum(load(one, slot.days) for one, slot in taken.values() if slot.start <= day < slot.start + slot.days)
        <= (weekly or 0) * TENTHS
        for day in days
    )


def worth(way: Way, aim: str) -> tuple[Decimal | int, ...]:
    taken = [(one, slot) for one, slot in way if slot is not None]
    missed = len(SKILLS) - len({each.uri for one, _ in taken for each in one.teaches})
    price = sum((one.price or Decimal(0) for one, _ in taken), Decimal(0))
    hours = sum((one.hours or Decimal(0) for one, _ in taken), Decimal(0))
    end = max((slot.start + slot.days for _, slot in taken), default=0)
    return {"cheapest": (missed, price), "fastest": (missed, end, price), "lightest": (missed, hours, price)}[aim]


@pytest.mark.parametrize("seed", range(15))
def test_the_planner_finds_what_trying_every_run_finds(seed: int) -> None:
    chance = Random(seed)
    count, aim = chance.randint(3, 5), ("cheapest", "fastest", "lightest")[seed % 3]
    offerings = [offering(chance, number, count) for number in range(count)]
    weekly = chance.choice((None, Decimal(8), Decimal(12), Decimal(20)))
    wishes = Wishes(aim, hours_a_week=weekly)
    ways = product(*([(one, None), *((one, slot) for slot in slots(one, wishes, ON)[0])] for one in offerings))
    best = min(worth(way, aim) for way in ways if is_possible(way, weekly))
    plan = Planner([Want(uri) for uri in SKILLS], Shelf(offerings), on=ON, wishes=wishes).best()
    days = {
        step.offering: ((step.starts_on - ON).days, (step.ends_on - step.starts_on).days + 1) for step in plan.steps
    }
    found = [
        (one, Slot(days[one.id][0], days[one.id][0], days[one.id][1]) if one.id in days else None) for one in offerings
    ]
    assert is_possible(found, weekly)
    assert worth(found, aim) == best
    assert plan.is_proved
