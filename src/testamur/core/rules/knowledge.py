"""What policies need to know of the world: level maps, credit conversions, grading schemes. Sourced data, handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount

BEST_FIT = "best_fit"


@dataclass(frozen=True, slots=True)
class LevelMatch:
    """One row of a level map: a relation with a source, never arithmetic, and not transitive (domain.md 3.7)."""

    left: Level
    right: Level
    source: str
    kind: str = BEST_FIT
    confirmed: bool = True
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class ConversionRule:
    """How credits of one unit become another's: a factor, or a range where sources differ (rules C2 to C4)."""

    id: str
    from_unit: str
    to_unit: str
    low: Decimal
    high: Decimal
    authority: str
    rounding: str = "none"


@dataclass(frozen=True, slots=True)
class GradingScheme:
    """Grades from lowest to highest; ``points`` for means, ``passing`` the lowest pass. Numeric schemes list nothing.

    ``numeric``: any number between ``lowest`` and ``highest`` is a grade, and is its own point value.
    """

    id: str
    title: str
    grades: tuple[str, ...] = ()
    points: tuple[Decimal, ...] = ()
    passing: str = ""
    numeric: bool = False
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(100)
    source: str = ""


@dataclass(frozen=True, slots=True)
class GradeMap:
    """Grades of one scheme in terms of another, with its source."""

    from_scheme: str
    to_scheme: str
    pairs: tuple[tuple[str, str], ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """Credits after one conversion: a range, and the line that says how (rule C2)."""

    low: CreditAmount
    high: CreditAmount
    rule: ConversionRule | None
    original: CreditAmount


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it, as one value to hand to a decision. Empty knowledge makes more answers unknown, never wrong."""

    levels: tuple[LevelMatch, ...] = ()
    conversions: tuple[ConversionRule, ...] = ()
    schemes: tuple[GradingScheme, ...] = ()
    grade_maps: tuple[GradeMap, ...] = ()
