"""What an institution publishes about recognition, as JSON: units and programmes, and the criteria it decides by."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.core.model.errors import ModelError
from testamur.core.model.quantity import CreditAmount
from testamur.interfaces.api.shapes.values import Given, Texts
from testamur.refusals import Invalid

_PROSE = 20_000


class Amount(Schema):
    """Credits with their unit."""

    value: Decimal = Field(ge=0, max_digits=10, decimal_places=3, examples=["6"])
    unit: str = Field(max_length=20, examples=["ECTS"])


class Outcome(Schema):
    """An outcome of a target. What is not `is_essential` stands in nobody's way."""

    id: str = Field(max_length=100, examples=["o1"])
    text: Texts
    is_essential: bool = True


class Target(Schema):
    """What is asked for, in one version."""

    key: str = Field(examples=["unit:STAT101"])
    kind: str = Field(examples=["unit"])
    code: str
    version: str
    title: Texts
    credits: Amount | None
    levels: tuple[str, ...]
    outcomes: tuple[Outcome, ...]


class Unit(Schema):
    """A unit or programme that can be asked for."""

    uuid: UUID
    code: str
    version: int
    kind: str
    title: str
    credits: Amount | None
    levels: tuple[str, ...]
    hours: Decimal | None
    outcomes: tuple[Outcome, ...]
    policy: str
    is_open: bool
    published_at: datetime


class NewUnit(Given):
    """What a unit or programme is. The same code again makes its next version."""

    code: str = Field(min_length=1, max_length=60, examples=["STAT101"])
    kind: str = Field(max_length=20, examples=["unit"])
    title: str = Field(min_length=1, max_length=200, examples=["Data and statistics"])
    credits: Amount | None = None
    levels: list[str] = Field([], max_length=6, examples=[["EQF 6"]])
    hours: Decimal | None = Field(None, gt=0, max_digits=8, decimal_places=2)
    outcomes: list[Outcome] = Field([], max_length=60)
    policy: str = Field("", max_length=100_000, description="The text of a policy file, for a programme with caps.")
    is_open: bool = True


class Criteria(Schema):
    """By what an institution decides. `number` 0: the house's own, until it publishes some."""

    number: int
    statement: str
    months: int
    appeal_days: int
    appeal_body: str
    four_eyes: bool
    match_percent: int | None
    published_at: datetime | None


class NewCriteria(Given):
    """Criteria to publish. They are never changed, only followed by others."""

    statement: str = Field("", max_length=_PROSE)
    appeal_body: str = Field(min_length=1, max_length=200, examples=["Appeals Board"])
    months: int = Field(4, ge=1, le=4)
    appeal_days: int = Field(30, ge=7, le=365)
    four_eyes: bool = False
    match_percent: int | None = Field(None, ge=1, le=100)


def amount(given: Amount | None) -> CreditAmount | None:
    """Return credits as the room takes them. Raises `Invalid`."""
    try:
        return CreditAmount(given.value, given.unit) if given else None
    except ModelError as error:
        raise Invalid(field="credits.unit", found=given.unit[:20] if given else "", allowed=str(error)) from error
