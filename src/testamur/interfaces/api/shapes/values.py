"""Kinds of values that rooms share. Numbers with decimals travel as text, so that no digit is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_UUID = "0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"


def _as_text(given: object) -> object:
    # A number would be read as seconds since 1970.
    if not isinstance(given, str | date):
        message = "write a date such as 2026-09-30, as text"
        raise ValueError(message)  # noqa: TRY004 - pydantic listens for ValueError
    return given


def _in_our_time(found: datetime) -> datetime:
    if not _EARLIEST < found < _LATEST:
        message = "the year must lie between 1900 and 2200"
        raise ValueError(message)
    return found


def _without_markup(text: str) -> str:
    if "<" in text or ">" in text:
        message = "a name holds no < or >; write it without markup"
        raise ValueError(message)
    if not all(letter.isprintable() for letter in text):
        message = "a name is one line of letters that can be seen"
        raise ValueError(message)
    return text.strip()


Day = Annotated[date, BeforeValidator(_as_text), Field(examples=["2026-09-30"])]
Instant = Annotated[AwareDatetime, BeforeValidator(_as_text), AfterValidator(_in_our_time)]
Name = Annotated[str, AfterValidator(_without_markup), Field(max_length=200, examples=["Aisyah binti Ali"])]
Email = Annotated[str, Field(min_length=3, max_length=254, examples=["aisyah@example.edu"])]
Reason = Annotated[str, Field(min_length=1, max_length=500, examples=["Marks were entered for the wrong person."])]
Texts = Annotated[dict[str, str], Field(examples=[{"en": "Research Data Stewardship", "ms": "Pengurusan Data"}])]


class Given(Schema):
    """What is sent to us. An unknown key is an error: it is a misspelling more often than not."""

    model_config = ConfigDict(extra="forbid")


class Created(Schema):
    """What was made. `Location` holds the address, too."""

    uuid: UUID = Field(examples=[_UUID])
    address: str = Field(examples=[f"/api/v1/enrolments/{_UUID}"])


class Done(Schema):
    """It is done."""

    done: bool = True


class Fault(Schema):
    """One thing that is wrong, with its place. Definitions name line and column, too."""

    field: str = Field(examples=["email"])
    code: str = Field(examples=["invalid"])
    detail: str = Field(examples=["“aisyah” is not an e-mail address."])


class Problem(Schema):
    """Problem details (RFC 9457). `code` is stable; `detail` is for people, in the language asked for."""

    type: str = Field(examples=["/api/v1/docs#problem-already-enrolled"])
    title: str = Field(examples=["That cannot be done in the present state"])
    status: int = Field(examples=[409])
    code: str = Field(examples=["already-enrolled"])
    detail: str = Field(examples=["This person, or somebody with this number, is in this offering already."])
    facts: dict[str, Any] | None = Field(None, examples=[{"offering": _UUID}])
    errors: list[Fault] | None = None
