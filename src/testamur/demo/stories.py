"""What happened to single people: a wrong name, a wrong mark, a fraud found late, an appeal, links that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from testamur.core.model.result import AssessmentResult
from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing.values import CredentialView
from testamur.domain.learning import actions as learning
from testamur.domain.learning import queries as enrolled

SHOWN_TO = "Kerjaya Melaka Sdn. Bhd."


def stories() -> Iterator[Event]:
    """Yield every story; those of people who are not there in a smaller world do not happen."""
    yield 95, partial(_correct, key="data-new", place=cast.MARINA, who=2)
    yield 250, _rotate
    yield 200, partial(_supersede, key="energy", place=cast.SELAT, who=0)
    yield 118, partial(_revoke, key="sign", place=cast.SELAT, who=0, reason="Made out to another person by mistake.")
    yield (
        60,
        partial(
            _revoke,
            key="data-old",
            place=cast.MARINA,
            who=3,
            reason="The integrity committee found, from two readers, that the plan was another person's work.",
        ),
    )
    yield 55, partial(_suspend, key="privacy", place=cast.CAPE, who=1, reason="An examiner's conflict of interest.")
    yield 44, partial(_reinstate, key="privacy", place=cast.CAPE, who=1)
    yield (
        25,
        partial(
            _suspend, key="reproducible", place=cast.MARINA, who=cast.AINA, reason="A mark is being examined again."
        ),
    )
    yield 20, partial(_withdraw, key="open-now", place=cast.MARINA, last=2)
    yield 12, partial(_withdraw, key="project", place=cast.CAPE, last=1)
    yield 35, _share


def _correct(campus: Campus, at: datetime, *, key: str, place: str, who: int) -> None:
    """Correct a mark before the awards: two marks were added up wrongly."""
    instructor = campus.actor(place, "instructor")
    found = enrolled.enrolments(instructor, offering=campus.offerings[key])[who : who + 1]
    marked = [result for one in found for result in one.results if result.percent is not None]
    if marked:
        result: AssessmentResult = marked[0]
        mark = min((result.percent or Decimal(0)) + 4, Decimal(100))
        learning.correct_result(
            instructor,
            enrolment=found[0].uuid,
            result=replace(result, percent=mark),
            reason="The points of the second criterion had been added up wrongly.",
            at=at,
        )


def _rotate(campus: Campus, at: datetime) -> None:
    """Change Marina's signing key once, as it should be: what the old one signed still verifies."""
    issuing.rotate_key(campus.actor(cast.MARINA, "administrator"), at=at)


def _revoke(campus: Campus, at: datetime, *, key: str, place: str, who: int, reason: str) -> None:
    held = campus.credential(key, place, who)
    if held:
        issuing.revoke(campus.actor(place, "registrar"), credential=held.uuid, reason=reason, at=at)


def _suspend(campus: Campus, at: datetime, *, key: str, place: str, who: int | cast.Person, reason: str) -> None:
    held = campus.credential(key, place, who)
    if held:
        issuing.suspend(campus.actor(place, "registrar"), credential=held.uuid, reason=reason, at=at)


def _reinstate(campus: Campus, at: datetime, *, key: str, place: str, who: int) -> None:
    held = campus.credential(key, place, who)
    if held:
        issuing.reinstate(campus.actor(place, "registrar"), credential=held.uuid, at=at)


def _supersede(campus: Campus, at: datetime, *, key: str, place: str, who: int) -> None:
    """Replace a credential whose holder's name had been cut short."""
    held = campus.credential(key, place, who)
    if held:
        name, reason = f"{held.award.name} (Haji)", "The name lacked the title that stands in the identity card."
        issuing.supersede(campus.actor(place, "registrar"), credential=held.uuid, name=name, reason=reason, at=at)
        campus.work(place, at)


def _withdraw(campus: Campus, at: datetime, *, key: str, place: str, last: int) -> None:
    instructor = campus.actor(place, "instructor")
    for one in enrolled.enrolments(instructor, offering=campus.offerings[key])[-last:]:
        learning.withdraw(instructor, enrolment=one.uuid, at=at)


def _share(campus: Campus, at: datetime) -> None:
    """Let Farah show what she holds: to an employer; for a month that is over; and once by mistake."""
    stewardship = campus.credential("data-new", cast.MARINA, cast.FARAH)
    first_aid = campus.credential("aid-old", cast.SELAT, cast.FARAH)
    if stewardship and first_aid:
        month = at + timedelta(days=30)
        issuing.make_link(_holder(stewardship), credential=stewardship.uuid, label=SHOWN_TO, at=at)
        issuing.make_link(
            _holder(stewardship), credential=stewardship.uuid, label="Agensi Pekerjaan", at=at, expires_at=month
        )
        mistaken = issuing.make_link(_holder(first_aid), credential=first_aid.uuid, label="Kedai", at=at)
        issuing.withdraw_link(_holder(first_aid), link=mistaken.uuid, at=at)


def _holder(held: CredentialView) -> Actor:
    return actor_for(person=held.award.person_id, institution=held.institution_id)
