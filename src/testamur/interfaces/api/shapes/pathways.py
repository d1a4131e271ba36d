"""Pathways and where people stand on them, as JSON."""

from __future__ import annotations

from datetime import date, datetime
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


class Publication(Given):
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


class Standing(Schema):
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
