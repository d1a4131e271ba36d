"""From a credential to what it says was achieved, in the model's own values. Nothing here is checked or judged.

Open Badges 3.0 gives credits as a bare number. Their unit is believed where the achievement's own text names it beside
the same number (``5 ECTS``); otherwise there are no credits to count, because a number without unit is none (rule C1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from testamur.core.credential.describe import describe
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Outcome, Report, Verdict
from testamur.core.credential.shape import items
from testamur.core.model.achieved import Achieved
from testamur.core.model.errors import ModelError
from testamur.core.model.level import LEVEL_BASES, Level
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\d{1,6}(\.\d{1,4})?")
_UNITS = "|".join(map(re.escape, CREDIT_UNITS))
_AMOUNT = re.compile(rf"(?<![\d.,])(\d{{1,6}}(?:\.\d{{1,4}})?)\s({_UNITS})\b")
_LEVEL_TYPES = {"ext:EQFLevel", "ext:FrameworkLevel"}
_OUTCOME_TYPE = "ext:LearningOutcome"
_LONGEST, _MOST = 500, 200
# What its issuer said once and says no longer; every other failure means that the issuer may never have said it.
_ONCE_TRUE = frozenset({"revoked", "suspended", "expired"})


def achieved(credential: Json | None) -> Achieved | None:
    """Return what *credential* (Open Badges 3.0 or 2.0, of any shape) says was achieved; None where it is nothing."""
    claims = describe(credential)
    document = credential or {}
    subject = _node(document.get("credentialSubject"))
    badge = _node(subject.get("achievement")) or _node(document.get("badge"))
    ref = _text(badge.get("id")) or _text(document.get("badge")) or _text(document.get("id"))
    if not ref or not claims.title:
        return None
    number = _decimal(claims.credits)
    aligned = [_node(item) for item in items(badge.get("alignment"))][:_MOST]
    return Achieved(
        id=_text(document.get("id")) or ref,
        ref=ref,
        title=claims.title,
        code=_text(badge.get("humanCode")),
        version=_text(badge.get("version")),
        kind=_text(badge.get("achievementType")),
        issuer=claims.issuer_id,
        issuer_name=claims.issuer,
        awarded_on=_day(claims.awarded),
        valid_until=_day(claims.valid_until),
        credits=_credits(number, f"{claims.criteria}\n{claims.description}"),
        number=number,
        levels=tuple(_levels(aligned)),
        outcomes=tuple(_text(item.get("targetUrl")) for item in aligned if item.get("targetType") == _OUTCOME_TYPE),
        skills=tuple(_skills(aligned)),
        tags=tuple(filter(None, map(_text, items(badge.get("tag", []))[:_MOST]))),
        overall=_overall(subject),
    )


def lasting_verdict(report: Report) -> Verdict:
    """Return the verdict for those who count what was learnt: valid also where only the credential's time has run out.

    Whether old learning still counts is the policy's question (its currency), not the credential's (domain.md 4.5).
    """
    left = [check.outcome for check in report.checks if (check.name, check.because) != ("time", "expired")]
    if Outcome.FAILED in left:
        return Verdict.INVALID
    return Verdict.VALID if left and set(left) == {Outcome.PASSED} else Verdict.INDETERMINATE


def is_refuted(report: Report) -> bool:
    """Say whether a check failed that no word of the issuer explains: then nothing is known of what it ever said."""
    return any(check.outcome is Outcome.FAILED and check.because not in _ONCE_TRUE for check in report.checks)


def _credits(number: Decimal | None, told: str) -> CreditAmount | None:
    """Return the credits where exactly one unit stands beside their number in the text."""
    units = {unit for value, unit in _AMOUNT.findall(told) if number is not None and Decimal(value) == number}
    return CreditAmount(number, units.pop()) if number is not None and len(units) == 1 else None


def _levels(aligned: list[Json]) -> Iterator[Level]:
    for item in aligned:
        if item.get("targetType") in _LEVEL_TYPES:
            try:
                yield Level(_text(item.get("targetFramework")), _text(item.get("targetCode")), LEVEL_BASES[1])
            except ModelError:
                continue  # a framework or level that no map knows says nothing here


def _skills(aligned: list[Json]) -> Iterator[tuple[str, str]]:
    for item in aligned:
        address = _text(item.get("targetUrl"))
        if address and item.get("targetType") not in {*_LEVEL_TYPES, _OUTCOME_TYPE}:
            yield _text(item.get("targetName")), address


def _overall(subject: Json) -> Decimal | None:
    """Return the percent of the whole: of a result that its own address calls overall, else of the only result."""
    results = [_node(item) for item in items(subject.get("result", []))][:_MOST]
    whole = [item for item in results if _text(item.get("resultDescription")).endswith("#result-overall")]
    chosen = whole or (results if len(results) == 1 else [])
    return _decimal(_text(chosen[0].get("value"))) if chosen else None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:  # pragma: no cover - the pattern takes nothing of the kind
        return None


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _node(value: object) -> Json:
    return next((item for item in items(value) if isinstance(item, dict)), {})


def _text(value: Any) -> str:  # noqa: ANN401 - JSON of any kind
    return value[:_LONGEST] if isinstance(value, str) else ""
