"""This room's rows as core values and views."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from testamur.core.model.result import AssessmentResult
from testamur.domain.institution.values import PersonView
from testamur.domain.learning.models import Enrolment, Offering, Result
from testamur.domain.learning.values import EnrolmentView, OfferingView, RecordedView


def result(row: Result) -> AssessmentResult:
    """Return the row as the rules read it."""
    return AssessmentResult(
        assessment_id=row.assessment,
        percent=row.percent,
        passed=row.passed,
        taken_on=row.taken_on,
        supervised=row.supervised,
        identity_checked=row.identity_checked,
        attempt=row.attempt,
    )


def standing(rows: Iterable[Result]) -> tuple[AssessmentResult, ...]:
    """Return what counts: the last correction of each attempt, in the order of assessments and attempts."""
    last: dict[tuple[str, int], Result] = {}
    for row in sorted(rows, key=lambda row: row.correction):
        last[row.assessment, row.attempt] = row
    return tuple(result(last[key]) for key in sorted(last))


def recorded(row: Result) -> RecordedView:
    """Return the row of the history."""
    return RecordedView(row.uuid, result(row), row.correction, row.reason, row.recorded_at)


def offering(row: Offering, *, taken: int, on: date) -> OfferingView:
    """Return the offering; ``version`` and its micro-credential are loaded with it. *taken*: places gone."""
    left = None if row.places is None else max(0, row.places - taken)
    is_over = (row.enrol_by or row.ends_on or on) < on
    course = row.version.microcredential
    return OfferingView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        version=row.version.uuid,
        microcredential=course.uuid,
        code=course.code,
        title=course.title,
        label=row.label,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        enrol_by=row.enrol_by,
        places=row.places,
        places_left=left,
        price_amount=row.price_amount,
        price_currency=row.price_currency,
        is_open=row.closed_at is None and not is_over and left != 0,
        is_closed=row.closed_at is not None,
    )


def enrolment(row: Enrolment, person: PersonView, results: tuple[AssessmentResult, ...]) -> EnrolmentView:
    """Return the enrolment; ``offering`` is loaded with it."""
    return EnrolmentView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        offering=row.offering.uuid,
        version_id=row.offering.version_id,
        person=person.uuid,
        person_id=person.id,
        name=person.name,
        email=person.email,
        identifier=row.identifier,
        enrolled_at=row.enrolled_at,
        withdrawn_at=row.withdrawn_at,
        results=results,
    )
