"""Cohorts in numbers: what is not recorded of everybody is unknown, and a second sitting counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from campus import Campus
from testamur.core.model.result import AssessmentResult
from testamur.domain.learning import queries
from testamur.domain.learning.counting import counted
from testamur.refusals import NotAllowed


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


@pytest.mark.django_db
def test_a_micro_credential_is_counted_over_all_its_offerings(campus: Campus) -> None:
    course = campus.publish()
    first, second = campus.offer(course), campus.offer(course, label="Again")
    campus.record(campus.enrol(first), 80)
    campus.enrol(first, "Bilal")
    campus.record(campus.enrol(second, "Chandra"), 40)
    reader = campus.actor("registrar")
    assert queries.started(reader, of=[course]) == {course: (3, 2)}
    cohort = queries.cohorts(reader, of=[course])[course]
    assert (cohort.started, cohort.assessed) == (3, 2)
    with pytest.raises(NotAllowed):
        queries.cohorts(campus.actor("learner"), of=[course])
