"""On small questions made at random the solver finds what trying every set finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from core.skills.planning import oracle
from testamur.core.skills.gap import Weight
from testamur.core.skills.planning import Limit, Measure, Offering, Planner, Shelf, Teaches, Want
from testamur.core.timetable.wishes import Wishes

ON = date(2026, 6, 1)
SKILLS = "stuvwx"


def offering(chance: Random, number: int, count: int) -> Offering:
    names = [*(f"o{other}" for other in range(count) if other != number), *SKILLS, "held"]
    clauses = [tuple(chance.sample(names, chance.randint(1, 2))) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
    return Offering(
        f"o{number}",
        tuple(Teaches(uri) for uri in chance.sample(SKILLS, chance.randint(1, 3))),
        price=chance.choice((None, *(Decimal(value) for value in (0, 10, 10, 20, 35)))),
        ects=Decimal(chance.choice((1, 2, 5))),
        hours=Decimal(25),
        prerequisites=tuple(clauses),
        excludes=(f"o{chance.randrange(count)}",) if chance.randrange(4) == 0 else (),
        groups=tuple(chance.sample("ab", chance.randint(0, 2))),
    )


def limits(chance: Random) -> tuple[Limit, ...]:
    some = (
        Limit("cap", "a", Measure.ECTS, most=Decimal(5)),
        Limit("floor", "b", Measure.ECTS, least=Decimal(4)),
        Limit("stack", "a", Measure.NUMBER, least=Decimal(2), is_stack=True),
        Limit("spend", "b", Measure.PRICE, most=Decimal(30)),
    )
    return tuple(one for one in some if chance.randrange(3) == 0)


@pytest.mark.parametrize("seed", range(16))
def test_the_solver_finds_what_trying_everything_finds(seed: int) -> None:
    chance = Random(seed)
    count = chance.randint(3, 8)
    offerings = [offering(chance, number, count) for number in range(count)]
    weights = (Weight.ESSENTIAL, Weight.ESSENTIAL, Weight.OPTIONAL)
    wants = [Want(uri, chance.choice(weights)) for uri in chance.sample(SKILLS, chance.randint(2, 5))]
    wishes = Wishes(budget=chance.choice((None, Decimal(45))))
    asked, held = limits(chance), frozenset({"held"} if chance.randrange(2) else ())
    planner = Planner(wants, Shelf(offerings), on=ON, wishes=wishes, limits=asked, held=held)
    plan = planner.best()
    taken = [one for one in offerings if one.id in {step.offering for step in plan.steps}]
    assert oracle.is_possible(taken, wishes, asked, held)
    places = {one.id: place for place, one in enumerate(sorted(offerings, key=lambda one: one.id))}
    found, wanted = oracle.worth(taken, wants, asked, places), oracle.best(wants, offerings, wishes, asked, held)
    assert plan.is_proved
    assert found[:6] == wanted[:6]
    assert [one.uri for one in plan.uncovered] == [
        want.uri for want in wants if want.uri not in {each.uri for one in taken for each in one.teaches}
    ]
    ends = {step.offering: step.ends_on for step in plan.steps}
    for step in plan.steps:
        before = {other for other, end in ends.items() if end < step.starts_on}
        given = set(held) | before | {each.uri for one in taken if one.id in before for each in one.teaches}
        [own] = [one for one in taken if one.id == step.offering]
        assert all(given.intersection(clause) for clause in own.prerequisites)
