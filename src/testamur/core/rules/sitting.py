"""One recorded sitting against what the assessment asks: how it was held, and what it showed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.microcredential import Assessment
from testamur.core.model.quantity import plain
from testamur.core.model.result import AssessmentResult
from testamur.core.rules.decision import Finding, Verdict

LOWEST, HIGHEST = Decimal(0), Decimal(100)
_DIGITS = 20

# Reasons that no declaration by the source can settle: the records disagree or cannot be true.
CONTRADICTIONS = frozenset({"mark-contradicts-declaration", "percent-impossible", "taken-later"})


@dataclass(frozen=True, slots=True)
class Sitting:
    """A judged sitting: the finding, and the range in which its mark lies, in percent."""

    finding: Finding
    low: Decimal
    high: Decimal


def judge(
    assessment: Assessment,
    result: AssessmentResult,
    *,
    needed: Decimal | None,
    on: date,
    presumed: Collection[str] = (),
) -> Sitting:
    """Judge one sitting. ``needed`` is the threshold that must be reached, or None where any mark will do.

    ``presumed``: what is taken to be as designed where it is not recorded, such as ``exam.supervised``.
    A sitting that was not held as designed counts for nothing; one that might not have been, for up to its mark.
    """
    mark = _mark(assessment, result, needed=needed, on=on)
    parts = (*_conduct(assessment, result, presumed), mark)
    verdict = Verdict.all_of(part.met for part in parts)
    facts = {"assessment": assessment.id, "attempt": str(result.attempt)}
    if result.taken_on is not None:
        facts["taken_on"] = result.taken_on.isoformat()
    conduct = Verdict.all_of(part.met for part in parts[:-1]) if len(parts) > 1 else Verdict.MET
    low, high = _range(result, mark, conduct)
    return Sitting(Finding(verdict, "sitting-" + verdict.value, facts, parts), low, high)


def _range(result: AssessmentResult, mark: Finding, conduct: Verdict) -> tuple[Decimal, Decimal]:
    """Return between which marks the truth lies, in percent."""
    if conduct is Verdict.UNMET:
        return LOWEST, LOWEST
    if result.percent is None or mark.because in CONTRADICTIONS:
        return LOWEST, HIGHEST
    return (result.percent if conduct is Verdict.MET else LOWEST), result.percent


def _conduct(assessment: Assessment, result: AssessmentResult, presumed: Collection[str]) -> Iterator[Finding]:
    """Compare how the sitting was held with how the assessment is designed."""
    if assessment.supervised != "no":
        facts = {"designed": assessment.supervised}
        yield _recorded("supervision", result.supervised, facts, f"{assessment.id}.supervised" in presumed)
    if assessment.identity_checked:
        yield _recorded("identity", result.identity_checked, {}, f"{assessment.id}.identity" in presumed)


def _recorded(what: str, value: bool | None, facts: dict[str, str], is_presumed: bool) -> Finding:  # noqa: FBT001 - facts
    if value is None and is_presumed:
        return Finding(Verdict.MET, what + "-presumed", facts)
    if value is None:
        return Finding(Verdict.UNKNOWN, what + "-not-recorded", facts)
    if value:
        return Finding(Verdict.MET, what + "-held", facts)
    return Finding(Verdict.UNMET, what + "-missing", facts)


def _mark(assessment: Assessment, result: AssessmentResult, *, needed: Decimal | None, on: date) -> Finding:
    """Judge the mark and the declaration, each against the other and against the threshold."""
    facts = _told(assessment, result)
    percent, passed, threshold = result.percent, result.passed, assessment.threshold
    if result.taken_on is not None and result.taken_on > on:
        return Finding(Verdict.UNKNOWN, "taken-later", facts)
    if percent is not None and not _possible(percent):
        return Finding(Verdict.UNKNOWN, "percent-impossible", facts)
    if percent is None:
        return _declared(passed, facts)
    if threshold is not None and passed is not None and passed != (percent >= threshold):
        return Finding(Verdict.UNKNOWN, "mark-contradicts-declaration", facts)
    if needed is not None and percent < needed:
        return Finding(Verdict.UNMET, "below-threshold", facts)
    if needed is not None:
        return Finding(Verdict.MET, "threshold-reached", facts)
    return Finding(Verdict.MET, "mark-recorded", facts) if passed is None else _declared(passed, facts)


def _possible(percent: Decimal) -> bool:
    """Tell a mark in percent from what no one can have scored; a thousand decimals are not a mark either."""
    return percent.is_finite() and LOWEST <= percent <= HIGHEST and abs(percent.adjusted()) <= _DIGITS


def _declared(passed: bool | None, facts: dict[str, str]) -> Finding:  # noqa: FBT001 - a recorded fact
    if passed is None:
        return Finding(Verdict.UNKNOWN, "result-pending", facts)
    if passed:
        return Finding(Verdict.MET, "declared-passed", facts)
    return Finding(Verdict.UNMET, "declared-not-passed", facts)


def _told(assessment: Assessment, result: AssessmentResult) -> dict[str, str]:
    facts = {"assessment": assessment.id}
    if result.percent is not None:
        facts["percent"] = plain(result.percent) if _possible(result.percent) else str(result.percent)[:40]
    if result.passed is not None:
        facts["declared"] = "passed" if result.passed else "not-passed"
    if assessment.threshold is not None:
        facts["threshold"] = plain(assessment.threshold)
    return facts
