"""What doors get to see of partners: organisations, links, briefs with evidence, reviews, endorsements, agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

# What a partner is asked about a text; the answers are those of every review.
RELEVANCE_QUESTIONS = ("work", "level", "people", "missing")


@dataclass(frozen=True, slots=True)
class DemandView:
    """A piece of evidence for a need."""

    uuid: UUID
    kind: str
    title: str
    text: str
    figure: Decimal | None
    unit: str
    source: str
    address: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class AskedNeed:
    """A skill that adverts or role profiles ask for. ``title``, ``unit`` and ``source`` are in words."""

    name: str
    uri: str
    figure: int
    title: str
    unit: str
    source: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class BriefView:
    """What is needed. ``organisation`` is empty for the house's own; ``design``: what answers it, once there is one.

    ``occupations``: name, URI, framework; ``skills``: name, URI.
    """

    uuid: UUID
    partnership: UUID | None
    organisation: str
    organisation_uuid: UUID | None
    design: UUID | None
    title: str
    need: str
    audience: str
    occupations: tuple[tuple[str, str, str], ...]
    skills: tuple[tuple[str, str], ...]
    saved_at: datetime
    evidence: tuple[DemandView, ...]


@dataclass(frozen=True, slots=True)
class RelevanceView:
    """What a partner said of a text."""

    uuid: UUID
    partnership: UUID
    person: int
    revision: int
    verdict: str
    answers: Mapping[str, str]
    text: str
    minutes: int
    at: datetime


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """A partner's intended endorsement. ``about``: definition or issuer."""

    uuid: UUID
    about: str
    claim: str
    person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link that lets one person in. ``standing``: open, used, expired, withdrawn; ``used_by``: inside id."""

    uuid: UUID
    made_at: datetime
    expires_at: datetime
    used_by: int | None
    standing: str


@dataclass(frozen=True, slots=True)
class PartnerView:
    """An organisation in a design. ``members``: inside ids; ``standing``: invited, joined, expired, withdrawn."""

    uuid: UUID
    organisation: str
    organisation_uuid: UUID
    country: str
    url: str
    allows: tuple[str, ...]
    standing: str
    invited_at: datetime
    links: tuple[LinkView, ...]
    members: tuple[int, ...]
    endorsements: tuple[EndorsementView, ...]
    reviews: tuple[RelevanceView, ...]


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation outside. ``people``: inside ids of those who act for it now; ``designs``: it is invited into."""

    uuid: UUID
    name: str
    country: str
    url: str
    people: tuple[int, ...]
    designs: int
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody had in something published."""

    title: str
    microcredential: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakerView:
    """Somebody who made things that are published. ``person``: inside id."""

    person: int
    name: str
    email: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What was agreed. ``size`` 0: there is no document. ``standing``: to-come, in-force, over."""

    uuid: UUID
    organisation: str
    partnership: UUID | None
    covers: tuple[str, ...]
    terms: str
    seats: int | None
    amount: Decimal | None
    currency: str
    valid_from: date
    valid_until: date | None
    name: str
    media_type: str
    size: int
    digest: str
    recorded_at: datetime
    standing: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link opens: an organisation, and a design where there is one.

    ``standing``: invited, used, expired, withdrawn; in the list of one's own, joined. ``used_by``: inside id.
    """

    institution_id: int
    institution: str
    design: UUID | None
    title: str
    organisation: str
    organisation_uuid: UUID
    allows: tuple[str, ...]
    expires_at: datetime | None
    standing: str
    used_by: int | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom an invitation is sent. ``language``: empty for that of the house."""

    email: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A mail that waits. ``secret``: of the link, for who is invited; else ``design``. ``title``: of the design."""

    uuid: UUID
    kind: str
    email: str
    language: str
    title: str
    organisation: str = ""
    secret: str = ""
    until: date | None = None
    design: UUID | None = None
