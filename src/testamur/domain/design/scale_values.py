"""What doors get to see of quality at scale: families, samples, risks, self-audits, dossiers, newer guidelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from testamur.core.quality import Move
from testamur.domain.design.values import DesignLine

STANDINGS = ("absent", "planned", "partly", "in-place")
DECISIONS = ("granted", "conditional", "refused")
DOSSIER_STATES = ("assembling", "complete", "panel", "evidence", "draft_report", "factual_check", "decided")
# What a body outside wants to see before it begins (domain.md 5.4).
DOSSIER_PARTS = ("provider", "cohort", "assessments", "records", "credential", "workload")


@dataclass(frozen=True, slots=True)
class CycleLine:
    """Something published, with why to look at it again: overdue, soon, risk, unlooked, guidelines, sampled.

    ``stratum`` is empty where nobody has looked at its indicators.
    """

    design: DesignLine
    microcredential: UUID | None
    version: str
    stratum: str
    newer_guidelines: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Designs made from one template. ``chosen``: those of the sample that has to be approved first."""

    uuid: UUID
    name: str
    template: str
    designs: tuple[UUID, ...]
    sample: UUID | None
    chosen: tuple[UUID, ...]
    approved_at: datetime | None
    approved_by: int | None


@dataclass(frozen=True, slots=True)
class SampleView:
    """Which of many were chosen. ``population``: uuid → stratum; ``rates``: stratum → percent; both as text."""

    uuid: UUID
    purpose: str
    seed: str
    population: Mapping[str, str]
    rates: Mapping[str, str]
    chosen: tuple[UUID, ...]
    drawn_at: datetime
    drawn_by: int | None


@dataclass(frozen=True, slots=True)
class SignalView:
    """What one indicator says, on which figures, and why it matters. Figures are decimals as text."""

    code: str
    title: str
    why: str
    level: str
    value: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """What all indicators said on a day, by which definitions, and what the makers answer."""

    uuid: UUID
    definitions: str
    stratum: str
    signals: tuple[SignalView, ...]
    taken_at: datetime
    taken_by: int | None
    response: str
    responded_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A question of a self-audit with the answer that holds. ``standing`` is empty where nobody has answered."""

    code: str
    ask: str
    why: str
    source: str
    standing: str
    evidence: str
    owner: str
    due_on: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditView:
    """A round of self-audit. ``counts``: standing → how many questions."""

    uuid: UUID
    number: int
    questions: str
    begun_at: datetime
    closed_at: datetime | None
    note: str
    lines: tuple[AuditLine, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DossierView:
    """A procedure before a body outside. ``panel``: name, organisation, part; ``conditions``: text, due, met."""

    uuid: UUID
    design: UUID | None
    agency: str
    scope: str
    state: str
    parts: Mapping[str, str]
    panel: tuple[tuple[str, str, str], ...]
    report_note: str
    factual_note: str
    decision: str
    conditions: tuple[tuple[str, str, str], ...]
    decided_on: date | None
    valid_until: date | None
    report_address: str
    deqar_institution_id: str
    deqar_report_id: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class GuidelineMove:
    """What moving to other packs would change; ``move`` is None while the text cannot be read."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    move: Move | None


@dataclass(frozen=True, slots=True)
class HousePolicyView:
    """A policy of the house. ``source``: the default that it was made from, by name and version, or empty."""

    uuid: UUID
    name: str
    number: int
    title: str
    source: str
    text: str
    holds_from: date
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewedHere:
    """That a peer and an approver, neither of them a maker, passed what is published; ``at``: the approval."""

    at: datetime
    level: str
    credits: str


@dataclass(frozen=True, slots=True)
class Assured:
    """How much is ``offered`` now; which of it was ``designed`` and approved here, and of that is ``due`` again."""

    offered: int
    designed: frozenset[UUID]
    due: int

    @property
    def otherwise(self) -> int:
        """What came another way: nobody reviewed it here, and no look is planned."""
        return self.offered - len(self.designed)
