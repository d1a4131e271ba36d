"""What doors get to see of learning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.assessment.intake import Column, Notice, RowError
from testamur.core.model.result import AssessmentResult
from testamur.domain.design.page_values import EditionView


@dataclass(frozen=True, slots=True)
class OfferingView:
    """An offering. ``places_left`` is None where places are not limited; ``is_open``: one can enrol today.

    ``is_closed``: enrolment was ended, for good; an offering that is not open may also be full or over.
    """

    id: int
    uuid: UUID
    institution_id: int
    version: UUID
    microcredential: UUID
    code: str
    title: Mapping[str, str]
    label: str
    starts_on: date | None
    ends_on: date | None
    enrol_by: date | None
    places: int | None
    places_left: int | None
    price_amount: Decimal | None
    price_currency: str
    is_open: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The pages of what somebody takes part in; ``read`` are those that they marked."""

    enrolment: UUID
    version_id: int
    edition: EditionView
    read: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class EnrolmentView:
    """A person in an offering, with the results that count."""

    id: int
    uuid: UUID
    institution_id: int
    offering: UUID
    version_id: int
    person: UUID
    person_id: int
    name: str
    email: str
    identifier: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    results: tuple[AssessmentResult, ...]


@dataclass(frozen=True, slots=True)
class TakingView:
    """That a person takes part in an offering of a version, without names or results."""

    id: int
    uuid: UUID
    institution_id: int
    person_id: int
    version_id: int
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class BegunView:
    """That a person began, and whether they withdrew since."""

    id: int
    person_id: int
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordedView:
    """One row of the history of results, corrections included."""

    uuid: UUID
    result: AssessmentResult
    correction: int
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PlannedResult:
    """A result as an import would leave it. ``before``: what it takes the place of; ``is_fresh``: it is recorded."""

    result: AssessmentResult
    before: AssessmentResult | None
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row as an import would record it. ``name`` is that of whoever is enrolled, ``written`` stands in the file."""

    line: int
    name: str
    written: str
    email: str
    identifier: str
    is_new: bool
    results: tuple[PlannedResult, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. ``matched`` and ``new``: people who are enrolled, and who would be.

    ``results`` would be recorded, ``corrected`` of them in the place of what is; ``unchanged`` are recorded already.
    ``rows`` are the first that can be used, ``errors`` has every row that is left out.
    """

    kind: str
    columns: tuple[Column, ...]
    matched: int
    new: int
    results: int
    corrected: int
    unchanged: int
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did. ``unchanged``: results that were recorded before, exactly so."""

    people: int
    enrolled: int
    recorded: int
    unchanged: int
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class CohortView:
    """How the learners of a micro-credential fared, in numbers without names. None: not recorded, never nought.

    ``assessed``: who has a result; ``passed``: of them, who passed every assessment that declares it, where one does
    for everybody; ``identity_checked``: of them, whose identity was checked in some sitting, where it is recorded for
    everybody; ``days_to_grade``: from sitting to record, on the average.
    """

    started: int
    assessed: int
    passed: int | None
    identity_checked: int | None
    days_to_grade: int | None
