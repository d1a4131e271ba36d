"""This room's rows as core values and views."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from testamur.core.credential.holders import Identity
from testamur.core.credential.report import Check, Outcome
from testamur.core.model.errors import ModelError
from testamur.core.model.level import LEVEL_BASES, Level
from testamur.core.model.microcredential import MicroCredential
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules.clock import Clock, Pause
from testamur.core.rules.recognising import Difference
from testamur.domain.catalogue.values import Published
from testamur.domain.institution.values import InstitutionView
from testamur.domain.recognition.models import (
    Appeal,
    Criteria,
    EquivalenceRule,
    Event,
    Evidence,
    RecognitionDecision,
    RecognitionRequest,
    Unit,
)
from testamur.domain.recognition.values import (
    AppealView,
    ClockView,
    ComparisonView,
    CriteriaView,
    DecisionView,
    Draft,
    EventView,
    EvidenceView,
    Match,
    PrecedentView,
    Source,
    Target,
    TargetOutcome,
    UnitView,
)

# Units are written in one language, and do not say in which (RFC 5646, section 4.1).
UNSAID = "und"
# What stands until an institution publishes criteria of its own (domain.md 4.1; the days and the body are ours).
HOUSE = CriteriaView(0, "", 4, 30, "", four_eyes=False, match_percent=None, published_at=None)


def essence(outcomes: Iterable[str], levels: Iterable[str], worth: str) -> str:
    """Return the digest of what a precedent rests on: change any of it, and the comparison has to be made anew."""
    texts = sorted(" ".join(text.split()).casefold() for text in outcomes)
    told = json.dumps([texts, sorted(levels), worth], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def amount(value: Decimal | None, unit: str) -> CreditAmount | None:
    """Return two columns as credits."""
    return None if value is None else CreditAmount(value, unit)


def unit(row: Unit) -> UnitView:
    """Return the unit as a value."""
    return UnitView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        code=row.code,
        version=row.version,
        kind=row.kind,
        title=row.title,
        credits=amount(row.credit_value, row.credit_unit),
        levels=tuple(row.levels),
        hours=row.hours,
        outcomes=tuple(TargetOutcome(one["id"], {UNSAID: one["text"]}, one["essential"]) for one in row.outcomes),
        policy=row.policy,
        is_open=row.is_open,
        published_at=row.published_at,
    )


def unit_target(view: UnitView) -> Target:
    """Return a unit as something to ask for."""
    texts = [text for outcome in view.outcomes for text in outcome.text.values()]
    return Target(
        key=f"unit:{view.code}",
        kind=view.kind,
        code=view.code,
        version=str(view.version),
        title={UNSAID: view.title},
        credits=view.credits,
        levels=view.levels,
        hours=view.hours,
        outcomes=view.outcomes,
        essence=essence(texts, view.levels, str(view.credits or "")),
        uuid=view.uuid,
        policy=view.policy,
    )


def course_target(published: Published) -> Target:
    """Return a published micro-credential as something to ask for; all its outcomes are essential."""
    course = published.definition
    levels = tuple(str(level) for level in (course.level, *course.other_levels) if level)
    return Target(
        key=f"mc:{published.listing.uuid}",
        kind="micro_credential",
        code=course.id,
        version=course.version,
        title=dict(course.title),
        credits=course.workload.credits,
        levels=levels,
        hours=course.workload.hours,
        outcomes=tuple(TargetOutcome(one.id, dict(one.text)) for one in course.outcomes),
        essence=course_essence(course),
        uuid=published.listing.uuid,
        quality=tuple(statement.type for statement in course.quality),
        assessments=tuple(one.type for one in course.assessments),
        identification=any(one.identity_checked for one in course.assessments),
    )


def course_essence(course: MicroCredential) -> str:
    """Return the digest of a definition's outcomes, levels and credits."""
    levels = [str(level) for level in (course.level, *course.other_levels) if level]
    texts = [text for outcome in course.outcomes for text in outcome.text.values()]
    return essence(texts, levels, str(course.workload.credits or ""))


def levels(written: Iterable[str]) -> tuple[Level, ...]:
    """Return levels such as ``EQF 6`` as the rules read them; what no framework knows says nothing to a rule."""
    found = []
    for one in written:
        framework, _, value = one.rpartition(" ")
        try:
            found.append(Level(framework, value, LEVEL_BASES[1]))
        except ModelError:
            continue
    return tuple(found)


def match_share(row: RecognitionDecision) -> Decimal | None:
    """Return the share of content that the assessor found to match, in percent; None where not all of it was judged."""
    return share_in(row.record.get("comparison", {}))


