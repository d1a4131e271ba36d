"""Cohorts in numbers: what is not recorded of everybody is unknown, and a second sitting counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from testamur.core.model.result import AssessmentResult
from testamur.domain.learning.counting import counted


def sat(assessment: str = "A", *, attempt: int = 1, **told: bool) -> AssessmentResult:
    return AssessmentResult(assessment, Decimal(70), attempt=attempt, **told)


def test_a_cohort_is_counted_without_names() -> None:
    waits = [(date(2026, 3, 1), date(2026, 3, 11)), (date(2026, 3, 1), date(2026, 3, 21))]
    cohort = counted(
        3, [(sat(passed=True, identity_checked=True),), (sat(passed=False, identity_checked=False),), ()], waits
    )
    assert (cohort.started, cohort.assessed, cohort.passed, cohort.identity_checked) == (3, 2, 1, 1)
    assert cohort.days_to_grade == 15


def test_who_passes_at_the_second_sitting_has_passed() -> None:
    assert counted(1, [(sat(passed=False), sat(attempt=2, passed=True))], []).passed == 1
    assert counted(1, [(sat(passed=True), sat("B", passed=False))], []).passed == 0


def test_what_is_not_recorded_of_everybody_is_unknown_and_not_nought() -> None:
    cohort = counted(2, [(sat(passed=True, identity_checked=True),), (sat(),)], [])
    assert (cohort.passed, cohort.identity_checked, cohort.days_to_grade) == (None, None, None)
    assert counted(1, [()], []).passed is None
