"""What happened at the universities: founding, publishing, and every offering from its opening to its awards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from testamur.demo import cast, marks
from testamur.demo.campus import Campus, Event
from testamur.demo.classes import COHORTS, Cohort, Stage
from testamur.demo.sources import sources
from testamur.domain.awards import actions as awards
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.catalogue.queries import published
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.domain.learning import actions as learning

_FOUNDED = 600
_BEFORE = "Approved by our board of studies before we began to review here."
_AHEAD = 30  # An offering opens so many days before it begins.
_MARKED = {Stage.SETTLED, Stage.ASKED, Stage.DECIDED, Stage.MARKING, Stage.RUNNING}
_JUDGED = {Stage.DECIDED, Stage.MARKING}


def beginnings() -> Iterator[Event]:
    """Yield the founding of the universities, their people, and what they publish."""
    for place in cast.PLACES:
        yield _FOUNDED, partial(_found, place=place)
    for person in (*cast.PEOPLE, *cast.GUESTS):
        yield _FOUNDED - 1, partial(_invite, person=person)
    for number, (publisher, text) in enumerate(sources()):
        # Not all in one night: the catalogue shows the newest first.
        yield _FOUNDED - 4 - number * 2, partial(_publish, place=publisher, text=text)


def offerings() -> Iterator[Event]:
    """Yield what happens to each offering, as far as it is."""
    for cohort in COHORTS:
        yield max(cohort.began + _AHEAD, 1), partial(_offer, cohort=cohort)
        yield max(cohort.began, 1), partial(_enrol, cohort=cohort)
        if cohort.stage in _MARKED:
            yield cohort.ended, partial(_mark, cohort=cohort)
        if cohort.stage in _JUDGED:
            yield cohort.awarded, partial(_judge, cohort=cohort)
        if cohort.stage is Stage.SETTLED:
            yield cohort.awarded, partial(_award, cohort=cohort)


def ask(campus: Campus) -> None:
    """Ask for the awards that the worker makes while the visitor looks: for everyone, so that some are refused."""
    for cohort in COHORTS:
        if cohort.stage is Stage.ASKED:
            registrar = campus.actor(cohort.place, "registrar")
            offering = campus.offerings[cohort.key]
            awards.propose(registrar, offering=offering, at=campus.today)
            everyone = [one.enrolment.uuid for one in campus.judged(cohort.key, cohort.place)]
            awards.confer_many(registrar, enrolments=everyone, at=campus.today)


def _found(campus: Campus, at: datetime, *, place: cast.Place) -> None:
    campus.places[place.code] = institution.found(
        system(),
        code=place.code,
        name=place.name,
        country=place.country,
        legal_name=place.legal_name,
        url=place.url,
        email=place.email,
        hue=place.hue,
        language=place.language,
        at=at,
    )


def _invite(campus: Campus, at: datetime, *, person: cast.Person) -> None:
    machine = campus.machine(person.place)
    known = institution.invite(machine, email=person.email, name=person.name, roles=[person.role], at=at)
    campus.staff.setdefault((person.place, person.role), known)


def _publish(campus: Campus, at: datetime, *, place: str, text: str) -> None:
    uuid = catalogue.publish(campus.actor(place, "registrar"), source=text, because=_BEFORE, at=at)
    course = published(uuid).definition
    campus.courses[course.id], campus.definitions[course.id] = uuid, course


def _offer(campus: Campus, at: datetime, *, cohort: Cohort) -> None:
    starts, ends = (campus.ago(days).date() for days in (cohort.began, cohort.began - cohort.lasts))
    is_self_paced = cohort.stage is Stage.OPEN and cohort.began > 0
    campus.offerings[cohort.key] = learning.offer(
        campus.actor(cohort.place, "registrar"),
        microcredential=campus.courses[cohort.course],
        label=cohort.label,
        starts_on=starts,
        ends_on=ends,
        enrol_by=ends if is_self_paced else starts,
        places=None if is_self_paced else cohort.size + 10,
        at=at,
    )


def _enrol(campus: Campus, at: datetime, *, cohort: Cohort) -> None:
    """Enrol those by hand whose names no file may carry, and everyone else from the instructor's list."""
    instructor, offering = campus.actor(cohort.place, "instructor"), campus.offerings[cohort.key]
    people = list(cohort.people(campus.scale))
    for learner, _number in people:
        if not learner.is_plain:
            learning.enrol(instructor, offering=offering, email=learner.email, name=learner.name, at=at)
    learning.import_results(instructor, offering=offering, data=marks.roster(cohort, people), at=at)


def _mark(campus: Campus, at: datetime, *, cohort: Cohort) -> None:
    course, taken_on = campus.definitions[cohort.course], (at - timedelta(days=2)).date()
    data = marks.gradebook(cohort, cohort.people(campus.scale), course, taken_on)
    learning.import_results(
        campus.actor(cohort.place, "instructor"), offering=campus.offerings[cohort.key], data=data, at=at
    )


def _judge(campus: Campus, at: datetime, *, cohort: Cohort) -> None:
    registrar = campus.actor(cohort.place, "registrar")
    awards.propose(registrar, offering=campus.offerings[cohort.key], at=at)


def _award(campus: Campus, at: datetime, *, cohort: Cohort) -> None:
    """Judge, award and sign in the past, at once: the worker only knows the present."""
    _judge(campus, at, cohort=cohort)
    met = [one.enrolment.uuid for one in campus.successes(cohort.key, cohort.place)]
    awards.confer_many(campus.actor(cohort.place, "registrar"), enrolments=met, at=at)
    campus.work(cohort.place, at)
