"""Recognition as JSON: requests, evidence, comparisons, rulings, decisions, precedents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.core.rules.recognising import Difference as Substantial
from testamur.domain.recognition import values
from testamur.interfaces.api.shapes.recognition_published import Amount, Criteria, Target, amount
from testamur.interfaces.api.shapes.values import Day, Given, Reason, Texts

_PROSE = 20_000


class NewRequest(Given):
    """What is asked for: a `microcredential` or a `unit` of your institution, in its current version."""

    purpose: str = Field(max_length=20, examples=["credit"])
    basis: str = Field(max_length=20, examples=["micro_credential"])
    microcredential: UUID | None = None
    unit: UUID | None = None
    language: str = Field("en", max_length=12, description="Of the letter.")


class Account(Given):
    """What was learnt, in the applicant's words."""

    narrative: str = Field("", max_length=_PROSE)
    basis: str = Field("", max_length=20)
    language: str = Field("", max_length=12)


class Said(Given):
    """Something that is said to the other side."""

    text: str = Field(min_length=1, max_length=_PROSE, examples=["Please send the syllabus of 2025."])


class RequestBecause(Given):
    """Why."""

    reason: Reason


class Delay(Given):
    """Until when it takes, and why."""

    until: Day
    reason: str = Field(min_length=1, max_length=2000)


class Source(Schema):
    """What a credential says of itself."""

    title: str
    issuer: str
    awarded_on: date | None
    credits: str
    levels: tuple[str, ...]
    outcomes: tuple[str, ...]
    holder: str


class Evidence(Schema):
    """Something handed in. `verdict` is the verifier's, on that day; empty for a file.

    `held_by`: whom a credential is made out to: applicant, other, or unknown where that cannot be compared.
    `fits_since`: when the applicant took the name by which it is theirs, where by the name before it was not.
    """

    uuid: UUID
    kind: str
    name: str
    media_type: str
    size: int
    digest: str
    verdict: str
    held_by: str
    fits_since: datetime | None
    source: Source
    handed_in_at: datetime
    erased_at: datetime | None


class Event(Schema):
    """One thing that happened."""

    at: datetime
    kind: str
    note: str
    is_internal: bool


class Clock(Schema):
    """Until when it is to be decided."""

    due_on: date | None
    days_left: int | None
    stopped_days: int
    is_stopped: bool
    is_overdue: bool
    delayed_until: date | None


class Difference(Schema):
    """A substantial difference: in what it lies, what shows it, and why it stands in the way."""

    dimension: str = Field(max_length=20, examples=["outcomes"])
    evidence: str = Field(max_length=5000)
    why_obstacle: str = Field(max_length=5000)


class Ruling(Schema):
    """What is decided or proposed."""

    outcome: str
    source: str
    credits: Amount | None
    grade: str
    grade_scale: str
    recognised: tuple[str, ...]
    differences: tuple[Difference, ...]
    conditions: tuple[str, ...]
    reasons: str
    beyond_policy: str
    despite_doubts: str


class NewRuling(Given):
    """A ruling. Granted is the default: a refusal needs a difference that stands in the way."""

    outcome: str = Field(max_length=20, examples=["partial"])
    source: str = Field("credit_transfer", max_length=30)
    credits: Amount | None = None
    grade: str = Field("", max_length=20)
    grade_scale: str = Field("", max_length=40)
    recognised: list[str] = Field([], max_length=100, examples=[["o1"]])
    differences: list[Difference] = Field([], max_length=20)
    conditions: list[str] = Field([], max_length=20)
    reasons: str = Field("", max_length=_PROSE)
    beyond_policy: str = Field("", max_length=2000, description="Why more than the policy counts is right.")
    despite_doubts: str = Field(
        "",
        max_length=2000,
        description="Why it can be granted although a credential is not valid, or is made out to somebody else.",
    )


class RequestCorrection(NewRuling):
    """A ruling that takes the place of the decision, and why."""

    because: Reason


class Decide(Given):
    """The ruling; leave it out to decide as was proposed."""

    ruling: NewRuling | None = None


class AppealDecision(Given):
    """What was found of an appeal. `upheld` needs the `ruling` that takes the place of the decision."""

    outcome: str = Field(max_length=20, examples=["dismissed"])
    reasons: str = Field(min_length=1, max_length=_PROSE)
    ruling: NewRuling | None = None


