"""The rows that verbs work on: found, locked, in the right state, and nobody in their own case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import institution
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts, post, states
from testamur.domain.recognition.models import Criteria, Event, Proposal, RecognitionDecision, RecognitionRequest
from testamur.domain.recognition.values import CriteriaView
from testamur.refusals import Conflict, NotFound

_MORNING = time(5)


class ConflictOfInterest(Conflict):
    """The actor must not have a say in this case. ``facts``: why (``own-case``, ``declared``, ``had-a-say``)."""

    code = "conflict-of-interest"


def locked(uuid: UUID, verb: str, *, person_id: int | None = None) -> RecognitionRequest:
    """Return the request, locked, if *verb* may be done in its state; *person_id*: only that person's.

    Raises `NotFound`, `WrongState`.
    """
    rows = RecognitionRequest.objects.select_for_update(of=("self",)).select_related("unit", "version")
    rows = rows.filter(uuid=uuid) if person_id is None else rows.filter(uuid=uuid, person_id=person_id)
    row = rows.first()
    if row is None:
        raise NotFound(what="recognition-request", uuid=str(uuid))
    states.after(verb, row.state)
    return row


def judged(actor: Actor, uuid: UUID, verb: str) -> RecognitionRequest:
    """Return the request for someone who is to have a say in it. Raises `ConflictOfInterest` besides."""
    row = locked(uuid, verb)
    keep_apart(actor, row)
    return row


def keep_apart(actor: Actor, row: RecognitionRequest) -> None:
    """Raise `ConflictOfInterest` where the actor is the applicant, or has said that they are too close to the case."""
    if actor.person_id == row.person_id:
        raise ConflictOfInterest(why="own-case")
    if row.interests.filter(person_id=actor.me).exists():
        raise ConflictOfInterest(why="declared")


def move(row: RecognitionRequest, verb: str, **changed: object) -> None:
    """Store what *verb* changed, and the state that it leads to."""
    changes = {"state": states.after(verb, row.state), **changed}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def tell(
    actor: Actor, row: RecognitionRequest, kind: str, at: datetime, *, note: str = "", is_internal: bool = False
) -> None:
    """Write down what happened, and have people told; what is internal is not the applicant's to read."""
    Event.objects.create(
        institution_id=row.institution_id,
        request=row,
        person_id=None if is_internal else row.person_id,
        at=at,
        kind=kind,
        by_id=actor.person_id,
        note=note,
    )
    if not is_internal:
        post.announce(actor, row, kind, at)


def set_clock(row: RecognitionRequest, on: date) -> None:
    """Mirror the day that the clock shows on *on*, for lists to be sorted by; nothing where it stands still."""
    clock = facts.clock(row, criteria_here(row.institution_id).months, row.events.all(), on)
    row.due_on = None if clock.is_stopped or row.closed_at else clock.due_on
    row.save(update_fields=["due_on"])


def was_accepted(row: RecognitionRequest) -> bool:
    """Whether somebody has found the file complete before."""
    return row.events.filter(kind="accepted").exists()


def criteria_here(institution_id: int) -> CriteriaView:
    """Return the criteria in force, or the house's own, with the institution itself as appeal body."""
    row = Criteria.objects.filter(institution_id=institution_id).order_by("-number").first()
    return facts.criteria_in_force(row, institution(institution_id))


def criteria_row(actor: Actor, at: datetime) -> Criteria:
    """Return the criteria in force as a row to refer to: the house's own become the institution's first."""
    row = Criteria.objects.filter(institution_id=actor.here).order_by("-number").first()
    if row:
        return row
    house = criteria_here(actor.here)
    return Criteria.objects.create(
        institution_id=actor.here,
        number=1,
        months=house.months,
        appeal_days=house.appeal_days,
        appeal_body=house.appeal_body,
        four_eyes=house.four_eyes,
        published_at=at,
    )


def standing_decision(row: RecognitionRequest) -> RecognitionDecision:
    """Return the decision that no other has superseded. Raises `NotFound`."""
    found = row.decisions.filter(superseded_by__isnull=True).order_by("-number").first()
    if found is None:
        raise NotFound(what="recognition-decision", uuid=str(row.uuid))
    return found


def standing_proposal(row: RecognitionRequest) -> Proposal | None:
    """Return the proposal that waits, if one does."""
    return row.proposals.filter(ended_at__isnull=True).first()


def watch_tomorrow(actor: Actor, at: datetime) -> None:
    """See to it that somebody looks at the clocks next morning; asked for twice, it is done once."""
    morning = datetime.combine(at.date() + timedelta(days=1), _MORNING, at.tzinfo)
    ledger.enqueue(
        actor, task="recognition.watch", once=f"watch recognition {actor.institution_id}", not_before=morning
    )


def count_anew(actor: Actor, row: RecognitionRequest) -> None:
    """Have the person's standing on pathways decided anew, wherever they follow one."""
    ledger.enqueue(actor, task="awards.holdings_changed", people=[row.person_id])
