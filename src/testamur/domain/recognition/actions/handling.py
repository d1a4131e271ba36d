"""What the desk does before it judges: accept the file, ask, take it on, stand back, tell of a delay."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import states
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import Interest
from testamur.refusals import Invalid


@scoped
def accept(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Find the file complete; the clock has run since the last piece came in. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "accept")
    rows.tell(actor, row, "accepted", at)
    rows.move(row, "accept")
    ledger.record(actor, verb="recognition.accept", subject=f"recognition:{request}", at=at)


@scoped
def ask(actor: Actor, *, request: UUID, question: str, at: datetime) -> None:
    """Ask the applicant for something; the clock stands still until they answer. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "ask")
    said = prose("question", question)
    # Before anyone found the file complete, the clock begins anew with the answer.
    complete_at = row.complete_at if rows.was_accepted(row) else None
    rows.move(row, "ask", asked_at=at, due_on=None, complete_at=complete_at)
    rows.tell(actor, row, "asked", at, note=said)
    row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="sent-back")
    ledger.record(actor, verb="recognition.ask", subject=f"recognition:{request}", at=at)


@scoped
def begin(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Take a complete request on as its assessor. Raises `NotFound`, `WrongState`, `ConflictOfInterest`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "begin")
    rows.move(row, "begin", assessor_id=actor.me)
    rows.tell(actor, row, "begun", at)
    ledger.record(actor, verb="recognition.begin", subject=f"recognition:{request}", at=at)


@scoped
def declare_interest(actor: Actor, *, request: UUID, reason: str, at: datetime) -> None:
    """Stand back from a case that one is too close to, for good. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.locked(request, "declare_interest")
    said = prose("reason", reason, longest=500)
    Interest.objects.get_or_create(
        institution_id=actor.here,
        request=row,
        person_id=actor.me,
        defaults={"reason": said, "declared_at": at},
    )
    if row.assessor_id == actor.me:
        row.assessor, row.state = None, states.COMPLETE if row.state == states.ASSESSED else row.state
        row.save(update_fields=["assessor", "state"])
        row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="sent-back")
    rows.tell(actor, row, "declared", at, is_internal=True)
    ledger.record(actor, verb="recognition.declare_interest", subject=f"recognition:{request}", at=at)


@scoped
def announce_delay(actor: Actor, *, request: UUID, until: date, reason: str, at: datetime) -> None:
    """Tell the applicant that it takes longer, until when, and why. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "announce_delay")
    said = prose("reason", reason, longest=2000)
    earliest = max(day for day in (row.due_on, at.date()) if day)
    latest = earliest.replace(year=earliest.year + 1, day=min(earliest.day, 28))
    if not earliest < until <= latest:
        raise Invalid(field="until", found=until.isoformat(), allowed=f"{earliest.isoformat()} – {latest.isoformat()}")
    rows.move(row, "announce_delay", delayed_until=until)
    rows.tell(actor, row, "delayed", at, note=said)
    told = {"until": until.isoformat()}
    ledger.record(actor, verb="recognition.announce_delay", subject=f"recognition:{request}", at=at, **told)
