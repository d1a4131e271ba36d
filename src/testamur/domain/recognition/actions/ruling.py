"""A ruling before it is proposed or taken: valid in itself, no more than was asked for, within the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from testamur.core.rules.recognising import FULL, PARTIAL, REFUSED, Ruling, flaws
from testamur.domain.institution.access import Actor
from testamur.domain.institution.prose import prose
from testamur.domain.recognition import doubts, facts, limits, targets, weighing
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import Comparison, RecognitionDecision, RecognitionRequest, Unit
from testamur.domain.recognition.remarks import NEED_REASONS, followed
from testamur.domain.recognition.values import SOURCES, STATEMENTS, CriteriaView, Draft, Target
from testamur.refusals import Conflict, Invalid

_LONGEST_WORD = 30


class NotValid(Invalid):
    """The ruling cannot stand. ``facts``: flaws (objects with code and field)."""

    code = "ruling-not-valid"


class BeyondPolicy(Conflict):
    """The policy counts less than the ruling grants. ``facts``: granted, counted, because.

    Somebody who answers for it may grant it all the same, by saying why (``beyond_policy``).
    """

    code = "beyond-policy"


class DoubtfulEvidence(Conflict):
    """A credential in the file is not valid, or is made out to somebody else. ``facts``: evidence (names, ids, why).

    Somebody who answers for it may grant all the same, by saying why (``despite_doubts``).
    """

    code = "doubtful-evidence"


def checked(row: RecognitionRequest, draft: Draft, at: datetime, *, because: str = "") -> Draft:
    """Return the ruling with what goes without saying filled in. *because*: reasons that are given beside it.

    Raises `NotValid`, `BeyondPolicy`, `DoubtfulEvidence`, `Invalid`.
    """
    target, criteria = targets.of_request(row), rows.criteria_here(row.institution_id)
    filled = _tidy(_filled(draft, target, row.purpose))
    number = str(criteria.number or 1)
    found = [
        {"code": flaw.code, "field": flaw.field}
        for flaw in flaws(_as_ruling(filled, number, criteria, at.date()), on=at.date())
    ]
    found += _beyond_target(filled, target, row)
    if filled.outcome == FULL and not (filled.reasons or because.strip()):
        found += _unreasoned(row, filled, target, at.date())
    if found:
        raise NotValid(flaws=found)
    if not filled.beyond_policy:
        _check_policy(row, filled, target, at.date())
    if filled.outcome != REFUSED and not filled.despite_doubts:
        _check_evidence(row)
    return filled


def trace(decision: RecognitionDecision) -> dict[str, str]:
    """Return what the audit log tells of a ruling besides: why it stands on doubtful evidence, what it follows."""
    said, precedent = decision.record["despite_doubts"], followed(decision.record)
    told = {"despite_doubts": said} if said else {}
    return {**told, "precedent": str(precedent.uuid)} if precedent else told


def written(
    actor: Actor,
    row: RecognitionRequest,
    draft: Draft,
    at: datetime,
    *,
    proposed_by: int | None = None,
    supersedes: RecognitionDecision | None = None,
    correction: str = "",
) -> RecognitionDecision:
    """Store the decision, with a copy of all it rests on."""
    criteria = rows.criteria_row(actor, at)
    rows.count_anew(actor, row)
    return RecognitionDecision.objects.create(
        institution_id=actor.here,
        request=row,
        person_id=row.person_id,
        number=row.decisions.count() + 1,
        criteria=criteria,
        outcome=draft.outcome,
        source=draft.source,
        credit_value=draft.credits.value if draft.credits else None,
        credit_unit=draft.credits.unit if draft.credits else "",
        grade=draft.grade,
        grade_scale=draft.grade_scale,
        recognised=list(draft.recognised),
        differences=[facts.difference_json(one) for one in draft.differences],
        conditions=list(draft.conditions),
        reasons=draft.reasons,
        appeal_body=criteria.appeal_body,
        appeal_by=_appeal_by(at.date(), criteria.appeal_days),
        record=_record(row, draft, at.date()),
        decided_at=at,
        decided_by_id=actor.me,
        proposed_by_id=proposed_by,
        supersedes=supersedes,
        correction=correction,
    )


def _filled(draft: Draft, target: Target, purpose: str) -> Draft:
    """Return a full ruling with everything that was asked for, and a refusal with nothing."""
    if draft.outcome == REFUSED:
        return replace(draft, credits=None, recognised=(), conditions=(), grade="", grade_scale="", despite_doubts="")
    if draft.outcome != FULL:
        return draft
    everything = tuple(outcome.id for outcome in target.outcomes) or (target.code,)
    worth = draft.credits or (target.credits if purpose == "credit" and target.kind != "programme" else None)
    return replace(draft, recognised=draft.recognised or everything, credits=worth)


def _tidy(draft: Draft) -> Draft:
    return replace(
        draft,
        reasons=prose("reasons", draft.reasons, needed=False),
        beyond_policy=prose("beyond_policy", draft.beyond_policy, needed=False, longest=2000),
        despite_doubts=prose("despite_doubts", draft.despite_doubts, needed=False, longest=2000),
        conditions=tuple(filter(None, (prose("conditions", one, needed=False) for one in draft.conditions))),
        grade=prose("grade", draft.grade, needed=False, longest=20),
        grade_scale=prose("grade_scale", draft.grade_scale, needed=False, longest=40),
        differences=tuple(
            replace(
                one,
                evidence=prose("differences.evidence", one.evidence, needed=False),
                why_obstacle=prose("differences.why_obstacle", one.why_obstacle, needed=False),
            )
            for one in draft.differences
        ),
    )


def _as_ruling(draft: Draft, number: str, criteria: CriteriaView, on: date) -> Ruling:
    return Ruling(
        outcome=draft.outcome,
        criteria=number,
        differences=draft.differences,
        recognised=draft.recognised,
        conditions=draft.conditions,
        reasons=draft.reasons,
        appeal_body=criteria.appeal_body,
        appeal_by=_appeal_by(on, criteria.appeal_days),
    )


def _beyond_target(draft: Draft, target: Target, row: RecognitionRequest) -> list[dict[str, str]]:
    """Return what the ruling names that the target has not, and what it gives beyond what was asked for."""
    found = []
    known = {outcome.id for outcome in target.outcomes} | {target.code}
    if target.kind == "programme":
        units = Unit.objects.filter(institution_id=row.institution_id, code__in=draft.recognised, kind="unit")
        known |= set(units.values_list("code", flat=True))
    if set(draft.recognised) - known:
        found.append({"code": "not-of-the-target", "field": "recognised"})
    if not draft.source or len(draft.source) > _LONGEST_WORD or not draft.source.replace("_", "").isalnum():
        found.append({"code": "no-source", "field": "source"})
    given, whole = draft.credits, target.credits
    if row.purpose == "title" and draft.outcome == PARTIAL:
        found.append({"code": "title-in-part", "field": "outcome"})
    if given and row.purpose in STATEMENTS:
        found.append({"code": "credits-without-studies", "field": "credits"})
    elif given and whole and (given.unit != whole.unit):
        found.append({"code": "other-unit", "field": "credits"})
    elif given and whole and given.value > whole.value:
        found.append({"code": "more-than-asked", "field": "credits"})
    elif given is None and row.purpose == "credit" and draft.outcome != REFUSED:
        found.append({"code": "no-credits", "field": "credits"})
    return found


def _unreasoned(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> list[dict[str, str]]:
    """Return what is granted in full and takes a written reason: what nobody compared, or is worth far less."""
    found = [one for one in weighing.remarks(row, draft, target, on) if one.code in NEED_REASONS]
    return [{"code": one.code, "field": "reasons", "found": one.found, "asked": one.asked} for one in found]


def _check_policy(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> None:
    said = limits.said(row, draft, target, on)
    if said is None or not said.is_cut:
        return
    raise BeyondPolicy(granted=str(draft.credits or ""), counted=str(said.counted), because=list(said.because))


def _check_evidence(row: RecognitionRequest) -> None:
    found = doubts.doubtful(row)
    if found:
        told = [
            {"evidence": str(one.uuid), "name": one.name, "verdict": one.verdict, "held_by": one.held_by}
            for one in found
        ]
        raise DoubtfulEvidence(evidence=told)


def _record(row: RecognitionRequest, draft: Draft, on: date) -> dict[str, Any]:
    """Return what the decision rests on, as it is now: papers may change afterwards, the record does not."""
    paper = Comparison.objects.filter(request=row).first()
    target = targets.of_request(row)
    said = limits.said(row, draft, target, on)
    precedent = weighing.followed(row, draft, on)
    return {
        "comparison": paper.content if paper else {},
        "evidence": [[str(one.uuid), one.digest, one.verdict, one.held_by] for one in doubts.papers(row)],
        "target": [target.key, target.version, target.essence],
        "policy": said.to_json() if said else {},
        "beyond_policy": draft.beyond_policy,
        "despite_doubts": draft.despite_doubts,
        "precedent": precedent.to_json() if precedent else {},
    }


def _appeal_by(on: date, days: int) -> date:
    return on + timedelta(days=days)


def default_draft(row: RecognitionRequest, target: Target) -> Draft:
    """Return where an assessor begins: nothing is chosen before all that is essential was compared.

    Then it is granted in full, but for what the comparison found not to be covered.
    """
    source = {"studies": SOURCES[0], "micro_credential": SOURCES[0], "experience": SOURCES[1]}[row.basis]
    judged = weighing.judgements(row)
    covered = tuple(one.id for one in target.outcomes if judged.get(one.id) in {"same", "partly"})
    if not weighing.is_compared(target, judged):
        return Draft("", source, recognised=covered)
    if "missing" in judged.values():
        return Draft(PARTIAL, source, recognised=covered)
    return _filled(Draft(FULL, source), target, row.purpose)
