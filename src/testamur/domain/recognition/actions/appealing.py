"""Appeals: the learner's word against a decision, and somebody else's about both."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import boards
from testamur.domain.recognition.actions import rows, ruling
from testamur.domain.recognition.actions.deciding import superseding
from testamur.domain.recognition.models import Appeal, RecognitionRequest
from testamur.domain.recognition.values import APPEAL_OUTCOMES, Draft
from testamur.refusals import Conflict, Invalid, NotFound

_SHORT = 500


class TooLate(Conflict):
    """The last day for an appeal has passed. ``facts``: last (a date)."""

    code = "too-late-to-appeal"


@scoped
def appeal(actor: Actor, *, request: UUID, grounds: str, at: datetime) -> UUID:
    """Appeal against the decision on one's own request, until the day that it names. Raises `NotFound`, `TooLate`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "appeal", person_id=actor.me)
    decision = rows.standing_decision(row)
    said = prose("grounds", grounds)
    if at.date() > decision.appeal_by:
        raise TooLate(last=decision.appeal_by.isoformat())
    made = Appeal.objects.create(
        institution_id=actor.here,
        request=row,
        decision=decision,
        person_id=row.person_id,
        grounds=said,
        filed_at=at,
        first_decided_by_id=decision.decided_by_id,
        first_proposed_by_id=decision.proposed_by_id,
    )
    rows.move(row, "appeal")
    rows.tell(actor, row, "appealed", at)
    ledger.record(actor, verb="recognition.appeal", subject=f"recognition:{request}", at=at, appeal=str(made.uuid))
    return made.uuid


@scoped
def decide_appeal(
    actor: Actor, *, request: UUID, outcome: str, reasons: str, at: datetime, draft: Draft | None = None
) -> None:
    """Decide an appeal: dismissed, or upheld with the ruling that supersedes the first; never by who had a say in it.

    Raises `NotFound`, `WrongState`, `ConflictOfInterest`, `Invalid`, `NotValid`.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "decide_appeal")
    waiting = _waiting(actor, row)
    said = prose("reasons", reasons)
    if outcome not in APPEAL_OUTCOMES:
        raise Invalid(field="outcome", found=outcome[:40], allowed=list(APPEAL_OUTCOMES))
    if (outcome == "upheld") != (draft is not None):
        raise Invalid(field="draft", found="" if draft is None else draft.outcome, allowed="upheld")
    if draft is not None:
        waiting.result = superseding(actor, row, waiting.decision, draft, at, because=said[:_SHORT])
    waiting.outcome, waiting.reasons, waiting.decided_at, waiting.decided_by_id = outcome, said, at, actor.me
    waiting.save(update_fields=["result", "outcome", "reasons", "decided_at", "decided_by_id"])
    rows.move(row, "decide_appeal")
    rows.tell(actor, row, "appeal-decided", at)
    told = {"appeal": str(waiting.uuid), "outcome": outcome, **(ruling.trace(waiting.result) if waiting.result else {})}
    ledger.record(actor, verb="recognition.decide_appeal", subject=f"recognition:{request}", at=at, **told)


def _waiting(actor: Actor, row: RecognitionRequest) -> Appeal:
    """Return the appeal that waits. Raises `NotFound`, `ConflictOfInterest`."""
    found = row.appeals.select_related("decision").filter(decided_at__isnull=True).first()
    if found is None:
        raise NotFound(what="appeal", uuid=str(row.uuid))
    if actor.me in boards.had_a_say(found):
        raise rows.ConflictOfInterest(why="had-a-say")
    return found
