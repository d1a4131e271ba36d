"""Decisions, awards and batches as JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.learning import Enrolment
from testamur.interfaces.api.shapes.values import Given, Reason

_MOST_AT_ONCE = 10_000


class AwardDecision(Schema):
    """What the award rule says, and why. `tree` opens down to each sitting; its codes are stable."""

    verdict: str = Field(examples=["met"], description="`met`, `unmet` or `unknown`.")
    reasons: list[str] = Field(examples=[["plan: 62 %, at least 50 % needed."]])
    tree: dict[str, Any]


class Proposed(Schema):
    """How many met the rule, did not, or cannot be decided yet."""

    met: int
    unmet: int
    unknown: int


class Proposal(Schema):
    """A line of the award queue. `award` is the standing award, if the person has one."""

    enrolment: Enrolment
    decision: AwardDecision
    decided_at: datetime
    award: UUID | None


class Queue(Paging):
    """Which part of the award queue."""

    verdict: str = Field("", pattern="^(met|unmet|unknown)?$")
    waiting: bool = Field(default=False, description="Only who has no standing award.")


class Mark(Schema):
    """A mark as it stood when the award was made."""

    assessment: str
    percent: Decimal


class Award(Schema):
    """An award. `ended_because`: `withdrawn`, `replaced` or `renewed`; empty while it stands."""

    uuid: UUID
    person: UUID
    version: UUID
    name: str
    identifier: str
    decision: AwardDecision
    results: list[Mark]
    awarded_at: datetime
    valid_until: datetime | None
    ended_at: datetime | None
    ended_because: str
    reason: str


class NewAward(Given):
    """Whom to award."""

    enrolment: UUID


class Withdrawal(Given):
    """Why an award ends."""

    reason: Reason


class NewBatch(Given):
    """Whom to award; unknown enrolments are left out, and the batch's `total` says how many were taken."""

    enrolments: list[UUID] = Field(min_length=1, max_length=_MOST_AT_ONCE)


class RefusedLine(Schema):
    """Who of a batch was not awarded, and the code that says why."""

    enrolment: UUID
    name: str
    because: str = Field(examples=["not-eligible"])


class AwardBatch(Schema):
    """How far a batch is."""

    uuid: UUID
    total: int
    conferred: int
    refused: int
    is_done: bool
    asked_at: datetime
