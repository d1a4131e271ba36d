"""What importing a gradebook would do, worked out before anything is written: preview and import go by the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from testamur.core.assessment.intake import Intake, ResultRow, RowError
from testamur.core.model.microcredential import Assessment
from testamur.core.model.result import AssessmentResult
from testamur.domain.learning import facts
from testamur.domain.learning.models import Enrolment, Offering, Result

Attempt = tuple[str, int]
# None in any of these means that nothing was told.
_TOLD = ("percent", "passed", "taken_on", "supervised", "identity_checked")


@dataclass(frozen=True, slots=True)
class Step:
    """A row that can be used. ``results``: as they stand afterwards, with what was recorded and the row is silent of.

    ``fresh``: those not recorded yet, or differently; the latter are ``corrected``, which has what is recorded so far.
    ``taking`` is not saved, and has no person yet, where ``is_new``.
    """

    row: ResultRow
    taking: Enrolment
    is_new: bool
    results: tuple[AssessmentResult, ...]
    fresh: tuple[AssessmentResult, ...]
    corrected: Mapping[Attempt, AssessmentResult]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, row by row, and why rows are left out."""

    steps: tuple[Step, ...]
    errors: tuple[RowError, ...]

    @property
    def enrolled(self) -> int:
        """How many people would be newly enrolled."""
        return sum(step.is_new for step in self.steps)

    @property
    def recorded(self) -> int:
        """How many results would be recorded, those that are ``corrected`` among them."""
        return sum(len(step.fresh) for step in self.steps)

    @property
    def corrected(self) -> int:
        """How many results would take the place of what is recorded of the same attempt."""
        return sum(len(step.corrected) for step in self.steps)

    @property
    def unchanged(self) -> int:
        """How many results are recorded already, exactly so."""
        return sum(len(step.row.results) for step in self.steps) - self.recorded


@dataclass(slots=True)
class _Class:
    """Who is in the offering and what is recorded, by what rows name people with; grows during the planning."""

    by_email: dict[str, Enrolment] = field(default_factory=dict)
    by_identifier: dict[str, Enrolment] = field(default_factory=dict)
    recorded: dict[UUID, dict[Attempt, AssessmentResult]] = field(default_factory=dict)

    def find(self, row: ResultRow) -> Enrolment | None:
        """Return the enrolment that a row means."""
        by_number = self.by_identifier.get(row.identifier) if row.identifier else None
        return by_number or (self.by_email.get(row.email.casefold()) if row.email else None)

    def add(self, taking: Enrolment, email: str) -> None:
        """Remember an enrolment."""
        self.by_email[email.casefold()] = taking
        if taking.identifier:
            self.by_identifier[taking.identifier] = taking


def plan(course: Offering, intake: Intake, *, enrol_new: bool, assured: Mapping[str, Assessment]) -> Plan:
    """Return what importing would do, in the order of the file.

    *assured*: assessments that the importer says were held as designed. People who are not enrolled are, where
    *enrol_new*; then the row needs an e-mail address.
    """
    here = _the_class(course)
    steps, errors = [], list(intake.errors)
    for row in intake.rows:
        taking = here.find(row)
        is_new = taking is None
        if taking is None:
            if not row.email or not enrol_new:
                code = "person-not-enrolled" if row.email else "person-not-known"
                errors.append(RowError(row.line, "", code, row.name, {"number": row.email or row.identifier}))
                continue
            taking = Enrolment(institution_id=course.institution_id, offering=course, identifier=row.identifier[:60])
            here.add(taking, row.email)
        known = here.recorded.setdefault(taking.uuid, {})
        told = [_completed(one, known.get((one.assessment_id, one.attempt))) for one in row.results]
        results = tuple(_as_designed(one, assured.get(one.assessment_id)) for one in told)
        fresh, corrected = _compared(known, results)
        steps.append(Step(row, taking, is_new, results, fresh, corrected))
    return Plan(tuple(steps), tuple(errors))


def _the_class(course: Offering) -> _Class:
    here, uuids = _Class(), {}
    for taking in Enrolment.objects.filter(offering=course).select_related("person"):
        here.add(taking, taking.person.email)
        uuids[taking.pk] = taking.uuid
    rows: dict[int, list[Result]] = {}
    for result in Result.objects.filter(enrolment__offering=course):
        rows.setdefault(result.enrolment_id, []).append(result)
    for enrolment_id, results in rows.items():
        here.recorded[uuids[enrolment_id]] = {(one.assessment_id, one.attempt): one for one in facts.standing(results)}
    return here


def _compared(
    known: dict[Attempt, AssessmentResult], results: Iterable[AssessmentResult]
) -> tuple[tuple[AssessmentResult, ...], Mapping[Attempt, AssessmentResult]]:
    """Return what is not recorded yet, or differently, and what it takes the place of; *known* learns of it."""
    fresh, corrected = [], {}
    for result in results:
        key = (result.assessment_id, result.attempt)
        if key in known and _same(known[key], result):
            continue
        if key in known:
            corrected[key] = known[key]
        known[key] = result
        fresh.append(result)
    return tuple(fresh), corrected


def _completed(result: AssessmentResult, known: AssessmentResult | None) -> AssessmentResult:
    """Return the result with what is recorded of the same attempt and the row is silent of: silence erases nothing."""
    if known is None:
        return result
    kept = {name: getattr(known, name) for name in _TOLD if getattr(result, name) is None}
    return replace(result, **kept)


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
