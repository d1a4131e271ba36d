"""Adverts, role profiles and demand as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.paging import Paging


class AdvertSearch(Paging):
    """Which adverts are meant."""

    state: Literal["", "undecided", "decided", "waiting", "unread"] = ""
    since: date | None = None
    until: date | None = None
    organisation: UUID | None = None
    occupation: str = Field("", max_length=250)
    place: str = Field("", max_length=120)


class DemandSearch(Schema):
    """Which demand is meant; without anything, all that you may see."""

    since: date | None = None
    until: date | None = None
    organisation: UUID | None = None
    occupation: str = Field("", max_length=250)
    place: str = Field("", max_length=120)


class AdvertHandedIn(Schema):
    """An advert as text. Contacts are taken out before it is kept. `organisation`: yours; null is the house itself."""

    organisation: UUID | None = None
    title: str = Field(max_length=250, examples=["Data steward"])
    text: str = Field(max_length=120_000)
    seen_on: date
    employer: str = Field("", max_length=200)
    place: str = Field("", max_length=120)
    occupation: str = Field("", max_length=250)
    language: str = Field("", max_length=20, description="Without it, as it is found.")
    address: str = Field("", max_length=500, description="Where it stands on the web.")
    framework: str = Field("", max_length=40, description="The code of what it is read against first.")


class AdvertDetails(Schema):
    """What is told of an advert beside its words."""

    title: str = Field(max_length=250)
    seen_on: date
    employer: str = Field("", max_length=200)
    place: str = Field("", max_length=120)
    occupation: str = Field("", max_length=250)
    language: str = Field("", max_length=20)
    address: str = Field("", max_length=500)


class AdvertKept(Schema):
    """What became of it. `is_new` is false where the same words were here already."""

    uuid: UUID
    is_new: bool
    blanked: int = Field(description="In how many places contacts were taken out.")


class AdvertEntry(Schema):
    """An advert in a list. `accepted`, `open` and `refused` count its skills; only accepted ones count as demand."""

    uuid: UUID
    title: str
    organisation: str
    employer: str
    place: str
    occupation: str
    language: str
    seen_on: date
    state: Literal["waiting", "read", "unread"]
    accepted: int
    open: int
    refused: int
    address: str = ""


class SkillInAdvert(Schema):
    """A skill of an advert; `verdict` is empty until a person decides. `words` of the advert speak for it."""

    uuid: UUID
    uri: str
    label: str
    framework: str
    version: str
    verdict: Literal["", "accepted", "refused"]
    confidence: float | None = Field(description="0 to 1; null where nobody has measured it.")
    model: str
    words: str
    is_added: bool


class WholeAdvert(Schema):
    """An advert with its text and skills."""

    line: AdvertEntry
    text: str
    blanked: int
    handed_in_at: datetime
    skills: list[SkillInAdvert]
    left_out: list[tuple[int, int, str]] = Field(
        description="From and until which characters nothing was read, and why: employer, not-needed, short."
    )


class AdvertDecision(Schema):
    """What you make of skills that were suggested."""

    skills: list[UUID] = Field(min_length=1, max_length=100)
    verdict: Literal["accepted", "refused", "reopened"]


class AskedSkill(Schema):
    """How many ask for a skill. The same words of an advert count once, whoever handed them in."""

    uri: str
    label: str
    framework: str
    version: str
    adverts: int
    roles: int
    organisations: list[str]
    last: date | None
    learners: int = Field(0, description="How many learners told that they would learn it, and nobody teaches it.")


class DemandMonth(Schema):
    """How many adverts ask for the skill in a month, of how many with decided skills."""

    on: date
    adverts: int
    read: int


class SkillDemand(Schema):
    """A skill with its months."""

    asked: AskedSkill
    months: list[DemandMonth]


class DemandOverTime(Schema):
    """What is asked for, the most asked first. `read`: adverts with decided skills, on which all of it rests."""

    read: int
    open: int
    skills: list[SkillDemand]


class TeachingOffer(Schema):
    """A micro-credential that teaches a skill."""

    microcredential: UUID
    credits: Decimal | None
    unit: str


class SkillBalance(Schema):
    """A skill with what teaches it here and who asks for it; what is asked most and taught least comes first."""

    uri: str
    label: str
    taught: list[TeachingOffer]
    asked: AskedSkill | None


class RoleProfileSkill(Schema):
    """A skill that a role asks for. `scale` and `level` are empty where any level will do."""

    uri: str = Field(max_length=500)
    label: str = Field(max_length=500)
    framework: str = Field("", max_length=200)
    version: str = Field("", max_length=40)
    need: Literal["must", "nice"] = "must"
    scale: str = Field("", max_length=40, examples=["dreyfus"])
    level: str = Field("", max_length=40, examples=["competent"])


class NewRoleProfile(Schema):
    """A role profile, or the next version of one. `organisation`: yours; null is the house itself."""

    organisation: UUID | None = None
    title: str = Field(max_length=250)
    text: str = Field("", max_length=5000)
    occupation: str = Field("", max_length=250)
    occupation_uri: str = Field("", max_length=500)
    skills: list[RoleProfileSkill] = Field(min_length=1, max_length=80)


class RoleProfile(Schema):
    """A version of a role profile. `published`: the version that learners see, null where they see none."""

    uuid: UUID
    organisation: str
    number: int
    title: str
    text: str
    occupation: str
    occupation_uri: str
    skills: list[RoleProfileSkill]
    made_at: datetime
    published: int | None


class WhetherPublic(Schema):
    """Whether learners see it."""

    is_public: bool
