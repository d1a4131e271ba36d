"""Recognitions as holdings: those that were decided, and the one that an assessor is writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.core.rules.holding import Grade, Holding
from testamur.core.rules.recognising import CONDITIONAL, FULL, REFUSED
from testamur.domain.recognition import facts, targets
from testamur.domain.recognition.models import Comparison, RecognitionDecision, RecognitionRequest, Unit
from testamur.domain.recognition.values import UNCOUNTED, Draft, Target


@dataclass(frozen=True, slots=True)
class _Grant:
    """What makes one recognition a holding or several."""

    request: RecognitionRequest
    target: Target
    draft: Draft
    awarded_on: date
    is_open: bool
    match: Decimal | None


def of_decision(row: RecognitionDecision) -> list[Holding]:
    """Return a decision as holdings; ``request`` with ``unit`` and evidence, and ``fulfilment`` are loaded with it."""
    is_open = row.outcome == CONDITIONAL and not hasattr(row, "fulfilment")
    draft = Draft(
        outcome=row.outcome,
        source=row.source,
        credits=facts.amount(row.credit_value, row.credit_unit),
        grade=row.grade,
        grade_scale=row.grade_scale,
        recognised=tuple(row.recognised),
    )
    learnt_on = learnt(row.request) or row.decided_at.date()
    target = targets.of_request(row.request)
    return _holdings(_Grant(row.request, target, draft, learnt_on, is_open, facts.match_share(row)))


def drafted(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> list[Holding]:
    """Return a ruling that nobody has taken yet as holdings; a condition counts as met."""
    paper = Comparison.objects.filter(request=row).first()
    match = facts.share_in(paper.content if paper else {})
    found = _holdings(_Grant(row, target, draft, learnt(row) or on, is_open=False, match=match))
    return [replace(one, id=f"draft:{one.id}") for one in found]


def towards(row: RecognitionRequest) -> list[Holding]:
    """Return what else stands recognised for the same person towards the same target."""
    rows = RecognitionDecision.objects.filter(
        institution_id=row.institution_id,
        person_id=row.person_id,
        request__target_key=row.target_key,
        superseded_by__isnull=True,
    )
    rows = rows.exclude(outcome=REFUSED).exclude(request=row).exclude(request__purpose__in=UNCOUNTED)
    loaded = rows.select_related("request__unit", "request__version", "fulfilment")
    return [one for decision in loaded.order_by("pk") for one in of_decision(decision)]


def _holdings(grant: _Grant) -> list[Holding]:
    """Return one holding; of a programme one for each unit, where the units make up all the credits."""
    whole = _holding(grant)
    if grant.target.kind != "programme":
        return [whole]
    units = _units(grant.request.institution_id, [code for code in grant.draft.recognised if code != grant.target.code])
    codes = [code for code in grant.draft.recognised if code in units]
    if not codes:
        return [whole]
    worth = [facts.amount(units[code].credit_value, units[code].credit_unit) for code in codes if code in units]
    total = grant.draft.credits
    adds_up = total is not None and all(one is not None and one.unit == total.unit for one in worth)
    if not adds_up or total is None or sum((one.value for one in worth if one), Decimal(0)) != total.value:
        return [replace(whole, stands_for=tuple(codes))]
    return [
        replace(
            whole,
            id=f"{whole.id}:{code}",
            ref=code,
            family=code,
            title=units[code].title,
            credits=facts.amount(units[code].credit_value, units[code].credit_unit),
            levels=facts.levels(units[code].levels),
        )
        for code in codes
    ]


def _holding(grant: _Grant) -> Holding:
    """Return the recognition as one holding. The currency clock is that of the learning, not of the decision."""
    target, draft = grant.target, grant.draft
    is_whole = draft.outcome == FULL or set(draft.recognised) >= {outcome.id for outcome in target.outcomes}
    # In part, or towards a programme, it is a piece of learning of its own: it covers outcomes, and is not the target.
    ref = target.code if is_whole and target.kind != "programme" else f"{target.code}~{grant.request.uuid}"
    is_covering = target.kind != "programme"
    return Holding(
        id=f"recognition:{grant.request.uuid}",
        ref=ref,
        title=next(iter(target.title.values()), target.code),
        credits=draft.credits,
        awarded_on=grant.awarded_on,
        state="pending" if grant.is_open else "confirmed",
        source=draft.source,
        family=ref,
        levels=facts.levels(target.levels),
        outcomes=tuple(f"{target.code}#{one}" for one in draft.recognised) if is_covering else (),
        grade=Grade(draft.grade, draft.grade_scale) if draft.grade and draft.grade_scale else None,
        passed=True,
        is_micro=target.kind == "micro_credential",
        match=grant.match,
    )


def learnt(row: RecognitionRequest) -> date | None:
    """Return when the latest credential that was handed in was awarded."""
    papers = [facts.source(one.source) for one in row.evidence.all() if one.kind == "credential"]
    return max((paper.awarded_on for paper in papers if paper.awarded_on), default=None)


def _units(institution_id: int, codes: list[str]) -> dict[str, Unit]:
    rows = Unit.objects.filter(institution_id=institution_id, code__in=codes).order_by("code", "version")
    return {row.code: row for row in rows}