class RequestDecision(Schema):
    """A decision. `superseded_by` names the one that stands in its place."""

    uuid: UUID
    number: int
    ruling: Ruling = Field(validation_alias="draft")
    criteria: Criteria
    appeal_body: str
    appeal_by: date
    decided_at: datetime
    supersedes: UUID | None
    superseded_by: UUID | None
    correction: str
    fulfilled_at: datetime | None


class Appeal(Schema):
    """An appeal. `outcome` is empty while it waits."""

    uuid: UUID
    decision: UUID
    grounds: str
    filed_at: datetime
    outcome: str
    reasons: str
    decided_at: datetime | None


class FormerName(Schema):
    """A name that the applicant's account had, until it was changed."""

    name: str
    until: datetime


class Request(Schema):
    """A request, whole. `named`: the applicant's name on the day of submission, which letters go by.

    `erased_at`: since when what was handed in and written is gone; the decisions stay.
    """

    uuid: UUID
    name: str
    named: str
    former_names: tuple[FormerName, ...]
    erased_at: datetime | None
    state: str
    purpose: str
    basis: str
    language: str
    narrative: str
    target: Target
    opened_at: datetime
    submitted_at: datetime | None
    complete_at: datetime | None
    clock: Clock
    evidence: tuple[Evidence, ...]
    events: tuple[Event, ...]
    decisions: tuple[RequestDecision, ...]
    appeals: tuple[Appeal, ...]


class RequestLine(Schema):
    """A request as lists show it."""

    uuid: UUID
    name: str
    state: str
    purpose: str
    target_key: str
    target_title: Texts
    submitted_at: datetime | None
    due_on: date | None
    delayed_until: date | None
    outcome: str
    alert: str


class Match(Schema):
    """How far an outcome is covered. `likeness` (0-100) is the machine's suggestion; a person judges."""

    outcome: str = Field(max_length=100)
    judged: str = Field("open", max_length=10, examples=["same"])
    by: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)
    likeness: int | None = None


class Point(Schema):
    """An answer to one of the seven points: yes, no or open."""

    answer: str = Field(max_length=10, examples=["yes"])
    note: str = Field("", max_length=2000)


class Comparison(Schema):
    """Source against target."""

    matches: list[Match] = Field([], max_length=60)
    checklist: dict[str, Point] = Field({}, max_length=7)


class Caps(Schema):
    """What the policy says of a ruling. Null where there is none, or nothing to count."""

    policy: str
    granted: str
    counted: str
    because: tuple[str, ...]
    doubts: tuple[str, ...]


class NewPrecedent(Given):
    """Make the standing decision a precedent for holders of the credential that `evidence` is."""

    evidence: UUID
    valid_until: Day | None = None
    max_age_months: int | None = Field(None, ge=1, le=600)
    is_public: bool = True


class Precedent(Schema):
    """What is recognised as what. `ended_because` is empty while it holds; `together`: what has to be held besides."""

    uuid: UUID
    source_key: str
    source_version: str
    source_title: str
    source_issuer: str
    together: tuple[str, ...]
    target_key: str
    target_version: str
    target_title: Texts
    purpose: str
    ruling: Ruling = Field(validation_alias="draft")
    valid_from: date
    valid_until: date | None
    max_age_months: int | None
    is_public: bool
    ended_at: datetime | None
    ended_because: str


def draft(given: NewRuling) -> values.Draft:
    """Return a ruling as the room takes it. Raises `Invalid`."""
    return values.Draft(
        outcome=given.outcome,
        source=given.source,
        credits=amount(given.credits),
        grade=given.grade,
        grade_scale=given.grade_scale,
        recognised=tuple(given.recognised),
        differences=tuple(Substantial(**one.dict()) for one in given.differences),
        conditions=tuple(given.conditions),
        reasons=given.reasons,
        beyond_policy=given.beyond_policy,
        despite_doubts=given.despite_doubts,
    )


def comparison(found: values.ComparisonView) -> dict[str, Any]:
    """Return a comparison as JSON has it."""
    points = {point: {"answer": answer, "note": note} for point, (answer, note) in found.checklist.items()}
    return {"matches": list(found.matches), "checklist": points}
