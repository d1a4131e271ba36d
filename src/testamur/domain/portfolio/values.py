"""What doors and rooms above get to see of portfolios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from testamur.core.skills.profile import Profile, Refresh
from testamur.domain.catalogue.values import Listing

# What names a skill of no framework: its name follows.
UNFRAMED = "name:"


@dataclass(frozen=True, slots=True)
class SkillName:
    """What a skill is called. ``framework`` and ``version``: of its page, where it has one here, with its ``key``."""

    uri: str
    label: str
    description: str = ""
    framework: str = ""
    framework_code: str = ""
    version: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What evidence is here. ``state``: of an award valid, expired or signing; else empty.

    ``credential``: of an award that is signed; ``request``: of a recognition; ``institution_id``: who stands behind it.
    """

    id: str
    institution_id: int
    state: str = ""
    credential: UUID | None = None
    request: UUID | None = None
    version: UUID | None = None
    was_renewed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a skill of theirs. ``scale`` and ``level`` stand together or not at all."""

    scale: str = ""
    level: str = ""
    note: str = ""
    last_used_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim that stands. ``id`` is that of its evidence."""

    uuid: UUID
    uri: str
    label: str
    framework: str
    version: str
    scale: str
    level: str
    note: str
    last_used_on: date
    claimed_at: datetime

    @property
    def id(self) -> str:
        """What the profile calls it."""
        return f"claim:{self.uuid}"


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute. ``is_upheld`` is None until it is answered; ``name`` is the person's."""

    uuid: UUID
    institution_id: int
    person_id: int
    name: str
    evidence: str
    uri: str
    title: str
    label: str
    says: str
    made_at: datetime
    settled_at: datetime | None
    is_upheld: bool | None
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """A mail to say that a dispute has its answer: to whom, and in which language."""

    dispute: UUID
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class ProfileLinkView:
    """A link to a profile. ``secret`` completes its address and is given to the holder only."""

    uuid: UUID
    label: str
    secret: str
    with_claims: bool
    with_age: bool
    made_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    opened: int
    last_opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A profile with what is needed to show it: URI → name, evidence id → paper, and what its person did to it."""

    profile: Profile
    names: Mapping[str, SkillName]
    papers: Mapping[str, Paper]
    claims: tuple[ClaimView, ...] = ()
    disputes: tuple[DisputeView, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedProfile:
    """A profile as its holder shows it to others. ``name``: theirs; no address and no contact."""

    uuid: UUID
    name: str
    with_claims: bool
    with_age: bool
    portfolio: Portfolio
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A suggestion to refresh or confirm a skill, and what in the catalogue would do it."""

    refresh: Refresh
    name: SkillName
    listings: tuple[Listing, ...]
