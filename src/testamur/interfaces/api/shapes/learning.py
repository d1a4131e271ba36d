"""Offerings, enrolments, results and imports as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.shapes.values import Day, Email, Given, Name, Reason, Texts

_MOST_PLACES = 1_000_000


class Offering(Schema):
    """A version of a micro-credential, offered once or without end. Empty dates: at any time."""

    uuid: UUID
    version: UUID
    microcredential: UUID
    code: str
    title: Texts
    label: str = Field(examples=["Autumn 2026"])
    starts_on: date | None
    ends_on: date | None
    enrol_by: date | None
    places: int | None
    places_left: int | None
    price_amount: Decimal | None
    price_currency: str
    is_open: bool


class NewOffering(Given):
    """What to offer. Leave out `version` for the current one."""

    microcredential: UUID
    version: str = Field("", max_length=40)
    label: str = Field("", max_length=100, examples=["Autumn 2026"])
    starts_on: Day | None = None
    ends_on: Day | None = None
    enrol_by: Day | None = None
    places: int | None = Field(None, ge=1, le=_MOST_PLACES)
    price_amount: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2, examples=["450.00"])
    price_currency: str = Field("", pattern="^([A-Z]{3})?$", examples=["EUR"])


class Result(Schema):
    """One recorded sitting. None means "not recorded", never "no"."""

    assessment: str = Field(validation_alias="assessment_id", examples=["plan"])
    percent: Decimal | None = Field(examples=["87.5"])
    passed: bool | None
    taken_on: date | None
    supervised: bool | None
    identity_checked: bool | None
    attempt: int


class NewResult(Given):
    """A sitting to record. Leave out `attempt`, or send 0, for the next one."""

    assessment: str = Field(min_length=1, max_length=100, examples=["plan"])
    percent: Decimal | None = Field(None, ge=0, le=100, max_digits=7, decimal_places=4, examples=["87.5"])
    passed: bool | None = None
    taken_on: Day | None = None
    supervised: bool | None = None
    identity_checked: bool | None = None
    attempt: int = Field(0, ge=0, le=1_000)


class ResultCorrection(NewResult):
    """A result that takes the place of the one recorded for the same attempt."""

    attempt: int = Field(ge=1, le=1_000)
    reason: Reason


class Recorded(Schema):
    """One row of the history: a result, or a correction of it (`correction` above 0)."""

    uuid: UUID
    result: Result
    correction: int
    reason: str
    recorded_at: datetime


class Enrolment(Schema):
    """A person in an offering, with the results that count."""

    uuid: UUID
    offering: UUID
    person: UUID
    name: str
    email: str
    identifier: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    results: list[Result]


class NewEnrolment(Given):
    """Whom to enrol. Without an e-mail address: yourself."""

    email: Email | None = None
    name: Name = ""
    identifier: Name = Field("", max_length=60, examples=["S-2026-0147"])


class Column(Schema):
    """A column of the file and what it was taken for; empty where it is not used."""

    number: int
    header: str
    field: str


class RowFault(Schema):
    """Why a row was left out."""

    line: int
    column: str
    code: str
    found: str
    detail: str = Field(examples=["line 7, column “plan”: “120” is more than full marks, 100."])


class Preview(Schema):
    """What an import would do. Nothing has been done. `digest` names exactly this file."""

    digest: str
    kind: str
    columns: list[Column]
    matched: int = Field(description="Rows of people who are enrolled.")
    new: int = Field(description="Rows of people who would be enrolled.")
    results: int = Field(description="Would be recorded, those that are corrected among them.")
    corrected: int = Field(description="Would take the place of what is recorded; the history keeps it.")
    unchanged: int = Field(description="Are recorded already, exactly so.")
    errors: list[RowFault] = Field(description="The first thousand.")
    more_errors: int = Field(description="How many more there are.")
    notices: list[str]


class Imported(Schema):
    """What an import did. `unchanged`: results that were recorded before, exactly so."""

    people: int
    enrolled: int
    recorded: int
    unchanged: int
    errors: list[RowFault] = Field(description="The first thousand.")
    more_errors: int = Field(description="How many more there are.")
