"""The award rule of a micro-credential against a person's results.

The surface is ``decide_award``, and ``Judge`` for many people at once. Why this is not a policy over sittings, although
thresholds could be one: docs/decisions/0012-award-rules-stay.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm

from testamur.core.model.microcredential import Assessment, AwardRule
from testamur.core.model.quantity import plain
from testamur.core.model.result import AssessmentResult
from testamur.core.rules.decision import Decision, Finding, Verdict
from testamur.core.rules.sitting import CONTRADICTIONS, HIGHEST, LOWEST, Sitting, judge

_SHOWN_PLACES = 4
_MOST_KNOWN = 4_096


@dataclass(frozen=True, slots=True)
class _Judged:
    """An assessment with what its best sitting shows: a finding, and the range of the mark in percent."""

    assessment: Assessment
    finding: Finding
    low: Decimal
    high: Decimal


def decide_award(
    rule: AwardRule,
    assessments: tuple[Assessment, ...],
    results: tuple[AssessmentResult, ...],
    *,
    on: date,
    declared: bool | None = None,
    presumed: Collection[str] = (),
) -> Decision:
    """Decide whether *results* meet *rule* on the day *on*: one decision of `Judge`. Never raises."""
    return Judge(rule, assessments, on=on, presumed=presumed).decide(results, declared=declared)


class Judge:
    """Decides by one rule on one day, for as many people as there are.

    The best sitting of each assessment counts; the order of results does not matter. ``presumed`` names what someone
    answers for where it is not recorded, such as ``exam.supervised`` or ``exam.identity``; the findings say so.
    """

    def __init__(
        self, rule: AwardRule, assessments: tuple[Assessment, ...], *, on: date, presumed: Collection[str] = ()
    ) -> None:
        self._rule = rule
        self._assessments = assessments
        self._on = on
        self._presumed = frozenset(presumed)
        self._weights = _weights(assessments)
        required = any(_is_required(rule, one) for one in assessments)
        self._asks = bool(assessments) and (rule.overall is not None or required)
        # People share marks: what an assessment comes to is worked out once for each set of sittings.
        self._known: dict[tuple[str, tuple[AssessmentResult, ...]], _Judged] = {}

    def decide(self, results: tuple[AssessmentResult, ...], *, declared: bool | None = None) -> Decision:
        """Decide on one person. Never raises.

        ``declared`` is what the source says of the whole: it settles what the results leave open and is itself
        contradicted by results that say otherwise.
        """
        judged = tuple(self._judged(one, results) for one in self._assessments)
        parts = tuple(one.finding for one in judged)
        if self._rule.overall is not None and judged:
            parts = (*parts, _overall(self._rule.overall, self._weights, judged))
        verdict = Verdict.all_of(part.met for part in parts) if self._asks else Verdict.UNKNOWN
        because = "rule-" + verdict.value if self._asks else "rule-asks-nothing"
        finding = Finding(verdict, because, _strangers(self._assessments, results), parts)
        return Decision(_with_declaration(finding, declared, has_results=bool(results)), self._on)

    def _judged(self, assessment: Assessment, results: tuple[AssessmentResult, ...]) -> _Judged:
        own = tuple(one for one in results if one.assessment_id == assessment.id)
        try:
            known = self._known.get((assessment.id, own))
        except TypeError:  # a signalling NaN is a number that cannot be looked up
            return _judge(self._rule, assessment, own, self._on, self._presumed)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = _judge(self._rule, assessment, own, self._on, self._presumed)
            self._known[assessment.id, own] = known
        return known


def _judge(
    rule: AwardRule,
    assessment: Assessment,
    results: tuple[AssessmentResult, ...],
    on: date,
    presumed: Collection[str],
) -> _Judged:
    """Judge one assessment by its best sitting; *results* are its own."""
    needed = assessment.threshold if rule.each_threshold else None
    own = sorted(results, key=_order)
    if not own:
        verdict, because = (Verdict.UNKNOWN, "no-result")
        if not _is_required(rule, assessment):
            verdict, because = (Verdict.MET, "not-required")
        return _Judged(assessment, Finding(verdict, because, {"assessment": assessment.id}), LOWEST, HIGHEST)
    sittings = [_forgive(rule, judge(assessment, one, needed=needed, on=on, presumed=presumed)) for one in own]
    verdict = Verdict.any_of(one.finding.met for one in sittings)
    best = next(one for one in sittings if one.finding.met is verdict)
    low, high = max(one.low for one in sittings), max(one.high for one in sittings)
    facts = {"assessment": assessment.id, "sittings": str(len(sittings))}
    finding = Finding(verdict, "best-sitting-" + verdict.value, facts, (best.finding,))
    if not finding and not _is_required(rule, assessment):
        # Trying what nobody asks for leaves no one worse off than not trying.
        finding = Finding(Verdict.MET, "not-required", facts, (best.finding,))
    return _Judged(assessment, finding, low, high)


def _is_required(rule: AwardRule, assessment: Assessment) -> bool:
    """Say whether an award needs this assessment for itself, apart from any total."""
    return rule.all_required or (rule.each_threshold and assessment.threshold is not None)


def _forgive(rule: AwardRule, sitting: Sitting) -> Sitting:
    """Let a failed part be made up for elsewhere, where the rule has a total and no threshold of each part."""
    reasons = {reason.because for reason in sitting.finding.reasons()}
    if rule.each_threshold or rule.overall is None or reasons != {"declared-not-passed"}:
        return sitting
    finding = Finding(Verdict.MET, "left-to-the-total", sitting.finding.facts, sitting.finding.parts)
    return Sitting(finding, sitting.low, sitting.high)


def _order(result: AssessmentResult) -> tuple[Decimal, str]:
    """Sort better marks first, then by everything else, so that no order of records changes the explanation."""
    percent = result.percent if result.percent is not None and result.percent.is_finite() else Decimal(-1)
    return (-percent, repr(result))


def _weights(assessments: tuple[Assessment, ...]) -> tuple[int, ...]:
    """Return how much each assessment counts, in whole numbers; alike where none of them says."""
    if all(one.weight is None for one in assessments):
        return (1,) * len(assessments)
    weights = [Fraction(one.weight or 0) for one in assessments]
    common = lcm(*(weight.denominator for weight in weights))
    return tuple(int(weight * common) for weight in weights)


def _overall(needed: Decimal, weights: tuple[int, ...], judged: tuple[_Judged, ...]) -> Finding:
    """Compare the weighted total with the least that the rule asks for, both in percent, exactly.

    What is not known yet lies between 0 and 100, so the total is a range: the answer is unknown only while the
    missing marks could still change it.
    """
    if not sum(weights):
        return Finding(Verdict.UNKNOWN, "weights-missing", {"needed": plain(needed)})
    low = _mean(weights, [one.low for one in judged])
    high = low if all(one.low == one.high for one in judged) else _mean(weights, [one.high for one in judged])
    facts = {"needed": plain(needed), "lowest": _shown(low), "highest": _shown(high)}
    if low >= Fraction(needed):
        return Finding(Verdict.MET, "total-reached", facts)
    if high < Fraction(needed):
        return Finding(Verdict.UNMET, "total-too-low", facts)
    return Finding(Verdict.UNKNOWN, "total-open", facts)


def _mean(weights: tuple[int, ...], marks: Sequence[Decimal]) -> Fraction:
    """Return the weighted mean, exactly: in whole numbers over one denominator, reduced once at the end."""
    numerator, denominator = 0, 1
    for weight, mark in zip(weights, marks, strict=True):
        over, under = mark.as_integer_ratio()
        numerator, denominator = numerator * under + over * weight * denominator, denominator * under
    return Fraction(numerator, denominator * sum(weights))


def _shown(value: Fraction) -> str:
    """Print an exact number to four places, cut rather than rounded: 49.99999 must never read as 50."""
    scaled = value.numerator * 10**_SHOWN_PLACES // value.denominator
    return plain(Decimal(scaled).scaleb(-_SHOWN_PLACES))


def _strangers(assessments: tuple[Assessment, ...], results: tuple[AssessmentResult, ...]) -> dict[str, str]:
    """Name results of assessments that the definition does not have; they count for nothing."""
    known = {one.id for one in assessments}
    strange = sorted({one.assessment_id for one in results} - known)
    return {"unknown_assessments": ", ".join(strange)} if strange else {}


def _with_declaration(finding: Finding, declared: bool | None, *, has_results: bool) -> Finding:  # noqa: FBT001
    """Weigh what the source declares for the whole against what the results show."""
    if declared is None:
        return finding
    facts = {"declared": "passed" if declared else "not-passed"}
    agreed = Verdict.MET if declared else Verdict.UNMET
    contradicted = any(reason.because in CONTRADICTIONS for reason in finding.reasons())
    if has_results and (finding.met not in {agreed, Verdict.UNKNOWN} or contradicted):
        return Finding(Verdict.UNKNOWN, "declaration-contradicts-results", facts, (finding,))
    because = "declared-passed" if declared else "declared-not-passed"
    return Finding(agreed, because, facts, (finding,) if has_results else ())
