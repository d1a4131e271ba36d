"""What doors get to see of institutions and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """An institution. ``hue`` is 0-359, ``country`` ISO 3166-1 alpha-2."""

    id: int
    uuid: UUID
    code: str
    name: str
    legal_name: str
    country: str
    url: str
    email: str
    hue: int
    language: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, with the roles at the institution that was asked about."""

    id: int
    uuid: UUID
    email: str
    name: str
    language: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerNameView:
    """A name that a person had ``until`` it was changed. ``by_id``: who changed it, or None for the system."""

    name: str
    until: datetime
    by_id: int | None


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that a person has now."""

    institution: InstitutionView
    name: str
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class TokenView:
    """An API token, without its secret. ``last_used_at`` is right to within a quarter of an hour."""

    uuid: UUID
    institution_id: int
    label: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AddressFound:
    """Where a permanent address leads."""

    kind: str
    institution_id: int
    target_id: int
