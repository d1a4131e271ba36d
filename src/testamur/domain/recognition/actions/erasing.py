"""Erasing what somebody handed in and wrote: the decision and its letter stay, the files and texts go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import states
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import RecognitionRequest
from testamur.refusals import Conflict, NotFound

_SHORT = 500
# Of a credential that a decision rests on, what its letter tells stays, and the day from which the learning counts.
_TOLD = ("title", "issuer", "holder", "awarded_on")


class StillNeeded(Conflict):
    """An appeal can still be filed, and would be decided on the evidence. ``facts``: until (a date)."""

    code = "evidence-still-needed"


class ErasedBefore(Conflict):
    """It has been erased before. ``facts``: at."""

    code = "erased-before"


@scoped
def discard(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Erase one's own draft or withdrawn request: evidence, account and answers go. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "erase", person_id=actor.me)
    if row.state not in (states.DRAFT, states.WITHDRAWN):
        raise states.WrongState(verb="discard", state=row.state, allowed=[states.DRAFT, states.WITHDRAWN])
    _check_there(row)
    if row.state == states.DRAFT:
        row.evidence.all().delete()
        rows.move(row, "withdraw", closed_at=at)
    _erase(row, at)
    rows.tell(actor, row, "erased", at)
    ledger.record(actor, verb="recognition.discard", subject=f"recognition:{request}", at=at)


@scoped
def erase(actor: Actor, *, request: UUID, reason: str, at: datetime) -> None:
    """Erase what an applicant handed in and wrote, at their request; the decision, its reasons and letter stay.

    Not while it is being decided on, nor while an appeal can be filed. Raises `NotFound`, `WrongState`, `StillNeeded`,
    `ErasedBefore`.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "erase")
    if row.state == states.DRAFT:
        raise NotFound(what="recognition-request", uuid=str(request))
    said = prose("reason", reason, longest=_SHORT)
    _check_there(row)
    if row.state == states.DECIDED:
        until = rows.standing_decision(row).appeal_by
        if at.date() <= until:
            raise StillNeeded(until=until.isoformat())
    pieces = [[str(one.uuid), one.digest] for one in row.evidence.only("uuid", "digest", "request").order_by("pk")]
    _erase(row, at)
    rows.tell(actor, row, "erased", at)
    told = {"reason": said, "evidence": pieces}
    ledger.record(actor, verb="recognition.erase", subject=f"recognition:{request}", at=at, **told)


def _check_there(row: RecognitionRequest) -> None:
    if row.erased_at is not None:
        raise ErasedBefore(at=row.erased_at.isoformat())


def _erase(row: RecognitionRequest, at: datetime) -> None:
    """Empty what the person gave. The database lets nothing else of evidence and events be changed."""
    row.erased_at, row.narrative = at, ""
    row.save(update_fields=["erased_at", "narrative"])
    is_decided = row.decisions.exists()
    for piece in row.evidence.defer("content").order_by("pk"):
        piece.content = b""
        piece.source = {name: piece.source[name] for name in _TOLD if is_decided and name in piece.source}
        if not is_decided:
            piece.name, piece.checks = piece.digest[:12], []
        piece.save(update_fields=["content", "source", "name", "checks"])
    row.events.filter(kind__in=("asked", "answered")).update(note="")
