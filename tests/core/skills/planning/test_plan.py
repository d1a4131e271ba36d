"""Plans that close a gap: what is cheapest and why, what nobody teaches, and what giving way would gain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.gap import Asked, Aspiration, Target, Weight, compare
from testamur.core.skills.planning import (
    Limit,
    Measure,
    Offering,
    Plan,
    Planner,
    Shelf,
    Short,
    Teaches,
    Want,
    sensitivity,
    wants,
)
from testamur.core.skills.profile import Profile, Scale, Scales, SkillLevel
from testamur.core.timetable.early import early
from testamur.core.timetable.placing import Timed
from testamur.core.timetable.wishes import Run, Wishes

ON = date(2026, 6, 1)
SCALES = Scales((Scale("steps", "Steps", ("one", "two", "three"), "us"),))
WANTS = (Want("weld"), Want("cut"), Want("bend"))


def offering(name: str, *teaches: str, price: int | None = 100, hours: int = 50, **more: object) -> Offering:
    taught = tuple(
        Teaches(uri, SkillLevel("steps", level) if level else None)
        for uri, _, level in (one.partition(":") for one in teaches)
    )
    return Offering(
        name,
        taught,
        price=None if price is None else Decimal(price),
        currency="EUR",
        ects=Decimal(hours) / 25,
        hours=Decimal(hours),
        language="en",
        mode="online",
        **more,  # type: ignore[arg-type]
    )


def planner(
    *offerings: Offering, wanted: Sequence[Want] = WANTS, wishes: Wishes | None = None, **more: object
) -> Planner:
    return Planner(wanted, Shelf(offerings), on=ON, wishes=wishes or Wishes(), scales=SCALES, **more)  # type: ignore[arg-type]


def steps(plan: Plan) -> list[str]:
    return sorted(one.offering for one in plan.steps)


def ruled_out(plan: Plan) -> list[tuple[str, str]]:
    return [(one.offering, one.because) for one in plan.ruled_out]


A, B, C = offering("a", "weld", "cut"), offering("b", "cut", "bend", price=120), offering("c", "bend", price=90)


def test_the_cheapest_cover_is_found_and_each_step_says_what_only_it_gives() -> None:
    plan = planner(A, B, C).best()
    assert plan
    assert steps(plan) == ["a", "c"]
    assert (plan.totals.price, plan.totals.offerings, plan.is_proved) == (Decimal(190), 2, True)
    assert {one.offering: one.only for one in plan.steps} == {"a": ("weld", "cut"), "c": ("bend",)}
    both = planner(A, B).best()
    assert {one.offering: one.only for one in both.steps} == {"a": ("weld",), "b": ("bend",)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (offering("z", "weld", hours=25), offering("a", "weld", hours=50)),
        (offering("y", "weld"), offering("z", "weld")),
        (offering("z", "weld", price=0), offering("a", "weld", price=None)),
    ],
)
def test_ties_are_broken_by_what_is_known_then_by_credits_then_by_name(one: Offering, other: Offering) -> None:
    assert steps(planner(one, other, wanted=WANTS[:1]).best()) == [one.id]


def test_the_lightest_plan_asks_for_the_fewest_hours() -> None:
    found = planner(offering("a", "weld", price=10, hours=90), offering("b", "weld", hours=20), wanted=WANTS[:1])
    assert steps(found.best()) == ["a"]
    assert steps(found.under(Wishes("lightest")).best()) == ["b"]


def test_what_is_open_says_why() -> None:
    found = planner(
        offering("a", "weld:one"),
        offering("b", "cut", price=500),
        offering("c", "bend", runs=(Run(date(2026, 1, 1), date(2026, 2, 1)),)),
        offering("d", "drill", price=100),
        offering("e", "grind", price=100),
        wanted=(
            Want("weld", levels=(SkillLevel("steps", "two"),)),
            *(Want(uri) for uri in ("cut", "bend", "drill", "grind", "sing")),
        ),
        wishes=Wishes(budget=Decimal(150), currency="EUR"),
    )
    plan = found.best()
    assert not plan
    assert {one.uri: (one.because, dict(one.offerings)) for one in plan.uncovered} == {
        "weld": ("level-lower", {"a": "level"}),
        "cut": ("ruled-out", {"b": "budget"}),
        "bend": ("ruled-out", {"c": "ended"}),
        "grind": ("no-room", {"e": "no-room"}),
        "sing": ("not-taught", {}),
    }
    assert ruled_out(plan) == [("b", "budget"), ("c", "ended")]


def test_a_level_nobody_can_compare_counts_and_is_marked() -> None:
    wanted = (Want("weld", levels=(SkillLevel("steps", "two"),)),)
    assert planner(offering("a", "weld"), wanted=wanted).best().steps[0].unsure == ("weld",)
    assert planner(offering("a", "weld:three"), wanted=wanted).best().steps[0].unsure == ()
    assert planner(offering("a", "weld:one", "weld:two"), wanted=wanted).best().steps[0].unsure == ()


def test_prerequisites_are_taken_first_unless_they_are_held() -> None:
    asks = offering("a", "weld", prerequisites=(("basics", "safety"),))
    basics = offering("basics", "read")
    plan = planner(asks, basics, wanted=WANTS[:1]).best()
    assert [(one.offering, one.before) for one in plan.steps] == [("basics", ("a",)), ("a", ())]
    assert plan.steps[0].ends_on < plan.steps[1].starts_on
    assert steps(planner(asks, basics, wanted=WANTS[:1], held={"safety"}).best()) == ["a"]
    alone = planner(asks, wanted=WANTS[:1]).best()
    assert (steps(alone), ruled_out(alone)) == ([], [("a", "prerequisites")])
    late = planner(
        offering("a", "weld", prerequisites=(("basics",),), runs=(Run(date(2026, 6, 8), date(2026, 7, 8)),)),
        offering("basics", "read", runs=(Run(date(2026, 6, 5), date(2026, 6, 20)),)),
        wanted=WANTS[:1],
    ).best()
    assert ruled_out(late) == [("a", "prerequisites")]


def test_what_excludes_something_held_cannot_be_taken() -> None:
    found = planner(offering("a", "weld", excludes=("old",)), wanted=WANTS[:1], held={"old"})
    assert ruled_out(found.best()) == [("a", "excluded")]


def test_caps_floors_and_stacks_are_kept() -> None:
    ours, theirs = offering("ours", "weld", price=300, groups=("us",)), offering("theirs", "weld", groups=("them",))
    more = offering("more", "sing", price=50, groups=("us",))
    found = planner(ours, theirs, more, wanted=WANTS[:1], limits=(Limit("cap", "them", Measure.ECTS, most=Decimal(1)),))
    assert steps(found.best()) == ["ours"]
    floor = Limit("floor", "us", Measure.NUMBER, least=Decimal(1))
    assert steps(planner(ours, theirs, more, wanted=WANTS[:1], limits=(floor,)).best()) == ["more", "theirs"]
    stack = Limit("stack", "us", Measure.NUMBER, least=Decimal(2), is_stack=True)
    assert steps(planner(ours, more, wanted=WANTS[:1], limits=(stack,)).best()) == ["more", "ours"]
    short = planner(theirs, wanted=WANTS[:1], limits=(Limit("floor", "us", Measure.ECTS, least=Decimal(3)),)).best()
    assert (steps(short), short.short) == (["theirs"], (Short("floor", Decimal(3)),))
    assert not short


def test_one_hour_more_a_week_saves_weeks() -> None:
    found = planner(A, C, wishes=Wishes(hours_a_week=Decimal(5)))
    best = found.best()
    assert best.totals.ends_on == date(2026, 10, 18)
    [change] = sensitivity(found, best)
    assert (change.wish, change.days) == ("hours-a-week", 14)


def test_more_money_or_another_language_may_cover_more() -> None:
    wishes = Wishes(
        budget=Decimal(185), currency="EUR", languages=("en",), deadline=date(2027, 1, 1), modes=("online",)
    )
    found = planner(A, C, wishes=wishes)
    best = found.best()
    assert [one.because for one in best.uncovered] == ["no-room"]
    [change] = sensitivity(found, best)
    assert (change.wish, change.covered) == ("budget", ("bend",))


def test_why_this_one_is_answered_by_the_plan_without_it() -> None:
    found = planner(A, B, C)
    assert found.without("c").totals.price == Decimal(220)
    assert [one.uri for one in found.without("a").uncovered] == ["weld"]
    assert found.without("unheard of") == found.best()


def test_alternatives_are_others_that_leave_no_more_open_best_first() -> None:
    found = planner(A, B, C, offering("d", "weld", price=105)).alternatives(4)
    assert [steps(one) for one in found][:3] == [["a", "c"], ["a", "b"], ["b", "d"]]
    assert [one.totals.price for one in found] == sorted(one.totals.price for one in found)


def test_nothing_wanted_and_nothing_offered_are_plans_without_steps() -> None:
    assert planner(A, wanted=()).best() == Plan((), planner(A, wanted=()).best().totals)
    assert [one.because for one in planner(wanted=WANTS[:1]).best().uncovered] == ["not-taught"]
    assert len(planner(wanted=()).alternatives()) == 1


def test_the_same_question_has_the_same_answer() -> None:
    offerings = [offering(f"o{number}", "weld" if number % 2 else "cut", "bend") for number in range(12)]
    assert planner(*offerings).best() == planner(*reversed(offerings)).best()


def runs_of(*days: tuple[int, int]) -> tuple[Run, ...]:
    return tuple(Run(date(2026, 6, start), date(2026, 6, end)) for start, end in days)


FIXED = (
    offering("a", "weld", hours=14, runs=runs_of((1, 14), (15, 28))),
    offering("b", "cut", hours=12, runs=runs_of((1, 14), (8, 21))),
    offering(
        "c",
        "bend",
        hours=6,
        runs=runs_of(
            (15, 21),
        ),
    ),
    offering("d", "bend", price=300, hours=6, runs=runs_of((1, 7), (22, 28))),
)


@pytest.mark.parametrize("weekly", [6, 7, 13, 19])
@pytest.mark.parametrize("aim", ["cheapest", "fastest"])
def test_runs_are_chosen_so_that_no_week_is_too_full(weekly: int, aim: str) -> None:
    def fits(chosen: Sequence[tuple[Offering, Run | None]]) -> bool:
        taken = [(one, run) for one, run in chosen if run is not None]
        return all(
            sum(
                (one.hours or 0) / max(1, -(-((run.ends_on - run.starts_on).days + 1) // 7))  # type: ignore[operator]
                for one, run in taken
                if run.starts_on <= date(2026, 6, day) <= run.ends_on  # type: ignore[operator]
            )
            <= weekly
            for day in range(1, 29)
        )

    def worth(chosen: Sequence[tuple[Offering, Run | None]]) -> tuple[object, ...]:
        taken = [(one, run) for one, run in chosen if run is not None]
        open_ = len(WANTS) - len({each.uri for one, _ in taken for each in one.teaches})
        end = max((run.ends_on for _, run in taken if run.ends_on), default=ON)
        price = sum(one.price or 0 for one, _ in taken)
        return (open_, end, price) if aim == "fastest" else (open_, price)

    ways = product(*([(one, run) for run in (None, *one.runs)] for one in FIXED))
    best = min(worth(way) for way in ways if fits(way))
    plan = planner(*FIXED, wishes=Wishes(aim, hours_a_week=Decimal(weekly))).best()
    runs = {one.offering: Run(one.starts_on, one.ends_on) for one in plan.steps}
    found = [(one, runs.get(one.id)) for one in FIXED]
    assert fits(found)
    assert worth(found) == best


def test_a_first_calendar_knows_when_it_finds_no_room() -> None:
    class Course:
        slots = ()
        load = ()
        after = ((1,),)
        crowns = ()

    course: Timed = Course()
    assert early([course], None) is None
    assert early([], 10) == {}


def test_where_wishes_leave_no_room_for_a_first_calendar_another_is_searched_for() -> None:
    # The first come first served would take the early run of a, and b would find no room.
    both = offering("a", "weld", hours=14, runs=runs_of((1, 14), (8, 21)))
    other = offering("b", "cut", hours=14, runs=runs_of((1, 14), (15, 28)))
    last = offering(
        "c",
        "bend",
        hours=7,
        runs=runs_of(
            (22, 28),
        ),
    )
    plan = planner(both, other, last, wishes=Wishes(hours_a_week=Decimal(7))).best()
    assert [one.uri for one in plan.uncovered] in (["weld"], ["cut"], ["bend"])
    roomy = planner(both, other, wanted=WANTS[:2], wishes=Wishes(hours_a_week=Decimal(7))).best()
    assert (roomy.uncovered, roomy.totals.ends_on) == ((), date(2026, 6, 28))


def test_a_gap_says_what_is_wanted() -> None:
    target = Target.of(
        Aspiration.ROLE, "r", "R", [Asked("weld", "1"), Asked("cut", "1", Weight.OPTIONAL), Asked("sing", "1")]
    )
    shelf = Shelf((A, B))
    gap = compare(Profile(ON, ()), target, shelf.taught())
    assert [one.uri for one in wants(gap)] == ["weld", "sing"]
    assert [one.uri for one in wants(gap, optional=True)] == ["weld", "cut", "sing"]
    optional = Planner(wants(gap, optional=True), shelf, on=ON, wishes=Wishes(budget=Decimal(100))).best()
    assert [(one.uri, one.because) for one in optional.uncovered] == [("sing", "not-taught")]


def test_questions_that_make_no_sense_are_refused() -> None:
    for make, code in (
        (lambda: planner(A, wishes=Wishes("prettiest")), "unknown-aim"),
        (lambda: planner(A, wanted=(WANTS[0], WANTS[0])), "wanted-twice"),
        (lambda: planner(A, A), "offering-twice"),
    ):
        with pytest.raises(SkillsError, match=code):
            make()


def test_as_few_courses_as_can_be_may_cost_more() -> None:
    shelf = offering("all", "weld", "cut", "bend", price=900), *(offering(one.uri, one.uri, price=100) for one in WANTS)
    assert [step.offering for step in planner(*shelf).best().steps] != ["all"]
    assert [step.offering for step in planner(*shelf, wishes=Wishes("fewest")).best().steps] == ["all"]
