"""What doors get to see of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import Report
from testamur.domain.institution.values import InstitutionView


@dataclass(frozen=True, slots=True)
class Listing:
    """A line of the catalogue. Texts are language tag → text; ``levels`` like ``EQF 6``; hours per week may be None."""

    uuid: UUID
    institution: InstitutionView
    code: str
    version: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    hours: Decimal | None
    credit_value: Decimal | None
    credit_unit: str
    levels: tuple[str, ...]
    modes: tuple[str, ...]
    languages: tuple[str, ...]
    pace: str
    hours_per_week: Decimal | None
    has_live_sessions: bool | None
    price_amount: Decimal | None
    price_currency: str
    stackability: str
    published_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the catalogue. ``after`` continues it, empty at the end."""

    items: tuple[Listing, ...]
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of several."""

    id: int
    uuid: UUID
    version: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A micro-credential in one version, whole. ``source`` is the file as it was handed in."""

    listing: Listing
    definition: MicroCredential
    version: VersionView
    versions: tuple[VersionView, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for. Empty or None: it does not matter. ``level`` with ``framework``: exactly that level."""

    text: str = ""
    max_hours: Decimal | None = None
    max_hours_per_week: Decimal | None = None
    mode: str = ""
    framework: str = ""
    level: str = ""
    language: str = ""
    max_price: Decimal | None = None
    currency: str = ""
    credit_unit: str = ""
    institution: str = ""
    pace: str = ""
    without_live_sessions: bool = False


@dataclass(frozen=True, slots=True)
class Shelved:
    """What an institution has published under a code, in its current version, and what the guidelines say of it."""

    listing: Listing
    definition: MicroCredential
    report: Report


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What publishing a text would do. ``outcome``: first, next (a new version), same, or taken (by another text).

    ``before`` is what is published under its code so far, in the current version.
    """

    definition: MicroCredential
    report: Report
    outcome: str
    before: Published | None
