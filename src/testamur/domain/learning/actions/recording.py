"""Recording results: one row for each sitting, another row for each correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.result import AssessmentResult
from testamur.domain.catalogue.queries import definition_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning.models import Enrolment, Result
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class AlreadyRecorded(Conflict):
    """This attempt is recorded; correct it instead. ``facts``: assessment, attempt."""

    code = "already-recorded"


@scoped
def record_result(actor: Actor, *, enrolment: UUID, result: AssessmentResult, at: datetime) -> UUID:
    """Record a sitting. An attempt of 0 means the next one. Raises `NotFound`, `Invalid`, `AlreadyRecorded`."""
    require(actor, Permission.RECORD_RESULTS)
    taking = _locked(enrolment)
    check_result(taking, result)
    known = Result.objects.filter(enrolment=taking, assessment=result.assessment_id)
    attempt = result.attempt or (known.aggregate(last=Max("attempt"))["last"] or 0) + 1
    if known.filter(attempt=attempt).exists():
        raise AlreadyRecorded(assessment=result.assessment_id, attempt=attempt)
    row = new_row(actor, taking, replace(result, attempt=attempt), at)
    row.save(force_insert=True)
    told = {"assessment": result.assessment_id, "attempt": attempt}
    ledger.record(actor, verb="learning.record_result", subject=f"enrolment:{enrolment}", at=at, **told)
    return row.uuid


@scoped
def correct_result(actor: Actor, *, enrolment: UUID, result: AssessmentResult, reason: str, at: datetime) -> UUID:
    """Put *result* in the place of the one recorded for the same attempt. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.RECORD_RESULTS)
    if not reason.strip():
        raise Invalid(field="reason", found="")
    taking = _locked(enrolment)
    check_result(taking, result)
    known = Result.objects.filter(enrolment=taking, assessment=result.assessment_id, attempt=result.attempt)
    last = known.aggregate(last=Max("correction"))["last"]
    if last is None:
        raise NotFound(what="result", assessment=result.assessment_id, attempt=result.attempt)
    row = new_row(actor, taking, result, at)
    row.correction, row.reason = last + 1, reason.strip()[:500]
    row.save(force_insert=True)
    told = {"assessment": result.assessment_id, "attempt": result.attempt, "correction": row.correction}
    ledger.record(actor, verb="learning.correct_result", subject=f"enrolment:{enrolment}", at=at, **told)
    return row.uuid


def new_row(actor: Actor, taking: Enrolment, result: AssessmentResult, at: datetime) -> Result:
    """Return a result's row, not yet stored."""
    return Result(
        institution_id=actor.here,
        enrolment=taking,
        person_id=taking.person_id,
        assessment=result.assessment_id,
        attempt=result.attempt,
        percent=result.percent,
        passed=result.passed,
        taken_on=result.taken_on,
        supervised=result.supervised,
        identity_checked=result.identity_checked,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )


def check_result(taking: Enrolment, result: AssessmentResult) -> None:
    """Raise `Invalid` unless the result is of an assessment of this micro-credential, and a share of a whole."""
    known = [assessment.id for assessment in definition_of(taking.offering.version_id).assessments]
    if result.assessment_id not in known:
        raise Invalid(field="assessment", found=result.assessment_id[:80], allowed=known)
    whole = 100
    if result.percent is not None and not (result.percent.is_finite() and 0 <= result.percent <= whole):
        raise Invalid(field="percent", found=str(result.percent), allowed="0-100")


def _locked(enrolment: UUID) -> Enrolment:
    row = Enrolment.objects.select_for_update(of=("self",)).select_related("offering").filter(uuid=enrolment).first()
    if row is None:
        raise NotFound(what="enrolment", uuid=str(enrolment))
    return row
