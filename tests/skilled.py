"""Somebody who has shown a skill: what tests of profiles, and of what builds on them, begin with."""

from __future__ import annotations

from campus import NOW, Campus, example
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as awarded
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for

PLANNING = "http://data.europa.eu/esco/skill/d1cdcc2c-d5ae-4f1e-9a1f-2a0e5a1b0001"
SOURCE = example().replace(
    "{name: data management planning, framework: institutional, code: DS-01}",
    f"{{name: data management planning, framework: ESCO, uri: '{PLANNING}', version: 1.2.0}}",
)


def graduate(campus: Campus) -> Actor:
    """Somebody who was awarded data stewardship, acting for themselves."""
    microcredential = campus.publish(SOURCE)
    enrolment = campus.enrol(campus.offer(microcredential))
    campus.record(enrolment, 90, microcredential)
    awards.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW)
    return actor_for(person=awarded.awards(campus.actor("registrar"))[0].person_id)
