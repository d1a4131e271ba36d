"""What is missing, as a decision tells it: its completions, else whatever its findings say is not met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from testamur.core.model.quantity import plain
from testamur.core.rules import Decision, Finding, Verdict
from testamur.core.rules.decision import Gap

_UNMET = "-unmet"
# A share is a part of the same credits: what fills the whole fills it, or says so by its own rule.
_MEASURED = ("credits", "count")
_NAMED = ("item", "capstone")
_DEEPEST = 32
_ITEMS, _POINTS = "items", "points"


def ways(decision: Decision) -> tuple[tuple[Gap, ...], ...]:
    """Return the ways to what is missing, at least one; where the policy is met, nothing is."""
    if decision.verdict is Verdict.MET:
        return ((),)
    return tuple(one.gaps for one in decision.completions) or (tuple(_gaps(decision.finding, 0)),)


def measured(finding: Finding) -> tuple[str, str, float]:
    """Return what is there, what is needed, and its share, 0 to 1: of the largest sum of credits, else of the items."""
    counted = [one for one in all_findings(finding) if "used" in one.facts and "needed" in one.facts]
    sums = [one for one in counted if one.facts.get("unit", _ITEMS) not in {_ITEMS, _POINTS}]
    if sums:
        one = max(sums, key=lambda one: number(one.facts["needed"]))
        used, needed, unit = number(one.facts["used"]), number(one.facts["needed"]), one.facts["unit"]
    else:
        items = [one for one in counted if one.facts.get("unit", _ITEMS) == _ITEMS and not one.parts]
        used = sum((min(number(one.facts["used"]), number(one.facts["needed"])) for one in items), Decimal(0))
        needed, unit = sum((number(one.facts["needed"]) for one in items), Decimal(0)), ""
    if not needed:
        return "", "", 0.0
    return plain(used), f"{plain(needed)} {unit}".strip(), float(min(used / needed, Decimal(1)))


def number(text: str) -> Decimal:
    """Return a number of a finding; 0 where it is none."""
    try:
        found = Decimal(text or 0)
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def all_findings(finding: Finding) -> Iterator[Finding]:
    """Yield a finding and everything in it."""
    yield finding
    for part in finding.parts:
        yield from all_findings(part)


def _gaps(finding: Finding, depth: int) -> Iterator[Gap]:
    if finding.met is Verdict.MET or depth > _DEEPEST:
        return
    code, facts = finding.because.removesuffix(_UNMET), finding.facts
    clause = facts.get("group") or facts.get("gate") or facts.get("clause", "")
    if code in _MEASURED and finding.met is Verdict.UNMET:
        missing = number(facts.get("needed", "")) - number(facts.get("used", ""))
        if missing > 0:
            yield Gap(code, clause, {"missing": plain(missing), "unit": facts.get("unit", "")})
    elif code in _NAMED and "ref" in facts:
        yield Gap("item", clause, {"ref": facts["ref"]})
    elif code == "any" and finding.parts:
        # One of several is enough: the one of which least is missing.
        yield from min((tuple(_gaps(part, depth + 1)) for part in finding.parts), key=len)
    else:
        for part in finding.parts:
            yield from _gaps(part, depth + 1)
