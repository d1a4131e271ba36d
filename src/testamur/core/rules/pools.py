"""What may count towards a clause (pools), and which items are good enough (filters)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from testamur.core.model.level import Level

COMPARISONS = (">=", "<=", "=")

# what may count: pools


@dataclass(frozen=True, slots=True)
class Anything:
    """Every holding; with ``micro_only`` only micro-credentials."""

    micro_only: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Holdings of these specifications, by specification, family or unit that they were recognised as."""

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Holdings that carry a tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class AtLevel:
    """Holdings whose level compares so; through level maps where the framework differs, else unknown (SEM7)."""

    comparison: str
    level: Level


@dataclass(frozen=True, slots=True)
class AwardedBy:
    """Holdings of one awarding body."""

    body: str


@dataclass(frozen=True, slots=True)
class FromSource:
    """Holdings that came about in one of these ways: native, credit_transfer, rpl, samc, apel_c …."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """Two pools joined by ``|``, ``&`` or ``-``."""

    operator: str
    left: Pool
    right: Pool


Pool = Anything | Listed | Tagged | AtLevel | AwardedBy | FromSource | Combined

# which items are good enough: filters


@dataclass(frozen=True, slots=True)
class GradeFilter:
    """The item's grade compares so. Grades compare inside one scale, or through a grade map (SEM8)."""

    comparison: str
    grade: str


@dataclass(frozen=True, slots=True)
class LevelFilter:
    """The item's level compares so."""

    comparison: str
    level: Level


@dataclass(frozen=True, slots=True)
class AgeFilter:
    """The item is no older than ``duration`` at the anchor, the boundary day included (SEM6)."""

    duration: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ConductFilter:
    """The item was assessed with ``id_verified`` or ``supervised``."""

    conduct: str


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """The item came about in one of these ways."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EachOutcomeFilter:
    """Every outcome of the item was reached with at least this share of its marks (APEL.C; T10)."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """The item's content matches the unit that it stands for by at least this share (T24)."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class QualityVerifiedFilter:
    """The definition's quality verification was in force when the item was completed (T13)."""


@dataclass(frozen=True, slots=True)
class AnyAgeFilter:
    """Items that are no longer current count here all the same (SEM6, last sentence)."""


Filter = (
    GradeFilter
    | LevelFilter
    | AgeFilter
    | ConductFilter
    | SourceFilter
    | EachOutcomeFilter
    | MatchFilter
    | QualityVerifiedFilter
    | AnyAgeFilter
)
