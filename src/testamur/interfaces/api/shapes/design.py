"""Designs as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.interfaces.api.shapes.values import Given

_SOURCE = 1_000_000
_PROSE = 20_000


class NewDesign(Given):
    """A design to begin, with a text or without. Guidelines are ids, or ids with versions; empty: those that apply."""

    title: str = Field(max_length=200, examples=["Research data stewardship"])
    source: str = Field("", max_length=_SOURCE, description="The definition file.")
    guidelines: list[str] = Field(default_factory=list, max_length=40, examples=[["eu-2022"]])


class Text(Given):
    """A text that was made from revision `based_on`. One that came too late is answered with 409; ask for a merge."""

    source: str = Field(max_length=_SOURCE)
    based_on: int = Field(ge=0, le=10**9, examples=[3])
    message: str = Field("", max_length=300)
    is_auto: bool = False


class Saved(Schema):
    """What a save left behind."""

    revision: int = Field(examples=[4])
    digest: str
    is_new: bool


class Clash(Schema):
    """A stretch that both changed, each otherwise. `line` counts from 1 in the proposal, `key` is its top key."""

    line: int
    key: str
    base: str
    yours: str
    theirs: str


class Merge(Schema):
    """Both texts put together. Where they clash, yours stands in `proposal`. Save it based on `revision`."""

    revision: int
    theirs: str
    proposal: str
    clashes: list[Clash]


class DesignLine(Schema):
    """A line of the desk of designs."""

    uuid: UUID
    title: str
    code: str
    state: str = Field(examples=["draft"])
    state_since: datetime
    revision: int
    changed_at: datetime
    origin: str
    review_due_on: date | None
    open_changes: int
    open_comments: int


class Whole(Schema):
    """A design with its newest text. `barriers` keep it from review; `verbs` are what its stage allows."""

    line: DesignLine
    source: str
    digest: str
    guidelines: tuple[str, ...]
    newer_guidelines: tuple[str, ...]
    verbs: tuple[str, ...]
    barriers: tuple[str, ...]
    microcredential: UUID | None
    version: str


class Revision(Schema):
    """A text in the history, without it."""

    number: int
    kind: str = Field(examples=["save"])
    digest: str
    message: str
    based_on: int | None
    saved_at: datetime


class Answer(Given):
    """What a reviewer says to a question."""

    answer: Literal["yes", "partly", "no", "not-applicable"]
    note: str = Field("", max_length=_PROSE)


class Verdict(Given):
    """What an independent peer finds. `answers` are by the code of their question.

    Level and credit value, as the peer weighs them, are compared with the text when it passes.
    """

    outcome: Literal["passed", "changes"]
    answers: dict[str, Answer] = Field(default_factory=dict, max_length=500)
    minutes: int = Field(0, ge=0, le=6000)
    note: str = Field("", max_length=_PROSE)
    level: str = Field("", max_length=60, examples=["EQF 6"])
    credit_value: str = Field("", max_length=60, examples=["5 ECTS"])


class Interests(Given):
    """Whether one has an interest in how a design turns out; an interest is named."""

    has_interest: bool
    text: str = Field("", max_length=5000)


class Weighed(Given):
    """Level and credit value as the approver has weighed them; they are compared with the text."""

    level: str = Field(max_length=60, examples=["EQF 6"])
    credit_value: str = Field(max_length=60, examples=["5 ECTS"])
    statement: str = Field("", max_length=_PROSE)
    minutes: int = Field(0, ge=0, le=6000)
    review_months: int = Field(36, ge=1, le=120)


class Note(Given):
    """A reason, in words."""

    note: str = Field(min_length=1, max_length=_PROSE)


class DesignChange(Given):
    """Something to be changed at a place, such as `outcomes[0].text`."""

    text: str = Field(min_length=1, max_length=5000)
    place: str = Field("", max_length=200)
    is_blocking: bool = True


class Waiting(Schema):
    """A step that waits for a person."""

    design: DesignLine
    kind: str = Field(examples=["peer"])
    waiting_since: datetime
    waiting_days: int
    due_on: date | None
    is_overdue: bool
    may_take: bool
