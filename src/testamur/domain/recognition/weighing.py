"""A ruling held against what was compared, what the evidence is worth, and what was decided before.

Called by this room's actions and queries, in the scope that they are in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from testamur.core.model.quantity import plain
from testamur.core.rules.recognising import FULL, PARTIAL, REFUSED
from testamur.domain.recognition import facts, precedents
from testamur.domain.recognition.models import Comparison, EquivalenceRule, RecognitionRequest
from testamur.domain.recognition.remarks import (
    AGAINST_PRECEDENT,
    COVERED_IN_PART,
    FEW_CREDITS,
    NOT_COMPARED,
    NOT_COVERED,
    Followed,
    Remark,
)
from testamur.domain.recognition.values import Draft, Target

# Far fewer credits: less than half in the same unit. Units differ in size by up to four and a half, so more is asked.
_HALF, _TENTH = 2, 10


def followed(row: RecognitionRequest, draft: Draft, on: date) -> Followed | None:
    """Return the fitting precedent that says what the ruling says; None where none does."""
    fitting = (rule for rule, _paper in precedents.for_request(row, on))
    return next((named(rule) for rule in fitting if _says_the_same(facts.draft(rule.ruling), draft)), None)


def named(rule: EquivalenceRule) -> Followed:
    """Return a precedent as people name it."""
    number = EquivalenceRule.objects.filter(institution_id=rule.institution_id, pk__lte=rule.pk).count()
    return Followed(rule.uuid, number, rule.valid_from)


def remarks(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> tuple[Remark, ...]:
    """Return what should be looked at before the ruling is taken. An empty outcome: nothing is chosen yet."""
    found: list[Remark] = []
    judged = _judged(row)
    standing = followed(row, draft, on)
    if draft.outcome != REFUSED:
        if standing is None:
            found += [*_not_compared(draft, target, judged), *_few_credits(row, draft, target)]
        found += _covered_less(draft, target, judged)
    if standing is None and draft.outcome:
        fitting = precedents.for_request(row, on)
        found += [Remark(AGAINST_PRECEDENT, precedent=named(rule)) for rule, _paper in fitting]
    return tuple(found)


def is_compared(target: Target, judged: dict[str, str]) -> bool:
    """Say whether all that is essential was judged; never where the target states no outcomes."""
    essential = [one.id for one in target.outcomes if one.is_essential]
    return bool(essential) and all(judged.get(one, "open") != "open" for one in essential)


def judgements(row: RecognitionRequest) -> dict[str, str]:
    """Return outcome → what the comparison says of it."""
    return _judged(row)


def _judged(row: RecognitionRequest) -> dict[str, str]:
    paper = Comparison.objects.filter(request=row).first()
    return {one["outcome"]: one["judged"] for one in paper.content["matches"]} if paper else {}


def _says_the_same(before: Draft, now: Draft) -> bool:
    is_same = (before.outcome, before.credits, before.conditions) == (now.outcome, now.credits, now.conditions)
    return is_same and set(before.recognised) == set(now.recognised)


def _not_compared(draft: Draft, target: Target, judged: dict[str, str]) -> Iterator[Remark]:
    if not target.outcomes:
        if draft.outcome != PARTIAL:
            yield Remark(NOT_COMPARED)
        return
    granted = set(draft.recognised) if draft.outcome not in {"", FULL} else {one.id for one in target.outcomes}
    left = [one.id for one in target.outcomes if one.is_essential and one.id in granted]
    left = [one for one in left if judged.get(one, "open") == "open"]
    if left:
        yield Remark(NOT_COMPARED, tuple(left))


def _covered_less(draft: Draft, target: Target, judged: dict[str, str]) -> Iterator[Remark]:
    for code, said in ((NOT_COVERED, "missing"), (COVERED_IN_PART, "partly")):
        lacking = tuple(
            one.id for one in target.outcomes if one.id in draft.recognised and judged.get(one.id, "open") == said
        )
        if lacking:
            yield Remark(code, lacking)


def _few_credits(row: RecognitionRequest, draft: Draft, target: Target) -> Iterator[Remark]:
    """Yield a remark where the valid credentials state far fewer credits than are granted, or asked for."""
    asked = draft.credits or target.credits
    stated = list(_stated(row))
    if asked is None or not stated:
        return
    units = {unit for _value, unit in stated if unit}
    found = sum((value for value, _unit in stated), Decimal(0))
    times = _HALF if units <= {asked.unit} else _TENTH
    if found * times < asked.value:
        yield Remark(FEW_CREDITS, found=" ".join([plain(found), *sorted(units)[:1]]), asked=str(asked))


def _stated(row: RecognitionRequest) -> Iterator[tuple[Decimal, str]]:
    """Yield the credits that valid credentials state, each with its unit, or without where they do not say."""
    for paper in row.evidence.filter(kind="credential", verdict="valid").defer("content"):
        source = facts.source(paper.source)
        value, _, unit = (source.worth or source.credits).partition(" ")
        try:
            stated = Decimal(value)
        except InvalidOperation:
            continue
        if stated.is_finite() and stated >= 0:
            yield stated, unit
