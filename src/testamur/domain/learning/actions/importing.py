"""Importing a gradebook: good rows are kept, bad ones are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.assessment.intake import IntakeError, ResultRow, RowError, read
from testamur.core.model.microcredential import Assessment
from testamur.core.model.result import AssessmentResult
from testamur.domain.catalogue.queries import definition_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import welcome
from testamur.domain.learning import facts
from testamur.domain.learning.actions.recording import new_row
from testamur.domain.learning.models import Enrolment, Offering, Result
from testamur.domain.learning.values import ImportOutcome
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


class UnreadableGradebook(Invalid):
    """Nothing in the file can be used. ``facts``: reason (a code), and what it found."""

    code = "gradebook-unreadable"


@dataclass(slots=True)
class _Class:
    """Who is in the offering and what is recorded, by what rows name people with; grows during the import."""

    by_email: dict[str, Enrolment] = field(default_factory=dict)
    by_identifier: dict[str, Enrolment] = field(default_factory=dict)
    recorded: dict[int, dict[tuple[str, int], AssessmentResult]] = field(default_factory=dict)

    def find(self, row: ResultRow) -> Enrolment | None:
        """Return the enrolment that a row means."""
        by_number = self.by_identifier.get(row.identifier) if row.identifier else None
        return by_number or (self.by_email.get(row.email.casefold()) if row.email else None)

    def add(self, taking: Enrolment, email: str) -> None:
        """Remember an enrolment."""
        self.by_email[email.casefold()] = taking
        if taking.identifier:
            self.by_identifier[taking.identifier] = taking


@scoped
def import_results(
    actor: Actor,
    *,
    offering: UUID,
    data: bytes,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    extra: bytes | None = None,
    enrol_new: bool = True,
    held_as_designed: bool = False,
) -> ImportOutcome:
    """Import a gradebook. Importing it again records nothing twice; a changed mark is a correction.

    People who are not enrolled are, where *enrol_new*; then the row needs an e-mail address. *held_as_designed*: the
    importer answers for supervision and identity checks as designed, of which gradebooks say nothing. Raises
    `NotFound`, `UnreadableGradebook`.
    """
    require(actor, Permission.RECORD_RESULTS)
    course = find_offering(offering)
    try:
        design = definition_of(course.version_id)
        intake = read(data, definition=design, mapping=mapping, extra=extra)
    except IntakeError as error:
        raise UnreadableGradebook(reason=error.code, **error.facts) from error
    here = the_class(course)
    assured = {one.id: one for one in design.assessments} if held_as_designed else {}
    errors, new_people, rows, unchanged = list(intake.errors), 0, [], 0
    for row in intake.rows:
        taking = here.find(row)
        if taking is None and (not enrol_new or not row.email):
            errors.append(RowError(row.line, "email", "person-not-known", row.email or row.identifier or row.name))
            continue
        if taking is None:
            taking = _enrol(actor, course, row, at)
            here.add(taking, row.email)
            new_people += 1
        results = [_as_designed(result, assured.get(result.assessment_id)) for result in row.results]
        fresh = _new_results(actor, here, taking, results, at)
        unchanged += len(row.results) - len(fresh)
        rows += fresh
    Result.objects.bulk_create(rows, batch_size=1000)
    outcome = ImportOutcome(len(intake.rows), new_people, len(rows), unchanged, tuple(errors))
    told = {"people": outcome.people, "recorded": outcome.recorded, "errors": len(errors)}
    ledger.record(actor, verb="learning.import_results", subject=f"offering:{offering}", at=at, **told)
    return outcome


def find_offering(uuid: UUID) -> Offering:
    """Return the offering of the scope's institution. Raises `NotFound`."""
    found = Offering.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="offering", uuid=str(uuid))
    return found


def the_class(course: Offering) -> _Class:
    """Return who is in an offering and what is recorded of them."""
    here = _Class()
    for taking in Enrolment.objects.filter(offering=course).select_related("person"):
        here.add(taking, taking.person.email)
    rows: dict[int, list[Result]] = {}
    for result in Result.objects.filter(enrolment__offering=course):
        rows.setdefault(result.enrolment_id, []).append(result)
    for enrolment_id, results in rows.items():
        here.recorded[enrolment_id] = {(one.assessment_id, one.attempt): one for one in facts.standing(results)}
    return here


def _enrol(actor: Actor, course: Offering, row: ResultRow, at: datetime) -> Enrolment:
    return Enrolment.objects.create(
        institution_id=actor.here,
        offering=course,
        person=welcome(email=row.email, name=row.name),
        identifier=row.identifier[:60],
        enrolled_at=at,
    )


def _new_results(
    actor: Actor, here: _Class, taking: Enrolment, results: list[AssessmentResult], at: datetime
) -> list[Result]:
    """Return rows for what is not recorded yet, or recorded differently."""
    fresh = []
    known = here.recorded.setdefault(taking.pk, {})
    for result in results:
        key = (result.assessment_id, result.attempt)
        if key in known and _same(known[key], result):
            continue
        new = new_row(actor, taking, result, at)
        if key in known:
            earlier = Result.objects.filter(enrolment=taking, assessment=key[0], attempt=key[1])
            new.correction, new.reason = earlier.count(), "import"
        known[key] = result
        fresh.append(new)
    return fresh


def _as_designed(result: AssessmentResult, design: Assessment | None) -> AssessmentResult:
    """Return the result with supervision and identity check as designed, where nothing was recorded of them."""
    if design is None:
        return result
    return replace(
        result,
        supervised=design.supervised != "no" if result.supervised is None else result.supervised,
        identity_checked=design.identity_checked if result.identity_checked is None else result.identity_checked,
    )


def _same(one: AssessmentResult, other: AssessmentResult) -> bool:
    """Whether two results say the same; the database keeps four decimal places."""
    places = 4
    rounded = [None if result.percent is None else round(result.percent, places) for result in (one, other)]
    return rounded[0] == rounded[1] and replace(one, percent=None) == replace(other, percent=None)
