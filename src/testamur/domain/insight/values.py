"""What doors get to see of fairness: surveys, one's own answers, and audits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from testamur.core.fairness import Table

# On what somebody may be asked; each has words of its own for whoever is asked.
BASES = ("consent", "public-task", "legal-duty")
LEAST_CELL = 10
MOST_CELL = 100


@dataclass(frozen=True, slots=True)
class SurveyView:
    """That people may be asked. ``answered``: question → how many have, None where they are too few to tell."""

    uuid: UUID
    questions: tuple[str, ...]
    basis: str
    reference: str
    assessed_on: date
    cell: int
    began_at: datetime
    began_by: int | None
    ended_at: datetime | None
    answered: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What one may be asked at an institution, and has answered: question → answer."""

    institution_id: int
    survey: SurveyView | None
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunView:
    """An audit. ``total`` and ``done`` count people; ``cases`` are those who were counted.

    ``selection``: of all, who was selected; ``opportunity``: of those who should have been, who was. ``left_out``: the
    questions, alone or crossed, that would tell of a few people together with an earlier audit.
    """

    uuid: UUID
    institution_id: int
    what: str
    since: date
    until: date
    questions: tuple[str, ...]
    cell: int
    state: str
    total: int
    done: int
    cases: int
    selection: tuple[Table, ...]
    opportunity: tuple[Table, ...]
    left_out: tuple[tuple[str, ...], ...]
    asked_at: datetime
    asked_by: int | None
    finished_at: datetime | None
    same_as: UUID | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    note: str

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.published_at is not None and self.withdrawn_at is None
