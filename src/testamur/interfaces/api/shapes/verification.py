"""Verification as JSON."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field


class Check(Schema):
    """One step of the verification. `because` is a stable code; `sentence` and `meaning` are for people."""

    name: str = Field(examples=["signature"])
    outcome: str = Field(examples=["passed"], description="`passed`, `failed` or `unknown`.")
    because: str = Field(examples=["signature-fits"])
    title: str = Field(examples=["Does the signature fit?"])
    sentence: str
    meaning: str
    facts: dict[str, Any]
    spec: str


class Named(Schema):
    """A name and what belongs to it."""

    name: str
    value: str


class Claims(Schema):
    """What the credential says of itself. Nothing here is true because it stands here: see the checks."""

    title: str
    description: str
    holder: str
    issuer: str
    issuer_id: str
    awarded: str
    valid_until: str
    credits: str
    levels: list[str]
    skills: list[Named]
    results: list[Named]


class Report(Schema):
    """The answer. Failed beats unknown beats passed; `indeterminate` says nothing against the credential."""

    verdict: str = Field(examples=["valid"], description="`valid`, `invalid` or `indeterminate`.")
    headline: str
    form: str = Field(examples=["data-integrity"])
    checks: list[Check]
    notices: list[Check]
    claims: Claims | None


class VerifiedLine(Schema):
    """One of many: a report, or the reason why there is none."""

    index: int
    name: str
    verdict: str = Field(examples=["valid"], description="As in the report, or `unread`.")
    report: Report | None = None
    code: str = Field("", examples=["not-there"])
    detail: str = ""


class VerifiedBatch(Schema):
    """The answers in the order in which the credentials were given, and how many of each kind."""

    valid: int
    invalid: int
    indeterminate: int
    unread: int
    results: list[VerifiedLine]
