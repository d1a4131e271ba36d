"""Why an award is due, is not, or cannot be decided yet, in sentences."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from babel.numbers import format_decimal

from testamur.core.rules import Decision, Finding
from testamur.interfaces.words.facts import fact_in_words
from testamur.interfaces.words.translation import _, formats, spoken

_NUMBERS = frozenset({"percent", "threshold", "lowest", "highest", "needed"})


def reasons(decision: Decision) -> list[str]:
    """Return one sentence for each reason that carries the verdict, without repetition."""
    return list(dict.fromkeys(sentence(found) for found in _with_assessment(decision.finding, "")))


def sentence(finding: Finding) -> str:
    """Return one finding as a sentence."""
    code = finding.because
    if code == "total-too-low" and finding.facts.get("lowest") == finding.facts.get("highest"):
        code = "total-too-low-for-good"
    return (
        _sentences(spoken())
        .get(code, code)
        .format_map(_Facts({name: _told(name, fact) for name, fact in finding.facts.items()}))
    )


def _told(name: str, fact: str) -> str:
    """Return a fact as the reader writes it: marks with their decimal sign, declarations in words."""
    if name not in _NUMBERS:
        return fact_in_words(name, fact)
    return _number(fact, formats())


@lru_cache(maxsize=4_096)
def _number(fact: str, written_as: str) -> str:
    try:
        number = Decimal(fact)
    except InvalidOperation:
        return fact
    return str(format_decimal(number, locale=written_as)) if number.is_finite() else fact


class _Facts(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def _with_assessment(finding: Finding, assessment: str) -> list[Finding]:
    """Return the innermost findings that carry the verdict, each told of which assessment it speaks."""
    assessment = finding.facts.get("assessment", assessment)
    carrying = [part for part in finding.parts if part.met is finding.met]
    if not carrying:
        facts = {"assessment": assessment, **finding.facts}
        return [Finding(finding.met, finding.because, facts)]
    return [found for part in carrying for found in _with_assessment(part, assessment)]


@cache
def _sentences(_language: str) -> dict[str, str]:
    return {**_marks(), **_conduct(), **_wholes()}


def _marks() -> dict[str, str]:
    return {
        "threshold-reached": _("{assessment}: {percent} %, at least {threshold} % needed."),
        "below-threshold": _("{assessment}: {percent} %, but {threshold} % are needed."),
        "mark-recorded": _("{assessment}: {percent} %."),
        "declared-passed": _("It is recorded as passed."),
        "declared-not-passed": _("It is recorded as not passed."),
        "result-pending": _("{assessment}: the result is still to come."),
        "no-result": _("{assessment}: there is no result yet."),
        "not-required": _("{assessment}: not required."),
        "mark-contradicts-declaration": _(
            "{assessment}: {percent} % is recorded as {declared}, while {threshold} % are needed. One of them is wrong."
        ),
        "percent-impossible": _("{assessment}: {percent} % cannot be."),
        "taken-later": _("{assessment}: taken after the day of this decision."),
        "left-to-the-total": _("{assessment}: the total decides."),
    }


def _conduct() -> dict[str, str]:
    return {
        "supervision-held": _("{assessment}: supervised."),
        "supervision-presumed": _("{assessment}: presumed to be supervised as designed."),
        "supervision-missing": _("{assessment}: was not supervised, and must be."),
        "supervision-not-recorded": _("{assessment}: nobody recorded whether it was supervised."),
        "identity-held": _("{assessment}: the identity was checked."),
        "identity-presumed": _("{assessment}: the identity is presumed to be checked as designed."),
        "identity-missing": _("{assessment}: the identity was not checked, and must be."),
        "identity-not-recorded": _("{assessment}: nobody recorded whether the identity was checked."),
    }


def _wholes() -> dict[str, str]:
    return {
        "total-reached": _("The total is {lowest} %, at least {needed} % needed."),
        "total-too-low": _("The total is at most {highest} %, but {needed} % are needed."),
        "total-too-low-for-good": _("The total is {highest} %, but {needed} % are needed."),
        "total-open": _("The total lies between {lowest} % and {highest} %; {needed} % are needed."),
        "weights-missing": _("The assessments have no weights, so there is no total."),
        "rule-asks-nothing": _("The award rule asks for nothing that could be met."),
        "declaration-contradicts-results": _("It is recorded as {declared}, and the results say otherwise."),
        "stated": _("The sender states that the award rule is met."),
    }
