"""What somebody aims at, what is missing for it, and the ways to learn that, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.domain.careers.values import MOST_SKILLS
from testamur.interfaces.api.shapes.values import Given

Need = Literal["must", "nice"]


class TargetLine(Schema):
    """Something aimed at. `state`: `waiting` until an advert is read, `read`, or `unread` (`because`: why)."""

    uuid: UUID
    kind: str = Field(examples=["advert"])
    title: str
    state: str
    because: str
    made_at: datetime
    accepted: int
    open: int
    refused: int


class TargetSkill(Schema):
    """A skill of a target. It counts once `verdict` is `accepted`. `places`: from and until which characters."""

    uuid: UUID
    uri: str
    label: str
    framework: str
    version: str
    origin: str = Field(description="`suggested` by a program, `given` by the source, `added` by the person.")
    need: str
    verdict: str = Field(description="`accepted`, `refused`, or empty: nobody has decided.")
    confidence: float | None
    places: list[tuple[int, int]]


class WholeTarget(TargetLine):
    """A target whole. `silent`: where in the text nothing was sure enough; `model` empty: read by spelling alone."""

    text: str
    language: str
    framework: str
    version: str
    model: str
    silent: list[tuple[int, int]]
    skills: list[TargetSkill]


class NewAdvertTarget(Given):
    """An advert to aim at. It is read in the background; contacts are taken out before it is kept."""

    text: str = Field(max_length=120_000)
    title: str = Field("", max_length=250)
    language: str = Field("", max_length=20, examples=["en"])


class AimedSkill(Given):
    """A skill of a framework, by its address."""

    uri: str = Field(max_length=500)
    need: Need = "must"


class NewListTarget(Given):
    """A list of one's own to aim at."""

    title: str = Field(max_length=250)
    skills: list[AimedSkill] = Field(max_length=MOST_SKILLS)


class TargetDecision(Given):
    """What is made of skills of a target."""

    skills: list[UUID] = Field(max_length=MOST_SKILLS)
    verdict: Literal["accepted", "refused", "reopened"]


class GapEvidence(Schema):
    """What shows a skill."""

    id: str
    proof: str = Field(examples=["award"])
    title: str
    issuer: str
    on: date


class GapReason(Schema):
    """Why an answer is not a whole one: a code, and words."""

    code: str = Field(examples=["claimed-only"])
    said: str


class GapAnswer(Schema):
    """One skill: `state` is `have`, `partly`, `missing` or `untaught`; `asked_by`: words of the advert or source."""

    uri: str
    label: str
    need: str
    state: str
    asked_by: list[str]
    evidence: list[GapEvidence]
    because: list[GapReason]
    taught_by: list[UUID]


class SkillGap(Schema):
    """What is missing for a target on a day. No figure sums a person up."""

    on: date
    said: str
    answers: list[GapAnswer]


class LearningStep(Schema):
    """A micro-credential of a plan. `only`: skills that nothing else in the plan teaches; `why`: what is without it."""

    microcredential: UUID
    title: str
    starts_on: date
    ends_on: date
    covers: list[str]
    only: list[str]
    why: str


class UncoveredSkill(Schema):
    """A skill that the plan does not teach, and why."""

    uri: str
    label: str
    because: str = Field(examples=["not-taught"])
    said: str


class LearningPlan(Schema):
    """The best way for what is wished. `is_proved`: that there is no better one was proved, not merely searched for.

    `changes`: what would be gained where one wish gave way a little; `others`: other ways, in a sentence each.
    """

    said: str
    price: Decimal
    currency: str = Field(description="Empty where the prices are in several currencies.")
    ects: Decimal
    hours: Decimal
    ends_on: date | None
    is_proved: bool
    steps: list[LearningStep]
    uncovered: list[UncoveredSkill]
    changes: list[str]
    others: list[str]
    ruled_out: dict[UUID, str]


class LearningWish(Schema):
    """What a plan keeps to. Nothing means no limit."""

    aim: Literal["cheapest", "fastest", "lightest", "fewest"] = "cheapest"
    scope: Literal["open", "missing", "all"] = "open"
    hours_a_week: Decimal | None = Field(None, gt=0, le=168)
    budget: Decimal | None = Field(None, ge=0, le=10**7)
    currency: str = Field("", max_length=3, examples=["EUR"])
    language: str = Field("", max_length=20)
    mode: str = Field("", max_length=20)
    from_on: date | None = None
    deadline: date | None = None
    most: int | None = Field(None, ge=1, le=40)
    credits: Decimal | None = Field(None, gt=0, le=600)
