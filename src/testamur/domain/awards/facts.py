"""This room's rows as core values and views."""

from __future__ import annotations

import calendar
from datetime import datetime
from decimal import Decimal

from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import Decision, decide_award
from testamur.domain.awards.models import Award
from testamur.domain.awards.values import AwardView
from testamur.domain.learning.values import EnrolmentView


def judge(course: MicroCredential, taking: EnrolmentView, at: datetime) -> Decision:
    """Return what the award rule says of an enrolment on the day."""
    return decide_award(course.award_rule, course.assessments, taking.results, on=at.date())


def best_marks(taking: EnrolmentView) -> list[list[str]]:
    """Return assessment and best percent, for the credential to show; numbers as text, to stay exact."""
    best: dict[str, Decimal] = {}
    for result in taking.results:
        if result.percent is not None:
            best[result.assessment_id] = max(result.percent, best.get(result.assessment_id, result.percent))
    return [[assessment, str(percent)] for assessment, percent in sorted(best.items())]


def lapses(course: MicroCredential, at: datetime) -> datetime | None:
    """Return when an award made *at* lapses: the same day some months later, or the last day of a shorter month."""
    months = course.validity.months
    if months is None:
        return None
    year, month = divmod(at.month - 1 + months, 12)
    day = min(at.day, calendar.monthrange(at.year + year, month + 1)[1])
    return at.replace(year=at.year + year, month=month + 1, day=day)


def award(row: Award) -> AwardView:
    """Return the award as a value."""
    return AwardView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        person_id=row.person_id,
        version_id=row.version_id,
        enrolment_id=row.enrolment_id,
        name=row.name,
        identifier=row.identifier,
        decision=Decision.from_json(row.decision),
        results=tuple((assessment, Decimal(percent)) for assessment, percent in row.results),
        awarded_at=row.awarded_at,
        valid_until=row.valid_until,
        replaces=row.replaces_id,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        reason=row.reason,
    )
