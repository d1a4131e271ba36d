"""Every reason of a gap and of a plan has words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from testamur.core.skills.gap import Because, State, Weight
from testamur.core.skills.narrative import Claim
from testamur.core.skills.planning import Change, Offering, Plan, RuledOut, Totals, Uncovered
from testamur.core.timetable.obstacles import Obstacle
from testamur.core.timetable.wishes import Run, Wishes, slots
from testamur.interfaces.web.templatetags.testamur import hours
from testamur.interfaces.words.narrating import claim_said
from testamur.interfaces.words.skill_gaps import because_said
from testamur.interfaces.words.skill_plans import (
    change_said,
    limits_said,
    plan_in_a_sentence,
    reason_said,
    taught_said,
    uncovered_said,
)

DAY = date(2026, 3, 2)
STALE = {"last_on": DAY, "stale_on": DAY, "months": 24, "family": "digital", "is_assumed": True}
LEVEL = {"scale": "dreyfus", "has": "novice", "asked": "expert"}
PLAN = Plan((), Totals(Decimal(970), Decimal(0), Decimal(0), 2, DAY))


@pytest.mark.parametrize(
    ("code", "facts", "said"),
    [
        ("claimed-only", {}, "your own word"),
        ("stale", STALE, "That half-life is an assumption."),
        ("level-lower", LEVEL, "expert (from novice to expert)"),
        ("level-unknown", {"asked": (("eqf", "6"),)}, "it asks for EQF 6"),
        ("other-scale", {"has": (("eqf", "6"),), "asked": ("dreyfus",)}, "The two are not compared"),
        ("narrower", {"uri": "u", "steps": 1}, "a part of it: ropes"),
        ("broader", {"uri": "u", "steps": 1}, "something wider: ropes"),
        ("disputed", {}, "objected"),
    ],
)
def test_every_reason_why_an_answer_is_not_whole_has_words(code: str, facts: dict[str, object], said: str) -> None:
    assert said in because_said(Because(code, facts), lambda _uri: "ropes")


@pytest.mark.parametrize("code", ["not-taught", "level-lower", "no-room", "ruled-out"])
def test_every_reason_why_a_skill_is_left_open_has_words(code: str) -> None:
    left = Uncovered("u", Weight.ESSENTIAL, code, {"c": "ended"})
    told = uncovered_said(left, lambda _key: "Knots", (), [])
    assert code not in told
    assert told.endswith(".")


def test_reasons_of_the_calendar_and_of_what_is_held_have_words() -> None:
    for code in ("language", "mode", "avoided", "currency", "ended", "prerequisites", "excluded", "held", "level"):
        assert reason_said(Obstacle(code)) != code


def test_all_that_stands_against_a_course_is_told_with_its_figures() -> None:
    stands = (
        Obstacle("budget", Decimal(420), Decimal(400), currency="EUR"),
        Obstacle("hours-a-week", Decimal("9.7"), Decimal(6)),
        Obstacle("not-before", date(2027, 1, 6)),
        Obstacle("deadline", DAY),
        Obstacle("deadline", DAY, pace=Decimal(4)),
    )
    left = Uncovered("u", Weight.ESSENTIAL, "ruled-out", {"c": "budget"})
    said = uncovered_said(left, lambda _key: "Knots", (), [RuledOut("c", "budget", stands)]).replace("\xa0", " ")
    assert said == (
        "What teaches it cannot be taken: Knots (it costs EUR 420, and you have EUR 400; it takes 9.7 hours a week, and"
        " you have 6; it has to be begun by 6 January 2027, before your first day; it ends on 2 March 2026, after your"
        " last day; with 4 hours a week it ends on 2 March 2026, after your last day)."
    )


def test_only_wishes_that_were_made_are_named_and_of_them_those_that_leave_no_room() -> None:
    left = Uncovered("u", Weight.ESSENTIAL, "no-room", {})
    wishes = Wishes(hours_a_week=Decimal(6), budget=Decimal(9))
    said = uncovered_said(left, str, limits_said(wishes, None, ["hours-a-week"]), [])
    assert said == "There is no room for it within your hours a week."
    assert limits_said(wishes, None) == ["your budget", "your hours a week"]


def test_the_head_says_how_much_of_what_is_needed_a_plan_teaches() -> None:
    left = [Uncovered(str(n), Weight.ESSENTIAL, "ruled-out" if n == 0 else "not-taught") for n in range(7)]
    said = taught_said(replace(PLAN, uncovered=tuple(left)), 8)
    assert said == "It teaches 1 of the 8 skills that you still need: 1 is left open, 6 are taught nowhere here."
    assert taught_said(PLAN, 8) == ""


@pytest.mark.parametrize(
    ("wish", "to", "said"),
    [
        ("hours-a-week", Decimal("9.7"), "One hour more a week brings nothing; 9.7 hours a week would also teach a."),
        ("budget", Decimal(420), "A tenth more money brings nothing; EUR 420 would also teach a."),
        ("deadline", DAY, "Four weeks more bring nothing; time until 2 March 2026 would also teach a."),
        ("not-before", None, "To begin as early as today would also teach a."),
    ],
)
def test_what_would_be_enough_is_told_where_a_little_brings_nothing(wish: str, to: Decimal | None, said: str) -> None:
    change = Change(wish, PLAN, 0, Decimal(0), ("a",), to)
    assert change_said(change, "EUR", str).replace("\xa0", " ") == said
    nothing = Change("hours-a-week", PLAN, 0, Decimal(0), ())
    assert change_said(nothing, "EUR", str) == "One hour more a week brings nothing."


def test_what_begins_before_ones_first_day_is_not_said_to_be_over() -> None:
    early = Offering("o", (), runs=(Run(date(2026, 3, 2), date(2026, 3, 29)),))
    assert slots(early, Wishes(from_on=date(2026, 3, 9)), date(2026, 2, 1)) == ((), "not-before")
    assert slots(early, Wishes(from_on=date(2026, 3, 9)), date(2026, 3, 8)) == ((), "ended")


@pytest.mark.parametrize(
    ("have", "partly", "must", "said"),
    [
        (0, 1, 1, "For “T” I can show 1 skill in part."),
        (0, 2, 3, "For “T” I can show 2 skills in part."),
        (1, 1, 3, "For “T” 3 skills are a must; I can show 1 of them, 1 more in part."),
        (1, 0, 1, "For “T” I can show the one skill that is a must."),
    ],
)
def test_a_narrative_never_counts_to_nought(have: int, partly: int, must: int, said: str) -> None:
    counts = {State.HAVE: have, State.PARTLY: partly, State.MISSING: must - have - partly}
    claim = Claim("counts", "counts", (), {"target": "T", "essential": counts, "optional": {}})
    assert claim_said(claim, str, str) == said


def test_prices_in_two_currencies_stand_beside_each_other_and_make_no_difference() -> None:
    assert "AUD 550 + EUR 420" in plan_in_a_sentence(PLAN, {"EUR": Decimal(420), "AUD": Decimal(550)}).replace(
        "\xa0", " "
    )
    change = Change("hours-a-week", PLAN, 21, Decimal(-5), ())
    assert change_said(change, "", str) == "One hour more a week saves 3 weeks."
    assert "5 more" in change_said(change, "EUR", str)


def test_what_is_gained_stands_in_one_sentence_with_what_it_costs() -> None:
    change = Change("budget", PLAN, -7, Decimal(-5), ("a", "b"))
    said = change_said(change, "EUR", str)
    assert said.startswith("A tenth more money would also teach a and b, though it costs EUR")
    assert "more, though it ends on 2 March 2026." in said


def test_one_hour_is_told_as_one_and_parts_of_it_as_many() -> None:
    assert "1 hour a week" in reason_said(Obstacle("hours-a-week", Decimal(1)))
    assert "0.5 hours a week" in reason_said(Obstacle("hours-a-week", Decimal("0.5")))
    assert [hours(one) for one in (Decimal(1), Decimal("1.5"), Decimal(2), None)] == [
        "1 hour",
        "1.5 hours",
        "2 hours",
        "",
    ]
