"""What is told to stand against an offering is what does: all of it, nothing besides, and by as much as is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from testamur.core.skills.planning import (
    Limit,
    Measure,
    Offering,
    Planner,
    Shelf,
    Teaches,
    Want,
    makes_room,
    sensitivity,
)
from testamur.core.timetable.obstacles import Obstacle, obstacles
from testamur.core.timetable.wishes import Run, Wishes, slots

ON = date(2026, 11, 23)
FIELDS = {"budget": "budget", "hours-a-week": "hours_a_week", "deadline": "deadline", "not-before": "from_on"}
LISTS = {"language": "languages", "mode": "modes", "avoided": "avoid"}


def course(name: str = "o", teaches: str = "weld", **more: object) -> Offering:
    known = {"price": Decimal(420), "currency": "EUR", "hours": Decimal(126), "language": "en", "mode": "online"}
    return Offering(name, (Teaches(teaches),), **(known | more))  # type: ignore[arg-type]


def fixed(start: date, weeks: int) -> Run:
    return Run(start, start + timedelta(weeks=weeks, days=-1))


def drawn(chance: Random) -> tuple[Offering, Wishes]:
    def day(most: int) -> date:
        return ON + timedelta(days=chance.randint(-10, most))

    def run() -> Run:
        start, weeks = day(60), chance.randint(1, 12)
        return chance.choice((fixed(start, weeks), Run(None, day(90)), Run(start, None), Run()))

    first = chance.choice((None, ON + timedelta(days=chance.randint(1, 60))))
    offer = course(
        hours=Decimal(chance.choice((0, 20, 60, 126))),
        weeks=chance.choice((None, 6)),
        price=chance.choice((None, Decimal(0), Decimal(420))),
        runs=tuple(run() for _ in range(chance.randint(1, 3))),
    )
    wishes = Wishes(
        hours_a_week=chance.choice((None, Decimal(4), Decimal("9.5"))),
        budget=chance.choice((None, Decimal(400))),
        currency="EUR",
        from_on=first,
        deadline=chance.choice((None, (first or ON) + timedelta(days=chance.randint(0, 90)))),
        languages=chance.choice(((), ("es",))),
        modes=chance.choice(((), ("online",), ("onsite",))),
        avoid=chance.choice(((), ("o",))),
    )
    return offer, wishes


def given_up(wishes: Wishes, some: tuple[Obstacle, ...], *, wholly: bool = True) -> Wishes:
    for one in some:
        if one.because in FIELDS:
            wishes = replace(wishes, **{FIELDS[one.because]: None if wholly else one.needs})  # type: ignore[arg-type]
        else:
            wishes = replace(wishes, **{LISTS[one.because]: ()})  # type: ignore[arg-type]
    return wishes


def is_possible(offer: Offering, wishes: Wishes) -> bool:
    return bool(Planner([Want("weld")], Shelf([offer]), on=ON, wishes=wishes).best())


def test_lifting_what_is_told_and_nothing_less_makes_it_possible() -> None:
    chance, seen = Random(5), set[tuple[str, ...]]()
    for _ in range(600):
        offer, wishes = drawn(chance)
        told = obstacles(offer, wishes, ON)
        codes = tuple(one.because for one in told)
        if "ended" in codes:
            assert not slots(offer, Wishes(), ON)[0]
            continue
        for number in range(len(told) + 1):
            for some in combinations(told, number):
                free = given_up(wishes, some)
                assert (not obstacles(offer, free, ON)) is (number == len(told)), (offer, wishes, some)
        assert not obstacles(offer, given_up(wishes, told, wholly=False), ON), (offer, wishes, told)
        if codes not in seen:
            # What the figures say is what the planner finds.
            assert is_possible(offer, wishes) is not bool(told)
            assert is_possible(offer, given_up(wishes, told, wholly=False))
        seen.add(codes)
    assert len(seen) > 40


@pytest.mark.parametrize(
    ("run", "wishes", "told"),
    [
        (fixed(date(2027, 1, 6), 13), Wishes(from_on=date(2027, 1, 11)), [("not-before", date(2027, 1, 6))]),
        (
            Run(None, date(2027, 2, 14)),
            Wishes(from_on=date(2027, 1, 11), hours_a_week=Decimal(4)),
            [("hours-a-week", Decimal("25.2"))],
        ),
        (
            fixed(date(2027, 1, 6), 13),
            Wishes(from_on=date(2027, 1, 11), hours_a_week=Decimal(6), budget=Decimal(400), currency="EUR"),
            [("budget", 420), ("hours-a-week", Decimal("9.7")), ("not-before", date(2027, 1, 6))],
        ),
        (Run(), Wishes(hours_a_week=Decimal(6), deadline=date(2027, 2, 14)), [("deadline", date(2027, 4, 18))]),
        (fixed(date(2026, 11, 2), 13), Wishes(from_on=date(2027, 1, 11)), [("ended", None)]),
    ],
)
def test_each_obstacle_is_told_with_its_figure(run: Run, wishes: Wishes, told: list[tuple[str, object]]) -> None:
    found = obstacles(course(runs=(run,)), wishes, ON)
    assert [(one.because, one.needs) for one in found] == told
    assert found[0].has == {"budget": Decimal(400), "hours-a-week": Decimal(4)}.get(found[0].because)
    assert found[0].pace == (Decimal(6) if found[0].because == "deadline" else None)


def test_where_one_hour_more_brings_nothing_as_many_are_told_as_bring_something() -> None:
    weld = course(runs=(fixed(date(2027, 1, 6), 13),))
    found = Planner([Want("weld")], Shelf([weld]), on=ON, wishes=Wishes(hours_a_week=Decimal(6)))
    [change] = sensitivity(found, found.best())
    assert (change.wish, change.to, change.covered) == ("hours-a-week", Decimal("9.7"), ("weld",))
    foreign = found.under(replace(found.question.wishes, languages=("es",)))
    [nothing] = sensitivity(foreign, foreign.best())
    assert (nothing.to, bool(nothing)) == (None, False)
    poor = found.under(Wishes(budget=Decimal(300), currency="EUR"))
    assert [(one.wish, one.to) for one in sensitivity(poor, poor.best())] == [("budget", Decimal(420))]
    hasty = found.under(Wishes(deadline=date(2026, 12, 1)))
    assert [(one.wish, one.to) for one in sensitivity(hasty, hasty.best())] == [("deadline", date(2027, 4, 6))]


def test_only_the_limit_that_leaves_no_room_is_named() -> None:
    both = Shelf([course("a"), course("b", "cut")])
    wishes = Wishes(budget=Decimal(500), currency="EUR", hours_a_week=Decimal(20), deadline=date(2027, 12, 1))
    most = Limit("most", "all", Measure.NUMBER, most=Decimal(1))
    found = Planner([Want("weld"), Want("cut")], both, on=ON, wishes=wishes)
    [left] = found.best().uncovered
    assert makes_room(found, found.best()) == {left.uri: ("budget",)}
    assert makes_room(found.under(Wishes(), [most]), found.under(Wishes(), [most]).best()) == {}
    assert makes_room(found.under(Wishes()), found.under(Wishes()).best()) == {}


def test_what_must_come_before_and_cannot_be_had_is_told_beside_the_wishes() -> None:
    poor = Wishes(budget=Decimal(100), currency="EUR")
    asks = course(prerequisites=(("basics", "safety"),))
    cheap, dear = course("basics", "read", price=Decimal(50)), course("basics", "read")

    def told(*offered: Offering, held: tuple[str, ...] = ()) -> list[str]:
        plan = Planner([Want("weld")], Shelf([asks, *offered]), on=ON, wishes=poor, held=held).best()
        [out] = plan.ruled_out
        return [one.because for one in out.obstacles]

    assert told() == ["budget", "prerequisites"]
    assert told(dear) == ["budget", "prerequisites"]
    assert told(cheap) == ["budget"]
    assert told(held=("safety",)) == ["budget"]


def test_fixed_days_take_as_many_hours_as_are_stated_and_more_where_they_press() -> None:
    stated, wishes = Decimal("10.5"), Wishes(hours_a_week=Decimal(10))
    for weeks, needs in ((13, stated), (9, Decimal(14))):
        offer = course(hours_per_week=stated, runs=(fixed(date(2027, 1, 6), weeks),))
        assert [one.needs for one in obstacles(offer, wishes, ON)] == [needs]
    assert not obstacles(course(hours_per_week=stated), wishes, ON)
