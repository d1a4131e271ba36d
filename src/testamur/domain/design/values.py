"""What doors get to see of designs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from testamur.core.model.definition import Change, Problem
from testamur.core.model.definition.merging import Merge
from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import Report

ORIGINS = ("blank", "template", "interview", "import", "design", "published", "brief")
ASSET_KINDS = ("text", "image", "audio", "video", "data", "code", "tool", "other")
ALLOWANCES = ("read", "comment", "brief", "review", "assess", "endorse")
DEMAND_KINDS = ("advert", "occupation", "figure", "survey", "statement")
RELEVANCE = ("relevant", "with-changes", "not-relevant")
ENDORSED = ("definition", "issuer")
COVERS = ("ip", "cost", "seats", "study-time", "data", "other")
REVIEW_KINDS = ("self-check", "peer", "approval", "periodic")
# What a reviewer says to a question that no program can answer.
ANSWERS = ("yes", "partly", "no", "not-applicable")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind. ``revision`` is what the next save is based on; False where nothing had changed."""

    revision: int
    digest: str
    is_new: bool
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return self.is_new


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A text in the history, without it. ``kind``: start, save, autosave, restore, merge. ``saved_by``: inside id."""

    number: int
    kind: str
    digest: str
    message: str
    based_on: int | None
    began_at: datetime
    saved_at: datetime
    saved_by: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one revision to another: by field where both can be read, and always by line.

    ``lines`` are those of a unified difference.
    """

    before: RevisionView
    after: RevisionView
    changes: tuple[Change, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A text held against a design's guidelines. Without ``definition`` the text could not be read."""

    source: str
    revision: int
    digest: str
    definition: MicroCredential | None
    report: Report | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ContributorView:
    """Somebody with a part in a design. ``person``: inside id; ``is_author`` where they cannot judge it."""

    person: int
    uuid: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    may_edit: bool
    organisation: str
    orcid: str
    left_at: datetime | None
    is_author: bool
    has_signed_off: bool
    interest: str | None


@dataclass(frozen=True, slots=True)
class DesignLine:
    """A line of the desk of designs. ``open_changes``: blocking change requests that are not resolved."""

    uuid: UUID
    title: str
    code: str
    state: str
    state_since: datetime
    revision: int
    changed_at: datetime
    started_by: int
    origin: str
    review_due_on: date | None
    open_changes: int
    open_comments: int


@dataclass(frozen=True, slots=True)
class DesignView:
    """A design whole. ``verbs``: what its stage allows. ``barriers``: what still keeps it from review.

    ``why_not``: the code of why the actor must not judge it, or empty; ``has_stated``: they spoke of their interests.
    """

    line: DesignLine
    source: str
    digest: str
    guidelines: tuple[str, ...]
    newer_guidelines: tuple[str, ...]
    origin_note: str
    from_design: UUID | None
    from_version: UUID | None
    revises: UUID | None
    family: UUID | None
    microcredential: UUID | None
    version: str
    contributors: tuple[ContributorView, ...]
    verbs: tuple[str, ...]
    barriers: tuple[str, ...]
    may_edit: bool
    is_independent: bool
    why_not: str = ""
    has_stated: bool = False


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing that happened to a design. ``by``: inside id, None for the system."""

    at: datetime
    kind: str
    by: int | None
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """Something said about a place, with its answers (which have none)."""

    uuid: UUID
    place: str
    text: str
    revision: int
    said_at: datetime
    said_by: int
    resolved_at: datetime | None
    resolved_by: int | None
    answers: tuple[CommentView, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetView:
    """Something that a design uses."""

    uuid: UUID
    name: str
    kind: str
    place: str
    owner: str
    licence: str
    address: str
    note: str
    recorded_at: datetime
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A text that a draft is to begin with. ``place``: where in the file of somebody else it stood."""

    title: str
    source: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class MergeOffer:
    """What somebody is shown whose save came too late: both texts, whose the other is, and a proposal."""

    revision: int
    theirs_by: int
    theirs_at: datetime
    yours: str
    theirs: str
    proposal: Merge


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One look at one text. ``report``: findings and questions as they were then, under ``packs``."""

    uuid: UUID
    kind: str
    reviewer: int | None
    asked_at: datetime
    due_on: date | None
    revision: int
    digest: str
    packs: tuple[str, ...]
    report: Mapping[str, object]
    answers: Mapping[str, Mapping[str, str]]
    level: str
    credits: str
    minutes: int
    outcome: str
    note: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class InterestView:
    """What somebody says of their own interest in a design. ``person``: inside id; ``text`` is empty: there is none."""

    person: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something to be changed at a place."""

    uuid: UUID
    review: UUID | None
    revision: int
    place: str
    text: str
    is_blocking: bool
    asked_at: datetime
    asked_by: int
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    resolved_at: datetime | None
    resolved_by: int | None
    resolution: str


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A text approved. ``level`` and ``credits`` as whoever weighed them named them."""

    uuid: UUID
    revision: int
    digest: str
    level: str
    credits: str
    approved_by: int
    weighed_by: int
    statement: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What waits for a person: which step of which design, for how long, and whether they may take it.

    ``kind``: peer, partner, approval, publication or periodic. ``why_not``: why it must be somebody else, or empty.
    """

    design: DesignLine
    kind: str
    review: UUID | None
    reviewer: int | None
    waiting_since: datetime
    waiting_days: int
    due_on: date | None
    is_overdue: bool
    may_take: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a reviewer has to look at, and no more: findings and questions, and what changed since they last looked.

    ``weighty``: keys of those changes that ask for a new look at the whole (outcomes, level, credits, assessment).
    ``why_not``: the code of why the actor must not judge it, or empty; ``has_stated``: they spoke of their interests;
    ``last_answers``: what they answered themselves when they last looked.
    """

    review: ReviewView
    examined: Examined
    since: RevisionView | None
    changes: tuple[Change, ...]
    open_changes: tuple[ChangeView, ...]
    weighty: tuple[str, ...] = ()
    why_not: str = ""
    has_stated: bool = False
    last_answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
