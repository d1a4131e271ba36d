"""Indicators say where to look first, on which figures; they never decide."""

from __future__ import annotations

import pytest

from testamur.core.assurance import DEFINITIONS, Risk, assess

CALM = {
    "started": 100, "completed": 80, "assessed": 90, "passed": 75, "appeals": 20, "appeals_upheld": 1,
    "identity_checked": 90, "complaints": 1, "requested": 20, "recognised": 18, "days_to_grade": 10,
    "days_overdue": 0, "changes_since_approval": 1, "outcomes": 4, "outcomes_assessed": 4, "staff": 2,
    "staff_competent": 2, "is_new": 0,
}  # fmt: skip


def level(risk: Risk, code: str) -> str:
    return next(one.level for one in risk.signals if one.code == code)


def test_nothing_speaks_where_all_is_well() -> None:
    risk = assess(CALM)
    assert risk
    assert risk.stratum == "low"
    assert {one.level for one in risk.signals} == {"quiet"}


@pytest.mark.parametrize(
    ("changed", "code", "expected"),
    [
        ({"completed": 30}, "completion", "medium"),
        ({"completed": 19}, "completion", "high"),
        ({"completed": 40}, "completion", "quiet"),
        ({"passed": 20}, "pass-rate-low", "high"),
        ({"passed": 90}, "pass-rate-high", "high"),
        ({"appeals_upheld": 5}, "appeals", "medium"),
        ({"identity_checked": 40}, "identity", "high"),
        ({"complaints": 6}, "complaints", "medium"),
        ({"recognised": 5}, "recognition", "high"),
        ({"days_to_grade": 22}, "grading", "medium"),
        ({"days_overdue": 1}, "overdue", "medium"),
        ({"days_overdue": 91}, "overdue", "high"),
        ({"changes_since_approval": 9}, "changes", "high"),
        ({"outcomes_assessed": 3}, "coverage", "high"),
        ({"staff_competent": 1}, "staff", "medium"),
        ({"is_new": 1}, "new", "high"),
    ],
)
def test_every_indicator_speaks_at_its_threshold(changed: dict[str, int], code: str, expected: str) -> None:
    assert level(assess({**CALM, **changed}), code) == expected


def test_a_small_denominator_says_nothing() -> None:
    risk = assess({**CALM, "started": 19, "completed": 1, "complaints": 0})
    signal = next(one for one in risk.signals if one.code == "completion")
    assert (signal.level, signal.value, signal.whole) == ("unknown", None, 19)


def test_nothing_known_is_looked_at_first() -> None:
    assert assess({}).stratum == "high"
    assert assess({**CALM, "outcomes": 0, "outcomes_assessed": 0}).stratum == "low"


def test_three_of_medium_are_high_and_one_is_medium() -> None:
    assert assess({**CALM, "days_to_grade": 22}).stratum == "medium"
    assert assess({**CALM, "days_to_grade": 22, "days_overdue": 1, "staff_competent": 1}).stratum == "high"


def test_every_share_is_told_with_its_denominator() -> None:
    assert all(one.whole is not None for one in assess(CALM).signals if _is_share(one.code))


def _is_share(code: str) -> bool:
    return next(bool(one.whole) for one in DEFINITIONS if one.code == code)
