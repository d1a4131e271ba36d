"""People, roles, tokens, jobs and the audit log as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.domain.institution.access import ROLES, Permission
from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.catalogue import Institution
from testamur.interfaces.api.shapes.values import Email, Given, Instant, Name


class Me(Schema):
    """Who you are here, and what you may do; a token's scopes narrow it."""

    person: UUID
    name: str
    email: str
    institution: Institution | None
    roles: list[str] = Field(examples=[["registrar"]])
    permissions: list[str] = Field(examples=[["confer", "revoke"]])


class InstitutionChange(Given):
    """What to call the institution. Leave out what stays. Permanent addresses never change."""

    name: Name | None = None
    code: str | None = Field(None, max_length=60, examples=["north"])
    hue: int | None = Field(None, ge=0, le=359, description="Of its colour, in degrees.")
    url: str | None = Field(None, max_length=200, pattern='^(https?://[^\\s<>"]+)?$')
    email: Email | None = None


class Person(Schema):
    """A person with a role here."""

    uuid: UUID
    email: str
    name: str
    language: str
    roles: list[str]


class Whom(Paging):
    """Which people."""

    role: str = Field("", max_length=20)
    text: str = Field("", max_length=200, description="Part of a name or e-mail address.")


class Invitation(Given):
    """Whom to make known here, and in which roles. Who is known keeps the name that they have."""

    email: Email
    name: Name = ""
    roles: list[str] = Field(default_factory=list, max_length=len(ROLES), examples=[["instructor"]])


class NewToken(Given):
    """A token of your own at this institution. It can do no more than you can."""

    label: Name = Field(min_length=1, max_length=100, examples=["Nightly gradebook import"])
    scopes: list[Permission] = Field(min_length=1, max_length=len(Permission), examples=[["record-results"]])
    expires_at: Instant | None = Field(None, examples=["2027-01-31T00:00:00Z"])


class Token(Schema):
    """A token, without its secret."""

    uuid: UUID
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class FreshToken(Token):
    """A token with its secret, which is shown this once."""

    secret: str = Field(examples=["tst_…"])


class Job(Schema):
    """Work in the background."""

    id: int
    task: str = Field(examples=["issuing.sign"])
    status: str = Field(examples=["failed"])
    attempts: int
    scheduled_at: datetime | None
    arguments: dict[str, Any]


class Jobs(Schema):
    """The newest jobs, and how many there are in each state."""

    counts: dict[str, int]
    items: list[Job]


class Which(Schema):
    """Jobs in which state."""

    status: str = Field("", pattern="^(todo|doing|failed|succeeded|cancelled|aborting|aborted)?$")


class Entry(Schema):
    """An audit entry. `digest` covers it and the entry before it."""

    number: int
    at: datetime
    actor_kind: str = Field(examples=["person"])
    actor: UUID | None
    verb: str = Field(examples=["awards.confer"])
    subject: str = Field(examples=["award:0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"])
    facts: dict[str, Any]
    digest: str


class About(Schema):
    """Which entries."""

    cursor: str = Field("", max_length=500)
    subject: str = Field("", max_length=100)


class Chain(Schema):
    """Whether the audit log is whole. `broken_at`: the first entry that does not fit."""

    entries: int
    is_whole: bool
    broken_at: int | None
