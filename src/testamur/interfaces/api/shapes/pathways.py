"""Pathways and where people stand on them, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.values import Given, Reason

_LONGEST_SOURCE = 1_000_000
_MOST_AT_ONCE = 200


class PolicyVersion(Schema):
    """A version of a pathway. `awaited`: owners who have not accepted it; `until`: its last day, where it has one."""

    uuid: UUID
    version: str
    owners: list[str] = Field(description="Codes of institutions, the publisher first.")
    awaited: list[str]
    effective_from: date
    until: date | None
    published_at: datetime
    digest: str


class Pathway(Schema):
    """What several micro-credentials add up to. `leads_to`: what is awarded, where that is in the catalogue."""

    uuid: UUID
    institution: str
    code: str
    title: str
    version: PolicyVersion
    leads_to: UUID | None
    retired_at: datetime | None


class Clause(Schema):
    """What a pathway asks: the rule as it is written, and in words."""

    id: str
    rule: str
    said: str
    source: str


class WholePathway(Schema):
    """A pathway in one version. `named`: what the policy names → micro-credential of the catalogue."""

    pathway: Pathway
    versions: list[PolicyVersion]
    clauses: list[Clause]
    named: dict[str, UUID]
    sources: list[str]
    uncertain: list[str]


class PathwayPublication(Given):
    """A policy, as a file or in the text form."""

    source: str = Field(min_length=1, max_length=_LONGEST_SOURCE)


class PolicyDecision(Schema):
    """What a policy says of somebody. `tree` opens down to each clause; its codes are stable."""

    verdict: str = Field(examples=["unmet"], description="`met`, `unmet` or `unknown`.")
    summary: str
    missing: list[str]
    tree: dict[str, Any]


class Waiver(Schema):
    """A clause that a registrar lets be met for one learner."""

    uuid: UUID
    clause: str
    reason: str
    made_by: str
    made_at: datetime


class PathwayStanding(Schema):
    """A person on a pathway. `state`: `open`, `proposed`, `awarded` or `review`."""

    uuid: UUID
    pathway: UUID
    version: str
    person: UUID
    name: str
    state: str
    decision: PolicyDecision
    followed_at: datetime
    bound_on: date
    bound_because: str = Field(description="`followed`, `counted` or `moved`.")
    decided_at: datetime
    award: UUID | None
    lost: list[str] = Field(description="Items that the award rests on and that have ended.")
    settled_because: str
    waivers: list[Waiver]


class Sought(Paging):
    """Who on a pathway."""

    state: str = Field("", pattern="^(open|proposed|awarded|review)?$")
    text: str = Field("", max_length=200)


class Move(Given):
    """To which version."""

    version: str = Field(max_length=40)


class Supposed(Given):
    """What is supposed to be held as well: references that the policy names."""

    planned: list[str] = Field(min_length=1, max_length=60)


class WhatIf(Schema):
    """What would change."""

    before: PolicyDecision
    after: PolicyDecision


class Wish(Given):
    """What a plan keeps to, and what it makes small. What is left out does not matter."""

    aim: str = Field("cheapest", pattern="^(cheapest|fastest|lightest)$")
    hours_a_week: Decimal | None = Field(None, gt=0, le=168)
    budget: Decimal | None = Field(None, gt=0, le=10**7)
    currency: str = Field("", pattern="^([A-Z]{3})?$")
    languages: list[str] = Field(default_factory=list, max_length=20)
    modes: list[str] = Field(default_factory=list, max_length=20)
    from_on: date | None = None
    deadline: date | None = None
    avoid: list[str] = Field(default_factory=list, max_length=60)


class PlanStep(Schema):
    """Something to take, as the policy names it. `why`: what the plan would come to without it."""

    ref: str
    microcredential: UUID
    starts_on: date | None
    ends_on: date | None
    clauses: list[str]
    why: str


class Plan(Schema):
    """One way to finish. `gaps`: what nobody offers within the wishes."""

    summary: str
    price: Decimal
    currency: str
    hours: Decimal
    ends_on: date | None
    steps: list[PlanStep]
    gaps: list[str]
    is_proved: bool


class Plans(Schema):
    """The best way and others, and why what else there is stands in none of them."""

    plans: list[Plan]
    ruled_out: dict[str, str]


class NewWaiver(Given):
    """Which clause is to count as met, and why."""

    clause: str = Field(max_length=100)
    reason: Reason


class Keeping(Given):
    """Why an award stands."""

    reason: Reason


class Reckoning(Schema):
    """How far it is to decide everyone on a pathway anew."""

    uuid: UUID
    pathway: UUID
    total: int
    done: int
    is_done: bool
    asked_at: datetime