def share_in(comparison: Mapping[str, Any]) -> Decimal | None:
    """Return the share of content that a stored comparison finds to match, in percent."""
    matches = comparison.get("matches", [])
    share = ComparisonView(tuple(Match(one["outcome"], one["judged"]) for one in matches)).match_percent
    return None if share is None else Decimal(share)


def criteria(row: Criteria | None) -> CriteriaView:
    """Return the criteria as a value; without a row, the house's own."""
    if row is None:
        return HOUSE
    return CriteriaView(
        number=row.number,
        statement=row.statement,
        months=row.months,
        appeal_days=row.appeal_days,
        appeal_body=row.appeal_body,
        four_eyes=row.four_eyes,
        match_percent=row.match_percent,
        published_at=row.published_at,
    )


def criteria_in_force(row: Criteria | None, place: InstitutionView) -> CriteriaView:
    """Return the criteria; the house's own name the institution itself as the body to appeal to."""
    return criteria(row) if row else replace(HOUSE, appeal_body=place.legal_name or place.name)


def source(stored: Mapping[str, object]) -> Source:
    """Return what a credential is about, as it was stored."""
    told = dict(stored)
    awarded = told.get("awarded_on")
    results = told.get("results")
    return Source(
        title=str(told.get("title", "")),
        issuer=str(told.get("issuer", "")),
        awarded_on=date.fromisoformat(awarded) if isinstance(awarded, str) and awarded else None,
        valid_until=str(told.get("valid_until", "")),
        credits=str(told.get("credits", "")),
        levels=_texts(told.get("levels")),
        outcomes=_texts(told.get("outcomes")),
        results=tuple((str(name), str(value)) for name, value in results) if isinstance(results, list) else (),
        description=str(told.get("description", "")),
        holder=str(told.get("holder", "")),
        identities=_identities(told),
        worth=str(told.get("worth", "")),
    )


def evidence(row: Evidence) -> EvidenceView:
    """Return the evidence without its bytes."""
    return EvidenceView(
        uuid=row.uuid,
        kind=row.kind,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        verdict=row.verdict,
        checks=tuple(_check(one) for one in row.checks),
        source=source(row.source),
        source_key=row.source_key,
        source_version=row.source_version,
        essence=row.essence,
        handed_in_at=row.handed_in_at,
        erased_at=row.request.erased_at,
    )


def event(row: Event) -> EventView:
    """Return the event as a value."""
    return EventView(row.at, row.kind, row.by_id, row.note, row.person_id is None)


def clock(row: RecognitionRequest, months: int, events: Iterable[Event], on: date) -> ClockView:
    """Return the clock on a day; it runs from the day on which the last missing piece came in."""
    if row.complete_at is None:
        return ClockView(None, None, 0, row.asked_at is not None, is_overdue=False, delayed_until=None)
    began = row.complete_at.date()
    running = Clock(began, months, _pauses(events, row.complete_at))
    until = row.closed_at.date() if row.closed_at else on
    due = running.due_on(until)
    was_told = row.delayed_until is not None and until <= row.delayed_until
    is_overdue = row.closed_at is None and not was_told and running.is_overdue(until)
    days_left = None if row.closed_at else running.days_left(until)
    is_stopped = running.is_stopped(until) and row.closed_at is None
    return ClockView(due, days_left, running.stopped_days(until), is_stopped, is_overdue, row.delayed_until)


def draft_json(draft: Draft) -> dict[str, object]:
    """Return plain values that `draft` turns back into an equal one; numbers as text, to stay exact."""
    return {
        "outcome": draft.outcome,
        "source": draft.source,
        "credits": [plain(draft.credits.value), draft.credits.unit] if draft.credits else [],
        "grade": [draft.grade, draft.grade_scale],
        "recognised": list(draft.recognised),
        "differences": [difference_json(one) for one in draft.differences],
        "conditions": list(draft.conditions),
        "reasons": draft.reasons,
        "beyond_policy": draft.beyond_policy,
        "despite_doubts": draft.despite_doubts,
    }


def draft(stored: Mapping[str, object]) -> Draft:
    """Return the ruling that `draft_json` wrote."""
    worth, grade, differences = _texts(stored["credits"]), _texts(stored["grade"]), stored["differences"]
    return Draft(
        outcome=str(stored["outcome"]),
        source=str(stored["source"]),
        credits=CreditAmount(Decimal(worth[0]), worth[1]) if worth else None,
        grade=grade[0],
        grade_scale=grade[1],
        recognised=_texts(stored["recognised"]),
        differences=tuple(Difference(**one) for one in differences) if isinstance(differences, list) else (),
        conditions=_texts(stored["conditions"]),
        reasons=str(stored["reasons"]),
        beyond_policy=str(stored["beyond_policy"]),
        despite_doubts=str(stored.get("despite_doubts", "")),
    )


