"""The catalogue as JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.values import Given, Texts


class Institution(Schema):
    """An institution. `uuid` never changes; `code` and `name` may."""

    uuid: UUID
    code: str = Field(examples=["north"])
    name: str = Field(examples=["North University"])
    legal_name: str
    country: str = Field(examples=["IE"])
    url: str
    email: str
    language: str = Field(examples=["en"])


class Listing(Schema):
    """A micro-credential as a line of the catalogue. None and empty mean: not stated."""

    uuid: UUID
    institution: Institution
    code: str = Field(examples=["data-stewardship"])
    version: str = Field(examples=["1.0"])
    title: Texts
    description: Texts
    hours: Decimal | None = Field(examples=["130"])
    credit_value: Decimal | None = Field(examples=["5"])
    credit_unit: str = Field(examples=["ECTS"])
    levels: list[str] = Field(examples=[["EQF 6"]])
    modes: list[str] = Field(examples=[["online"]])
    languages: list[str] = Field(examples=[["en"]])
    pace: str
    hours_per_week: Decimal | None
    has_live_sessions: bool | None
    times: list[str] | None = Field(examples=[["evening"]], description="When one must be there.")
    price_amount: Decimal | None = Field(examples=["450.00"])
    price_currency: str = Field(examples=["EUR"])
    stackability: str
    published_at: datetime
    retired_at: datetime | None


class Version(Schema):
    """One published version. Its text never changes."""

    uuid: UUID
    version: str = Field(examples=["1.0"])
    published_at: datetime


class MicroCredential(Schema):
    """A micro-credential in one version, whole. `definition` is the file's content, key by key."""

    listing: Listing
    version: Version
    versions: list[Version]
    address: str = Field(description="The permanent address of this version, as credentials name it.")
    definition: dict[str, Any]


class Search(Paging):
    """What is looked for. Leave out what does not matter."""

    text: str = Field("", max_length=200, description="Forgives accents and typing errors.")
    max_hours: Decimal | None = Field(None, ge=0, max_digits=9, decimal_places=2)
    max_hours_per_week: Decimal | None = Field(None, ge=0, max_digits=9, decimal_places=2)
    max_weeks: Decimal | None = Field(None, ge=0, max_digits=9, decimal_places=2, description="Hours ÷ hours a week.")
    mode: str = Field("", max_length=20, description="`online`, `onsite`, `blended` …")
    framework: str = Field("", max_length=40, description="`EQF`, `MQF`, `NFQ` …")
    level: str = Field("", max_length=40, description="Together with `framework`.")
    language: str = Field("", max_length=40, description="Of instruction, as a language tag.")
    max_price: Decimal | None = Field(None, ge=0, max_digits=11, decimal_places=2)
    max_price_per_credit: Decimal | None = Field(None, ge=0, max_digits=11, decimal_places=2)
    currency: str = Field("", max_length=3)
    credit_unit: str = Field("", max_length=20, description="`ECTS` …, or `none` for what carries no credits.")
    institution: str = Field("", max_length=60, description="Its code.")
    pace: str = Field("", max_length=20, description="`self_paced` or `cohort`.")
    stackability: str = Field("", max_length=20, description="`stand_alone`, `stackable` or `integrated`.")
    without_live_sessions: bool = False
    with_live_sessions: bool = False
    time: str = Field("", max_length=20, description="`morning`, `afternoon`, `evening` or `weekend`.")


class NewCode(Given):
    """The code that a micro-credential is to have."""

    code: str = Field(min_length=1, max_length=100, examples=["data-stewardship-2"])


class DefinitionPublication(Given):
    """A definition file to publish: the text of `microcredential.yaml`."""

    source: str = Field(min_length=1, max_length=1_000_000, examples=["testamur: 1\nid: data-stewardship\n…"])
    without_review_because: str = Field(
        "",
        max_length=500,
        description="Why it goes out without a review here, in one line; everyone can read it. Needed for what is new.",
        examples=["Approved by our board of studies on 3 March 2026, minute 7."],
    )
