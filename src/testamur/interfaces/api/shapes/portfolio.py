"""Skill profiles as JSON."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.shapes.values import Given


class SkillLevel(Schema):
    """A level with the scale that it is on. Levels of two scales are never compared."""

    scale: str = Field(examples=["dreyfus"])
    value: str = Field(examples=["competent"])
    verified: bool


class SkillEvidence(Schema):
    """What shows a skill. `proof`: `award`, `recognition` or `claim` (the person's own word)."""

    id: str
    proof: str = Field(examples=["award"])
    title: str
    issuer: str
    outcome: str
    on: date
    framework_version: str
    disputed: bool
    credential: UUID | None = Field(description="Of an award that is signed.")


class SkillAge(Schema):
    """How old the newest evidence is. `assumed`: nobody has measured the half-life; `source` says why it is taken."""

    family: str
    half_life_months: int
    source: str
    assumed: bool
    last_on: date
    stale_on: date
    freshness: str = Field(examples=["fresh"], description="`fresh`, `ageing` or `stale`.")


class ProfileSkill(Schema):
    """A skill of a profile. `claim`: its uuid, where it is in the person's own words."""

    uri: str
    label: str
    verified: bool
    hidden: bool
    first_on: date | None
    last_on: date | None
    levels: list[SkillLevel]
    evidence: list[SkillEvidence]
    age: SkillAge | None
    claim: UUID | None


class SkillProfile(Schema):
    """Your own skill profile: only what evidence shows, and what you say yourself, marked as such."""

    on: date
    skills: list[ProfileSkill]


class NewClaim(Given):
    """A skill of a framework that you say you have. `scale` and `level` stand together or not at all."""

    uri: str = Field(max_length=500, examples=["http://data.europa.eu/esco/skill/1d21f6ad-340f-45da-a0a3-4e83867f47a6"])
    scale: str = Field("", max_length=40, examples=["dreyfus"])
    level: str = Field("", max_length=60, examples=["competent"])
    note: str = Field("", max_length=500)
    last_used_on: date | None = Field(None, description="From this day its age is counted; today where it is left out.")


class Claimed(Schema):
    """A skill in your own words."""

    uuid: UUID
    uri: str
    label: str
    scale: str
    level: str
    note: str
    last_used_on: date


class WhichSkill(Given):
    """A skill by its address."""

    uri: str = Field(max_length=500)
