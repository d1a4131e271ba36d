"""What doors get to see of awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.rules import Decision, Holding, Wishes
from testamur.domain.learning.values import EnrolmentView


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A line of the award queue. ``award`` is the standing award, if the person has one."""

    enrolment: EnrolmentView
    verdict: str
    decision: Decision
    decided_at: datetime
    award: UUID | None


@dataclass(frozen=True, slots=True)
class AwardView:
    """An award, after an enrolment or (a stack) a standing. ``results``: assessment and percent, as they stood then."""

    id: int
    uuid: UUID
    institution_id: int
    person_id: int
    version_id: int
    enrolment_id: int | None
    standing_id: int | None
    name: str
    identifier: str
    decision: Decision
    results: tuple[tuple[str, Decimal], ...]
    awarded_at: datetime
    valid_until: datetime | None
    replaces: int | None
    ended_at: datetime | None
    ended_because: str
    reason: str

    @property
    def is_standing(self) -> bool:
        """Whether it has not ended (it may have lapsed)."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class BatchView:
    """How far a batch is."""

    uuid: UUID
    total: int
    conferred: int
    refused: int
    asked_at: datetime

    @property
    def is_done(self) -> bool:
        """Whether every line has been decided."""
        return self.conferred + self.refused == self.total


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line of a batch that was not awarded, and the code that says why."""

    enrolment: EnrolmentView
    because: str


@dataclass(frozen=True, slots=True)
class WaiverView:
    """A clause that a registrar lets be met for one learner."""

    uuid: UUID
    clause: str
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StandingView:
    """A person on a pathway. ``state``: open, proposed, awarded, review. ``bound_because``: followed, counted, moved.

    ``holdings``: what was weighed, as the pathway names it, where it was asked for; ``lost``: ids of items that an
    award rests on and that have ended. ``award``: the stack, where it was awarded and stands.
    """

    id: int
    uuid: UUID
    institution_id: int
    person_id: int
    person: UUID
    name: str
    email: str
    pathway: UUID
    version_id: int
    version: str
    followed_at: datetime
    bound_on: date
    bound_because: str
    state: str
    decision: Decision
    decided_at: datetime
    changed_at: datetime
    award: UUID | None
    lost: tuple[str, ...]
    settled_because: str
    waivers: tuple[WaiverView, ...]
    holdings: tuple[Holding, ...] = ()

    @property
    def verdict(self) -> str:
        """Met, unmet or unknown."""
        return self.decision.verdict.value


@dataclass(frozen=True, slots=True)
class Moving:
    """What would change for a learner who moved to another version."""

    version: str
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class ReckoningView:
    """How far it is to decide everyone on a pathway anew."""

    uuid: UUID
    pathway: UUID
    total: int
    done: int
    asked_at: datetime

    @property
    def is_done(self) -> bool:
        """Whether everyone has been decided."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a plan that was kept. ``ref``: as the policy names it; ``state``: done, begun, or ahead."""

    ref: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = "ahead"


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan that was kept, and how far it is."""

    wishes: Wishes
    steps: tuple[PlanStep, ...]
    saved_at: datetime

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(one.state == "done" for one in self.steps)
