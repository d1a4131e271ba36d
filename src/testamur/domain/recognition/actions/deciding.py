"""Deciding, correcting, and finding that conditions are met. A decision is never changed: another supersedes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.rules.recognising import CONDITIONAL
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts
from testamur.domain.recognition.actions import rows, ruling
from testamur.domain.recognition.actions.assessing import NothingProposed
from testamur.domain.recognition.models import (
    EquivalenceRule,
    Fulfilment,
    Proposal,
    RecognitionDecision,
    RecognitionRequest,
)
from testamur.domain.recognition.values import Draft
from testamur.refusals import Conflict, NotFound

_SHORT = 500


class FourEyes(Conflict):
    """The criteria ask for two people. ``facts``: why (``no-proposal``, ``own-proposal``, ``not-as-proposed``)."""

    code = "four-eyes"


@scoped
def decide(actor: Actor, *, request: UUID, at: datetime, draft: Draft | None = None) -> UUID:
    """Decide as *draft* says, or as was proposed. Where the criteria ask for four eyes, only as somebody else proposed.

    Raises `NotFound`, `WrongState`, `ConflictOfInterest`, `FourEyes`, `NotValid`, `BeyondPolicy`,
    `DoubtfulEvidence`.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "decide")
    proposal = rows.standing_proposal(row)
    checked = ruling.checked(row, _what_to_decide(actor, row, proposal, draft), at)
    made = ruling.written(actor, row, checked, at, proposed_by=proposal.proposed_by_id if proposal else None)
    row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="taken")
    rows.move(row, "decide", closed_at=at, due_on=None, assessor_id=row.assessor_id or actor.me)
    rows.tell(actor, row, "decided", at)
    told = {"decision": str(made.uuid), "outcome": made.outcome, "criteria": made.criteria.number, **ruling.trace(made)}
    ledger.record(actor, verb="recognition.decide", subject=f"recognition:{request}", at=at, **told)
    return made.uuid


@scoped
def correct(actor: Actor, *, request: UUID, draft: Draft, because: str, at: datetime) -> UUID:
    """Put a decision right by another that supersedes it; precedents that rest on the old one end.

    Raises `NotFound`, `WrongState`, `FourEyes`, `NotValid`, `BeyondPolicy`,
    `DoubtfulEvidence`.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "correct")
    old = rows.standing_decision(row)
    if rows.criteria_here(actor.here).four_eyes and old.decided_by_id == actor.me:
        raise FourEyes(why="own-decision")
    made = superseding(actor, row, old, draft, at, because=prose("because", because, longest=_SHORT))
    rows.tell(actor, row, "corrected", at, note=made.correction)
    told = {"decision": str(made.uuid), "supersedes": str(old.uuid), **ruling.trace(made)}
    ledger.record(actor, verb="recognition.correct", subject=f"recognition:{request}", at=at, **told)
    return made.uuid


@scoped
def fulfil(actor: Actor, *, request: UUID, note: str, at: datetime) -> None:
    """Find that the conditions of the standing decision are met: it counts from now on. Raises `NotFound`."""
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "correct")
    decision = rows.standing_decision(row)
    is_done = Fulfilment.objects.filter(decision=decision).exists()
    if decision.outcome != CONDITIONAL or is_done:
        raise NotFound(what="condition", uuid=str(request))
    said = prose("note", note, longest=_SHORT)
    Fulfilment.objects.create(
        institution_id=actor.here, decision=decision, person_id=row.person_id, note=said, at=at, by_id=actor.me
    )
    rows.count_anew(actor, row)
    rows.tell(actor, row, "fulfilled", at, note=said)
    ledger.record(actor, verb="recognition.fulfil", subject=f"recognition:{request}", at=at)


def superseding(
    actor: Actor, row: RecognitionRequest, old: RecognitionDecision, draft: Draft, at: datetime, *, because: str
) -> RecognitionDecision:
    """Return a new decision in the place of *old*, and end the precedents that rest on that."""
    checked = ruling.checked(row, draft, at, because=because)
    made = ruling.written(actor, row, checked, at, supersedes=old, correction=because)
    resting = EquivalenceRule.objects.filter(decision=old, ended_at__isnull=True)
    resting.update(ended_at=at, ended_because="decision-superseded")
    return made


def _what_to_decide(actor: Actor, row: RecognitionRequest, proposal: Proposal | None, draft: Draft | None) -> Draft:
    proposed = facts.draft(proposal.ruling) if proposal else None
    if not rows.criteria_here(row.institution_id).four_eyes:
        wanted = draft or proposed
        if wanted is None:
            raise NothingProposed
        return wanted
    if proposal is None or proposed is None:
        raise FourEyes(why="no-proposal")
    if proposal.proposed_by_id == actor.me:
        raise FourEyes(why="own-proposal")
    if draft is not None and facts.draft_json(draft) != facts.draft_json(proposed):
        raise FourEyes(why="not-as-proposed")
    return proposed
