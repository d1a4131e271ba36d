"""Taking part, and stopping to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import welcome
from testamur.domain.learning.models import Enrolment, Offering
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, NotFound


class AlreadyEnrolled(Conflict):
    """The person, or someone else with this number, is in this offering. ``facts``: offering, identifier."""

    code = "already-enrolled"


class NotOpen(Conflict):
    """One cannot enrol now. ``facts``: why (``closed``, ``over``, ``full``)."""

    code = "not-open"


@scoped
def enrol(actor: Actor, *, offering: UUID, at: datetime, email: str = "", name: str = "", identifier: str = "") -> UUID:
    """Enrol the person with *email*, or the actor themselves without one, and return the enrolment.

    Someone who withdrew comes back to the same enrolment. Raises `NotFound`, `NotOpen`, `AlreadyEnrolled`.
    """
    require(actor, Permission.ENROL if email else Permission.ENROL_SELF)
    course = Offering.objects.select_for_update().filter(uuid=offering).first()
    if course is None:
        raise NotFound(what="offering", uuid=str(offering))
    person_id: int = welcome(email=email, name=name).pk if email else actor.me
    _check_open(course, at)
    row = Enrolment.objects.filter(offering=course, person_id=person_id).first()
    is_number_taken = identifier and Enrolment.objects.filter(offering=course, identifier=identifier).exists()
    if (row and row.withdrawn_at is None) or (is_number_taken and not row):
        raise AlreadyEnrolled(offering=str(offering), identifier=identifier)
    if row:
        Enrolment.objects.filter(pk=row.pk).update(withdrawn_at=None)
    else:
        row = Enrolment.objects.create(
            institution_id=actor.here,
            offering=course,
            person_id=person_id,
            identifier=identifier.strip()[:60],
            enrolled_at=at,
        )
    ledger.record(actor, verb="learning.enrol", subject=f"enrolment:{row.uuid}", at=at, offering=str(offering))
    return row.uuid


@scoped
def withdraw(actor: Actor, *, enrolment: UUID, at: datetime) -> None:
    """Withdraw oneself, or someone whom one may enrol. Results stay. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    rows = Enrolment.objects.filter(uuid=enrolment, withdrawn_at__isnull=True)
    if Permission.ENROL not in actor.permissions:
        rows = rows.filter(person_id=actor.me)
    if not rows.update(withdrawn_at=at):
        raise NotFound(what="enrolment", uuid=str(enrolment))
    ledger.record(actor, verb="learning.withdraw", subject=f"enrolment:{enrolment}", at=at)


def _check_open(course: Offering, at: datetime) -> None:
    if course.closed_at:
        raise NotOpen(why="closed")
    last = course.enrol_by or course.ends_on
    if last and last < at.date():
        raise NotOpen(why="over")
    taken = Enrolment.objects.filter(offering=course, withdrawn_at__isnull=True).count()
    if course.places is not None and taken >= course.places:
        raise NotOpen(why="full")
