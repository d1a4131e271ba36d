"""Credentials, links and keys as JSON."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.values import Given, Instant, Name, Reason, Texts


class Credential(Schema):
    """A credential. `id` is its permanent address, as it stands in the signed document."""

    uuid: UUID
    id: str = Field(examples=["https://testamur.example/credentials/0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"])
    award: UUID
    name: str
    identifier: str
    version: UUID
    microcredential: UUID
    title: Texts
    issued_at: datetime
    valid_until: datetime | None
    state: str = Field(examples=["valid"], description="`valid`, `expired`, `suspended` or `revoked`.")
    changed_at: datetime | None
    because: str
    documents: list[str] = Field(examples=[["ob3", "vc-jwt"]])


class CredentialStanding(Schema):
    """What anyone may know of a credential: that it exists, and whether it still holds. Nothing about the person."""

    uuid: UUID
    version: UUID
    issued_at: datetime
    state: str = Field(examples=["valid"])


class Find(Paging):
    """Whose credentials."""

    text: str = Field("", max_length=200, description="Part of a name, or a student number.")


class CredentialBecause(Given):
    """Why. It is kept in the record, and shown to the holder."""

    reason: Reason


class CredentialCorrection(Given):
    """The name as it should be, and why it was wrong."""

    name: Name = Field(min_length=1)
    reason: Reason


class Replaced(Schema):
    """The award that takes the place of the old one. Its credential is signed in the background."""

    award: UUID


class NewLink(Given):
    """A link to show the credential to somebody."""

    label: str = Field("", max_length=100, examples=["Application to Harbour Analytics"])
    expires_at: Instant | None = Field(None, examples=["2026-12-31T23:59:59Z"])


class Link(Schema):
    """A link. Whoever has `address` sees the credential, until the link ends or is withdrawn."""

    uuid: UUID
    credential: UUID
    label: str
    address: str = Field(examples=["https://testamur.example/c/Zk3…"])
    made_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    opened: int
    last_opened_at: datetime | None


class Key(Schema):
    """A signing key. `name` is its DID URL; the private part is never shown."""

    uuid: UUID
    name: str = Field(examples=["did:web:testamur.example:issuers:0197…#z6Mk…"])
    made_at: datetime
    retired_at: datetime | None
