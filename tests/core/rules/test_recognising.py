"""When a recognition request falls due, what makes a decision invalid, and what verified hours are worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.rules.clock import Clock, Duration, Pause, add_months
from testamur.core.rules.recognising import Difference, Ruling, flaws, samc_credits

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
REFUSED = Ruling(
    "refused",
    "2026-1",
    (Difference("level", "EQF 4 against EQF 6", "The second year builds on it."),),
    reasons="The level is two below.",
    appeal_body="Appeals committee",
    appeal_by=date(2026, 5, 1),
)


@pytest.mark.parametrize(
    ("complete", "due"),
    [
        (date(2025, 10, 31), date(2026, 2, 28)),
        (date(2026, 1, 31), date(2026, 5, 31)),
        (date(2023, 10, 31), date(2024, 2, 29)),
        (date(2026, 3, 15), date(2026, 7, 15)),
    ],
)
def test_four_months_end_on_a_day_that_the_month_has(complete: date, due: date) -> None:
    assert Clock(complete).due_on(complete) == due


def test_the_time_in_which_the_applicant_was_asked_is_added() -> None:
    asked = Pause(date(2026, 2, 10), date(2026, 2, 24))
    assert Clock(date(2026, 1, 31), pauses=(asked,)).due_on(date(2026, 3, 1)) == date(2026, 6, 14)


def test_a_day_in_two_pauses_is_added_once() -> None:
    pauses = (Pause(date(2026, 2, 10), date(2026, 2, 20)), Pause(date(2026, 2, 15), date(2026, 2, 25)))
    assert Clock(date(2026, 1, 31), pauses=pauses).stopped_days(date(2026, 3, 1)) == 15


def test_what_was_asked_before_the_file_was_complete_adds_nothing() -> None:
    assert Clock(date(2026, 1, 31), pauses=(Pause(date(2026, 1, 1), date(2026, 1, 20)),)).stopped_days(
        date(2026, 3, 1)
    ) == (0)


def test_while_an_answer_is_awaited_the_clock_stands_and_nothing_is_overdue() -> None:
    clock = Clock(date(2025, 1, 1), pauses=(Pause(date(2025, 2, 1)),))
    assert clock.is_stopped(date(2026, 1, 1))
    assert not clock.is_overdue(date(2026, 1, 1))
    assert clock.days_left(date(2026, 1, 1)) == clock.days_left(date(2025, 2, 1))


def test_the_last_day_itself_is_in_time_and_the_next_is_not() -> None:
    clock = Clock(date(2025, 10, 31))
    assert not clock.is_overdue(date(2026, 2, 28))
    assert clock.is_overdue(date(2026, 3, 1))


@given(DAYS, st.integers(0, 600))
def test_adding_months_lands_in_the_month_meant_and_never_after_the_day(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@pytest.mark.parametrize(
    ("text", "months", "days"), [("P5Y", 60, 0), ("P18M", 18, 0), ("P1Y6M", 18, 0), ("P90D", 0, 90)]
)
def test_a_duration_is_calendar_time(text: str, months: int, days: int) -> None:
    assert Duration.parse(text) == Duration(months, days)


@pytest.mark.parametrize("text", ["", "P", "5Y", "PT60H", "P2W", "P-1Y", "P5Y ", "p5y", "P1.5Y"])
def test_what_is_no_calendar_time_is_no_duration(text: str) -> None:
    assert Duration.parse(text) is None


def test_the_twenty_ninth_of_february_becomes_the_twenty_eighth() -> None:
    assert Duration(12).after(date(2024, 2, 29)) == date(2025, 2, 28)


def codes(ruling: Ruling, on: date | None = None) -> list[str]:
    return [flaw.code for flaw in flaws(ruling, on=on)]


def test_a_refusal_with_a_substantial_difference_is_valid() -> None:
    assert codes(REFUSED, on=date(2026, 3, 1)) == []


def test_a_refusal_without_a_substantial_difference_is_invalid() -> None:
    assert codes(replace(REFUSED, differences=())) == ["refused-without-difference"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "maybe"}, "no-such-outcome"),
        ({"criteria": " "}, "no-criteria-version"),
        ({"outcome": "full"}, "granted-with-difference"),
        ({"outcome": "partial"}, "partial-of-nothing"),
        ({"outcome": "conditional", "conditions": (" ",)}, "conditional-on-nothing"),
        ({"reasons": ""}, "no-reasons"),
        ({"appeal_body": ""}, "no-appeal-body"),
        ({"appeal_by": None}, "no-appeal-deadline"),
        ({"appeal_by": date(2026, 3, 1)}, "appeal-already-over"),
        ({"differences": (Difference("mood", "x", "y"),)}, "no-such-dimension"),
        ({"differences": (Difference("level", "", "y"),)}, "difference-without-evidence"),
        ({"differences": (Difference("level", "x", ""),)}, "difference-without-obstacle"),
    ],
)
def test_what_is_missing_from_a_ruling_is_named(change: dict[str, object], code: str) -> None:
    assert codes(replace(REFUSED, **change), on=date(2026, 3, 1)) == [code]  # type: ignore[arg-type]


def test_recognition_in_full_needs_the_criteria_and_nothing_else() -> None:
    assert codes(Ruling("full", "2026-1")) == []


@pytest.mark.parametrize(
    ("hours", "earned"),
    [
        (39, None),
        (40, "1"),
        (59, "1"),
        (60, "1.5"),
        (79, "1.5"),
        (80, "2"),
        (119, "2.5"),
        (120, "3"),
        (150, "3.5"),
    ],
)
def test_hours_of_a_verified_micro_credential_become_credits_in_steps(hours: int, earned: str | None) -> None:
    found = samc_credits(Decimal(hours))
    assert (str(found) if found else None) == (f"{earned} MQF" if earned else None)
