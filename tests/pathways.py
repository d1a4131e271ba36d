"""A small pathway: three micro-credentials of a campus that add up to a certificate, and people on their way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from campus import ELSEWHERE, NOW, Campus, example
from testamur.domain.awards import actions as awards
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for

FILE = """testamur: policy-1
id: open-data
version: "{version}"
title: Certificate in Open Data
awards: open-data-certificate
size: 10 ECTS
owners: [{owners}]
effective: {{from: {begins}}}
clauses:
  - id: core
    rule: require all(data-one, data-two)
    note: Both parts of data stewardship.
  - id: size
    rule: require credits >= 10 ECTS from any_micro
    note: At least ten credits in all.
"""


def definition(code: str, title: str = "", size: int = 5) -> str:
    """Return data stewardship under another code, title and size."""
    text = example().replace("id: data-stewardship", f"id: {code}", 1)
    text = text.replace("title: Research Data Stewardship in Practice", f"title: {title or code.title()}", 1)
    return text.replace("  hours: 125\n  credits: 5 ECTS", f"  hours: {size * 25}\n  credits: {size} ECTS", 1)


def file(version: str = "1", begins: str = "2025-01-01", owners: str = "north") -> str:
    """Return the policy file of the pathway."""
    return FILE.format(version=version, begins=begins, owners=owners)


def open_pathway(campus: Campus, source: str = "") -> UUID:
    """Publish three definitions, the certificate that they lead to, and the pathway."""
    for code, title in (("data-one", "Data One"), ("data-two", "Data Two"), ("data-three", "Data Three")):
        campus.publish(definition(code, title))
    campus.publish(definition("open-data-certificate", "Certificate in Open Data", 10))
    return catalogue.publish_pathway(campus.actor("registrar"), source=source or file(), at=NOW)


def learner(campus: Campus, name: str = "Aisyah") -> Actor:
    """Return somebody who learns at a campus, as an actor there; invited if need be."""
    machine, email = system(campus.institution.id), f"{name.casefold()}@example.org"
    known = institution.invite(machine, email=email, name=name, roles=["learner"], at=NOW)
    return actor_for(person=known.id, institution=campus.institution.id)


def earn(campus: Campus, code: str, name: str = "Aisyah", at: datetime = NOW) -> UUID:
    """Enrol somebody in a micro-credential of the campus, let them pass, award it, and return the award."""
    enrolment = take(campus, code, name)
    campus.record(enrolment, 90)
    return awards.confer(campus.actor("registrar"), enrolment=enrolment, at=at)


def take(campus: Campus, code: str, name: str = "Aisyah") -> UUID:
    """Enrol somebody in a micro-credential of the campus."""
    text = definition(code, _TITLES[code])
    uuid = catalogue.publish(campus.actor("registrar"), source=text, because=ELSEWHERE, at=NOW)
    return campus.enrol(campus.offer(uuid), name)


_TITLES = {"data-one": "Data One", "data-two": "Data Two", "data-three": "Data Three"}
