"""What doors get to see of issued credentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from testamur.domain.awards.values import AwardView

FORMATS = {"ob3": "application/vc+ld+json", "vc-jwt": "application/vc+jwt"}
SUFFIXES = {"ob3": "json", "vc-jwt": "jwt"}


@dataclass(frozen=True, slots=True)
class KeyView:
    """A signing key, as everyone may see it. ``name`` is its DID URL. ``because``: why it was revoked."""

    uuid: UUID
    name: str
    made_at: datetime
    retired_at: datetime | None
    revoked_at: datetime | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class CredentialView:
    """A credential. ``state``: valid, expired, suspended, revoked. ``address`` is its permanent ``id``."""

    id: int
    uuid: UUID
    institution_id: int
    address: str
    award: AwardView
    version: UUID
    microcredential: UUID
    title: Mapping[str, str]
    issued_at: datetime
    state: str
    changed_at: datetime | None
    because: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What anyone may know of a credential by its permanent address: that it exists, and whether it still holds."""

    uuid: UUID
    institution_id: int
    version: UUID
    issued_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link. ``secret`` completes its address and is given to the holder only."""

    uuid: UUID
    credential: UUID
    label: str
    secret: str
    made_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    opened: int
    last_opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """What an organisation signed. ``about``: definition (then of ``version``) or issuer; ``address``: its ``id``.

    ``intent``: what it had meant to endorse in the design.
    """

    uuid: UUID
    intent: UUID
    address: str
    organisation: str
    organisation_uuid: UUID
    country: str
    url: str
    about: str
    version: str
    claim: str
    signed_at: datetime
    withdrawn_at: datetime | None
    because: str


@dataclass(frozen=True, slots=True)
class OrganisationProfile:
    """What is public of an organisation that has endorsed something."""

    uuid: UUID
    did: str
    name: str
    country: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """A signed document, exactly as it was signed."""

    content: bytes
    media_type: str
    name: str
    digest: str