def difference_json(one: Difference) -> dict[str, str]:
    """Return a difference as the database looks at it."""
    return {"dimension": one.dimension, "evidence": one.evidence, "why_obstacle": one.why_obstacle}


def decision(row: RecognitionDecision) -> DecisionView:
    """Return the decision; ``criteria``, ``request``, ``superseded_by`` and ``fulfilment`` are loaded with it."""
    after = getattr(row, "superseded_by", None)
    fulfilment = getattr(row, "fulfilment", None)
    return DecisionView(
        uuid=row.uuid,
        number=row.number,
        request=row.request.uuid,
        person_id=row.person_id,
        institution_id=row.institution_id,
        draft=Draft(
            outcome=row.outcome,
            source=row.source,
            credits=amount(row.credit_value, row.credit_unit),
            grade=row.grade,
            grade_scale=row.grade_scale,
            recognised=tuple(row.recognised),
            differences=tuple(Difference(**one) for one in row.differences),
            conditions=tuple(row.conditions),
            reasons=row.reasons,
            beyond_policy=str(row.record.get("beyond_policy", "")),
            despite_doubts=str(row.record.get("despite_doubts", "")),
        ),
        criteria=criteria(row.criteria),
        appeal_body=row.appeal_body,
        appeal_by=row.appeal_by,
        record=row.record,
        decided_at=row.decided_at,
        decided_by_id=row.decided_by_id,
        proposed_by_id=row.proposed_by_id,
        supersedes=row.supersedes.uuid if row.supersedes else None,
        superseded_by=after.uuid if after else None,
        correction=row.correction,
        fulfilled_at=fulfilment.at if fulfilment else None,
    )


def appeal(row: Appeal) -> AppealView:
    """Return the appeal; ``decision`` is loaded with it."""
    return AppealView(
        row.uuid,
        row.decision.uuid,
        row.grounds,
        row.filed_at,
        row.outcome,
        row.reasons,
        row.decided_at,
        row.decided_by_id,
    )


def precedent(row: EquivalenceRule) -> PrecedentView:
    """Return the precedent as a value."""
    return PrecedentView(
        uuid=row.uuid,
        institution_id=row.institution_id,
        source_key=row.source_key,
        source_version=row.source_version,
        source_title=row.source_title,
        source_issuer=row.source_issuer,
        source_credits=row.source_credits,
        target_key=row.target_key,
        target_version=row.target_version,
        target_title=row.target_title,
        purpose=row.purpose,
        draft=draft(row.ruling),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        max_age_months=row.max_age_months,
        is_public=row.is_public,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        decision_id=row.decision_id,
        together=tuple(f"{one['title']} ({one['issuer']})" for one in row.ruling.get("together", ())),
    )


def check_json(check: Check) -> list[object]:
    """Return a check as it is stored: name, outcome, code, and the facts that its sentence may name."""
    plain_facts = {name: value for name, value in check.facts.items() if isinstance(value, str | int | float)}
    moments = {name: {"at": value.isoformat()} for name, value in check.facts.items() if isinstance(value, datetime)}
    return [check.name, check.outcome.value, check.because, {**plain_facts, **moments}]


def _check(stored: list[Any]) -> Check:
    """Return a stored check; the oldest were kept without their facts."""
    name, outcome, because, *more = stored
    facts = {
        key: datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value
        for key, value in (more[0] if more else {}).items()
    }
    return Check(name, Outcome(outcome), because, facts=facts)


def _identities(told: Mapping[str, Any]) -> tuple[Identity, ...]:
    """Return by what a credential names its holder; of the oldest, the one name or address was kept."""
    if "identities" not in told:
        holder = str(told.get("holder", ""))
        return (
            (Identity("emailAddress" if "@" in holder else "name", holder),) if " " in holder or "@" in holder else ()
        )
    return tuple(Identity(kind, value, hashed, salt) for kind, value, hashed, salt in told["identities"])


def _pauses(events: Iterable[Event], since: datetime) -> tuple[Pause, ...]:
    """Return when the applicant was asked after the file was complete, and when they answered."""
    found: list[Pause] = []
    for one in sorted(events, key=lambda event: (event.at, event.pk)):
        if one.at < since:
            continue
        if one.kind == "asked":
            found.append(Pause(one.at.date()))
        elif one.kind == "answered" and found and found[-1].answered_on is None:
            found[-1] = Pause(found[-1].asked_on, one.at.date())
    return tuple(found)


def _texts(stored: object) -> tuple[str, ...]:
    return tuple(str(one) for one in stored) if isinstance(stored, list | tuple) else ()
