"""Risk indicators with published definitions and thresholds: which of them speak, on which figures, and why.

A threshold is not a verdict: it says where to look first. Makers may answer before anything follows from it. Sources:
domain.md section 5.5 (TEQSA's risk assessment framework as a shape; indicators derived from the study).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

VERSION = "risk-2026.1"
_PLACES = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one indicator is computed. ``speaks``: ``below``, ``above``, or ``yes`` for one that holds or does not.

    A share is ``part`` of ``whole`` in percent, and speaks only from ``least`` in the denominator on. Where there is
    no ``whole``, ``part`` is a figure for itself.
    """

    code: str
    title: str
    part: str
    whole: str
    speaks: str
    medium: Decimal
    high: Decimal
    why: str
    least: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """What one indicator says. ``level``: quiet, medium, high, or unknown where the figures are not there.

    ``part`` and ``whole`` are the figures themselves: no share without its denominator.
    """

    code: str
    level: str
    value: Decimal | None
    part: Decimal | None
    whole: Decimal | None


@dataclass(frozen=True, slots=True)
class Risk:
    """Every signal, and the stratum for sampling: high, medium or low; true where nothing speaks."""

    signals: tuple[Signal, ...]
    stratum: str
    definitions: str = VERSION

    def __bool__(self) -> bool:
        return self.stratum == "low"


Facts = Mapping[str, Decimal | int | None]


def _share(code: str, title: str, part: str, whole: str, speaks: str, at: tuple[int, int], why: str) -> Indicator:
    return Indicator(code, title, part, whole, speaks, Decimal(at[0]), Decimal(at[1]), why, least=20)


def _figure(code: str, title: str, part: str, at: tuple[int, int], why: str) -> Indicator:
    return Indicator(code, title, part, "", "above", Decimal(at[0]), Decimal(at[1]), why)


# The thresholds are ours; an institution may hand in its own.
DEFINITIONS: tuple[Indicator, ...] = (
    _share("completion", "Completion", "completed", "started", "below", (40, 20), "Of those who started, few finish."),
    _share("pass-rate-low", "Few pass", "passed", "assessed", "below", (50, 30), "The assessment may not fit."),
    _share("pass-rate-high", "Nearly all pass", "passed", "assessed", "above", (97, 99), "It may tell nobody apart."),
    _share("appeals", "Appeals upheld", "appeals_upheld", "appeals", "above", (20, 40), "Decisions do not stand."),
    _share("identity", "Identity checked", "identity_checked", "assessed", "below", (90, 50), "Who was assessed?"),
    _share("complaints", "Complaints", "complaints", "started", "above", (5, 10), "Learners complain."),
    _share("recognition", "Recognised elsewhere", "recognised", "requested", "below", (60, 30), "Others refuse it."),
    _figure("grading", "Days to a grade", "days_to_grade", (21, 42), "Learners wait for their results."),
    _figure("overdue", "Review overdue", "days_overdue", (0, 90), "Nobody has looked at it when it was due."),
    _figure("changes", "Changes since approval", "changes_since_approval", (3, 8), "It is not what was approved."),
    Indicator(
        "coverage", "Outcomes assessed", "outcomes_assessed", "outcomes", "below", Decimal(100), Decimal(80),
        "Outcomes are promised that nothing assesses.",
    ),
    Indicator(
        "staff", "Teaching staff with a record of competence", "staff_competent", "staff", "below", Decimal(100),
        Decimal(50), "Who teaches has shown no competence for it.",
    ),
    Indicator(
        "new", "No cohort yet", "is_new", "", "yes", Decimal(1), Decimal(1), "Nothing is known of it: look until it is."
    ),
)  # fmt: skip


def assess(facts: Facts, definitions: tuple[Indicator, ...] = DEFINITIONS) -> Risk:
    """Return what every indicator says of the *facts*; a figure that is missing is unknown, never quiet.

    High from one high signal or three of medium; medium from one. Nothing known at all is high, too: somebody looks.
    """
    signals = tuple(_signal(one, facts) for one in definitions)
    levels = [one.level for one in signals]
    if "high" in levels or levels.count("medium") >= 3 or set(levels) <= {"unknown"}:  # noqa: PLR2004 - said above
        return Risk(signals, "high")
    return Risk(signals, "medium" if "medium" in levels else "low")


def _signal(one: Indicator, facts: Facts) -> Signal:
    part, whole = _figure_of(facts, one.part), _figure_of(facts, one.whole) if one.whole else None
    if part is None or (one.whole and (whole is None or whole <= 0 or whole < one.least)):
        return Signal(one.code, "unknown", None, part, whole)
    value = (100 * part / whole).quantize(_PLACES) if whole else part
    return Signal(one.code, _level(one, value), value, part, whole)


def _level(one: Indicator, value: Decimal) -> str:
    if one.speaks == "yes":
        return "high" if value else "quiet"
    if one.speaks == "below":
        return "high" if value < one.high else "medium" if value < one.medium else "quiet"
    return "high" if value > one.high else "medium" if value > one.medium else "quiet"


def _figure_of(facts: Facts, name: str) -> Decimal | None:
    found = facts.get(name)
    return None if found is None else Decimal(found)
