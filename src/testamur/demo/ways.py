"""The pathways of the demo, and who is on them: just begun, half way, met, awarded, and called into question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from importlib.resources import files

from testamur.demo import cast, names
from testamur.demo.campus import Campus, Event
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as standing
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.catalogue import queries as published
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for

_HERE = files("testamur.demo")
_S, _M, _C, _SH = cast.SELAT, cast.MARINA, cast.CAPE, cast.SHANNONSIDE
# File, publisher, code of the pathway, and how many days ago it was published.
POLICIES = (
    ("bangunan-lestari", _S, "sijil-bangunan-lestari", 420),
    ("ciencia-oberta", _M, "especialista-ciencia-oberta", 410),
    ("responsible-technology", _C, "graduate-certificate-responsible-technology", 430),
    ("teaching-online", _SH, "teaching-and-assessing-online", 240),
    ("ciencia-oberta-2026", _M, "especialista-ciencia-oberta", 45),
)
# Pathway, place whose learners follow it, the first of them and how many, and how many days ago they began.
FOLLOWERS = (
    ("sijil-bangunan-lestari", _S, 15, 6, 60),
    ("especialista-ciencia-oberta", _M, 5, 10, 120),
    ("graduate-certificate-responsible-technology", _C, 35, 6, 150),
    ("teaching-and-assessing-online", _SH, 5, 4, 25),
)
# People of the cast: pathway, its publisher, who, and how many days ago they began.
GUESTS = (
    ("sijil-bangunan-lestari", _S, cast.FARAH, 10),
    ("sijil-bangunan-lestari", _S, cast.RENEWER, 30),
    ("especialista-ciencia-oberta", _M, cast.FARAH, 32),
    ("especialista-ciencia-oberta", _M, cast.AINA, 130),
    ("graduate-certificate-responsible-technology", _C, cast.OCONNOR, 110),
)
# The registrar of the place awarded whoever met the policy so many days ago; whoever meets it since then waits.
AWARDED = (("especialista-ciencia-oberta", _M, 100),)


def ways() -> Iterator[Event]:
    """Yield the publication of each pathway, who follows it when, and what was awarded."""
    for name, place, _code, days in POLICIES:
        yield days, partial(_publish, name=name, place=place)
    yield 238, _accept
    for code, place, first, size, days in FOLLOWERS:
        yield days, partial(_follow, code=code, place=place, first=first, size=size)
    for code, place, person, days in GUESTS:
        yield days, partial(_follow_as, code=code, place=place, person=person)
    for code, place, days in AWARDED:
        yield days, partial(_award, code=code, place=place)


def _publish(campus: Campus, at: datetime, *, name: str, place: str) -> None:
    text = (_HERE / "pathways" / f"{name}.yaml").read_text(encoding="utf-8")
    uuid = catalogue.publish_pathway(campus.actor(place, "registrar"), source=text, at=at)
    campus.pathways[published.pathway(uuid, on=at.date()).listing.code] = uuid


def _accept(campus: Campus, at: datetime) -> None:
    """Let Ponent stand behind the pathway that it owns with Shannonside."""
    registrar = campus.actor(cast.PONENT, "registrar")
    for one in published.to_accept(registrar, on=at.date()):
        catalogue.accept(registrar, version=one.version.uuid, at=at)


def _follow(campus: Campus, at: datetime, *, code: str, place: str, first: int, size: int) -> None:
    for number in range(first, first + max(1, round(size * min(campus.scale * 4, 1)))):
        learner = names.learner(place, number)
        awards.follow(_learner(campus, place, learner.email, learner.name, at), pathway=campus.pathways[code], at=at)


def _follow_as(campus: Campus, at: datetime, *, code: str, place: str, person: cast.Person) -> None:
    awards.follow(_learner(campus, place, person.email, person.name, at), pathway=campus.pathways[code], at=at)


def _award(campus: Campus, at: datetime, *, code: str, place: str) -> None:
    """Award all who meet the policy by then, and sign."""
    registrar = campus.actor(place, "registrar")
    for one in standing.standings(registrar, pathway=campus.pathways[code], state="proposed", limit=1000):
        awards.confer_stack(registrar, standing=one.uuid, at=at)
    campus.work(place, at)


def _learner(campus: Campus, place: str, email: str, name: str, at: datetime) -> Actor:
    """Return somebody as a learner of a place; whoever is not known there yet becomes so."""
    known = institution.invite(campus.machine(place), email=email, name=name, roles=["learner"], at=at)
    return actor_for(person=known.id, institution=campus.places[place].id)
