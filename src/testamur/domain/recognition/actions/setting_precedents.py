"""Precedents: a decision that holds for everyone with the same credential, until something it rests on changes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.rules.recognising import REFUSED
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import doubts, facts, targets
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import EquivalenceRule, Evidence, RecognitionDecision, RecognitionRequest
from testamur.refusals import Conflict, Invalid, NotFound

_MOST_MONTHS = 600


class NoPrecedent(Conflict):
    """A precedent cannot be made of this. ``facts``: why (``refused``, ``no-source``, ``doubtful-evidence``)."""

    code = "no-precedent"


@scoped
def set_precedent(
    actor: Actor,
    *,
    request: UUID,
    evidence: UUID,
    at: datetime,
    valid_until: date | None = None,
    max_age_months: int | None = None,
    is_public: bool = True,
) -> UUID:
    """Make the standing decision a precedent for all who hold the credential that *evidence* is.

    Where it rests on several, it is one for those who hold all of them: what three are worth together, none is alone.
    Raises `NotFound`, `NoPrecedent`, `Invalid`.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "correct")
    decision, paper = rows.standing_decision(row), _source(row, evidence)
    others = _others(row, paper)
    if decision.outcome == REFUSED:
        raise NoPrecedent(why="refused")
    if doubts.doubtful(row):
        raise NoPrecedent(why="doubtful-evidence")
    if valid_until and valid_until <= at.date():
        raise Invalid(field="valid_until", found=valid_until.isoformat(), allowed=f"> {at.date().isoformat()}")
    if max_age_months is not None and not 1 <= max_age_months <= _MOST_MONTHS:
        raise Invalid(field="max_age_months", found=max_age_months, allowed=f"1-{_MOST_MONTHS}")
    same = EquivalenceRule.objects.filter(
        source_key=paper.source_key, target_key=row.target_key, purpose=row.purpose, ended_at__isnull=True
    )
    same.update(ended_at=at, ended_because="replaced")
    made = EquivalenceRule.objects.create(
        institution_id=actor.here,
        **_what(row, decision, paper, others),
        valid_from=at.date(),
        valid_until=valid_until,
        max_age_months=max_age_months,
        is_public=is_public,
        made_at=at,
        made_by_id=actor.person_id,
    )
    told = {"precedent": str(made.uuid), "decision": str(decision.uuid)}
    ledger.record(actor, verb="recognition.set_precedent", subject=f"recognition:{request}", at=at, **told)
    return made.uuid


@scoped
def end_precedent(actor: Actor, *, precedent: UUID, at: datetime) -> None:
    """Let a precedent hold for nobody any more; what was decided by it stays. Raises `NotFound`."""
    require(actor, Permission.DECIDE_RECOGNITION)
    standing = EquivalenceRule.objects.filter(uuid=precedent, ended_at__isnull=True)
    if not standing.update(ended_at=at, ended_because="withdrawn"):
        raise NotFound(what="precedent", uuid=str(precedent))
    ledger.record(actor, verb="recognition.end_precedent", subject=f"precedent:{precedent}", at=at)


def _source(row: RecognitionRequest, evidence: UUID) -> Evidence:
    found = row.evidence.filter(uuid=evidence).first()
    if found is None:
        raise NotFound(what="evidence", uuid=str(evidence))
    if not found.source_key:
        raise NoPrecedent(why="no-source")
    return found


def _others(row: RecognitionRequest, paper: Evidence) -> list[dict[str, str]]:
    """Return the other credentials that the decision rests on. Raises `NoPrecedent` where one names no source."""
    found = []
    for one in row.evidence.filter(kind="credential").exclude(source_key=paper.source_key).order_by("pk"):
        if not one.source_key:
            raise NoPrecedent(why="no-source")
        source = facts.source(one.source)
        found.append(
            {"key": one.source_key, "essence": one.essence, "title": source.title[:250], "issuer": source.issuer[:250]}
        )
    return found


def _what(
    row: RecognitionRequest, decision: RecognitionDecision, paper: Evidence, others: list[dict[str, str]]
) -> dict[str, object]:
    target, source = targets.of_request(row), facts.source(paper.source)
    return {
        "decision": decision,
        "source_key": paper.source_key,
        "source_version": paper.source_version,
        "source_essence": paper.essence,
        "source_title": source.title[:250],
        "source_issuer": source.issuer[:250],
        "source_credits": source.credits[:60],
        "target_key": target.key,
        "target_version": target.version,
        "target_essence": target.essence,
        "target_title": dict(target.title),
        "purpose": row.purpose,
        "outcome": decision.outcome,
        "ruling": {**facts.draft_json(facts.decision(decision).draft), "together": others},
    }
