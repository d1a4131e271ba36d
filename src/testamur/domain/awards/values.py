"""What doors get to see of awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.rules import Decision
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
    """An award. ``results``: assessment id and percent, as they stood when it was conferred."""

    id: int
    uuid: UUID
    institution_id: int
    person_id: int
    version_id: int
    enrolment_id: int
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
