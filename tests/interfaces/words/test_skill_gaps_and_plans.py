"""Every reason of a gap and of a plan has words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from testamur.core.skills.gap import Because, Weight
from testamur.core.skills.planning import Change, Plan, Totals, Uncovered
from testamur.interfaces.words.skill_gaps import because_said
from testamur.interfaces.words.skill_plans import change_said, plan_in_a_sentence, reason_said, uncovered_said

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
    told = uncovered_said(Uncovered("u", Weight.ESSENTIAL, code, {"c": "deadline"}), lambda _key: "Knots")
    assert code not in told
    assert told.endswith(".")


def test_reasons_of_the_calendar_and_of_what_is_held_have_words() -> None:
    known = ("language", "mode", "avoided", "currency", "budget", "ended", "deadline", "hours-a-week", "prerequisites")
    for code in (*known, "excluded", "held", "level", "no-room"):
        assert reason_said(code) != code


def test_prices_in_two_currencies_stand_beside_each_other_and_make_no_difference() -> None:
    assert "AUD 550 + EUR 420" in plan_in_a_sentence(PLAN, {"EUR": Decimal(420), "AUD": Decimal(550)}).replace(
        "\xa0", " "
    )
    change = Change("hours-a-week", PLAN, 21, Decimal(-5), ())
    assert change_said(change, "", str) == "One hour more a week saves 3 weeks."
    assert "5 more" in change_said(change, "EUR", str)
