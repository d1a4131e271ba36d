"""Importing a gradebook: good rows are kept, bad ones are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.assessment.intake import ALONE, Companions, Intake, IntakeError, ResultRow, read
from testamur.domain.catalogue.queries import definition_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import welcome
from testamur.domain.learning.actions.planning import Plan, Step, plan
from testamur.domain.learning.actions.recording import new_row
from testamur.domain.learning.models import Enrolment, Offering, Result
from testamur.domain.learning.values import ImportOutcome
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


class UnreadableGradebook(Invalid):
    """Nothing in the file can be used. ``facts``: reason (a code), and what it found."""

    code = "gradebook-unreadable"


@scoped
def import_results(
    actor: Actor,
    *,
    offering: UUID,
    data: bytes,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    extra: Companions = ALONE,
    enrol_new: bool = True,
    held_as_designed: bool = False,
) -> ImportOutcome:
    """Import a gradebook. Importing it again records nothing twice; a changed mark is a correction.

    What a row is silent of stays as it is recorded. People who are not enrolled are, where *enrol_new*; then the row
    needs an e-mail address. *held_as_designed*: the importer answers for supervision and identity checks as designed,
    of which gradebooks say nothing. Raises `NotFound`, `UnreadableGradebook`.
    """
    require(actor, Permission.RECORD_RESULTS)
    _intake, wanted = planned(
        find_offering(offering), data, mapping, extra, enrol_new=enrol_new, held_as_designed=held_as_designed
    )
    Result.objects.bulk_create(
        [row for step in wanted.steps for row in _rows(actor, step, at)],
        batch_size=1000,
    )
    outcome = ImportOutcome(
        people=len(wanted.steps),
        enrolled=wanted.enrolled,
        recorded=wanted.recorded,
        unchanged=wanted.unchanged,
        errors=wanted.errors,
    )
    told = {"people": outcome.people, "recorded": outcome.recorded, "errors": len(outcome.errors)}
    ledger.record(actor, verb="learning.import_results", subject=f"offering:{offering}", at=at, **told)
    return outcome


def planned(
    course: Offering,
    data: bytes,
    mapping: Mapping[str, str] | None,
    extra: Companions,
    *,
    enrol_new: bool,
    held_as_designed: bool,
) -> tuple[Intake, Plan]:
    """Return what the file holds and what importing it would do. Raises `UnreadableGradebook`."""
    design = definition_of(course.version_id)
    try:
        intake = read(data, definition=design, mapping=mapping, extra=extra)
    except IntakeError as error:
        raise UnreadableGradebook(reason=error.code, **error.facts) from error
    assured = {one.id: one for one in design.assessments} if held_as_designed else {}
    return intake, plan(course, intake, enrol_new=enrol_new, assured=assured)


def find_offering(uuid: UUID) -> Offering:
    """Return the offering of the scope's institution. Raises `NotFound`."""
    found = Offering.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="offering", uuid=str(uuid))
    return found


def _rows(actor: Actor, step: Step, at: datetime) -> Iterator[Result]:
    """Yield the rows of a step, not saved yet; whoever is new is enrolled first."""
    if step.is_new:
        _enrol(step.taking, step.row, at)
    for result in step.fresh:
        row, key = new_row(actor, step.taking, result, at), (result.assessment_id, result.attempt)
        if key in step.corrected:
            earlier = Result.objects.filter(enrolment=step.taking, assessment=key[0], attempt=key[1])
            row.correction, row.reason = earlier.count(), "import"
        yield row


def _enrol(taking: Enrolment, row: ResultRow, at: datetime) -> None:
    taking.person, taking.enrolled_at = welcome(email=row.email, name=row.name), at
    taking.save()
