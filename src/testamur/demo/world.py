"""The demo's world: build it where there is none yet, and say whom one can be in it and what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from testamur.adapters.postgres.scope import within
from testamur.demo import cast
from testamur.demo.advice import advice
from testamur.demo.assurance import assurance
from testamur.demo.campus import Campus, happen
from testamur.demo.demand import demand
from testamur.demo.drafts import drafts
from testamur.demo.fairness import fairness
from testamur.demo.history import ask, beginnings, offerings
from testamur.demo.oversight import oversight
from testamur.demo.partners import partners
from testamur.demo.profiles import profiles
from testamur.demo.recognitions import recognitions
from testamur.demo.seeking import seeking
from testamur.demo.stories import SHOWN_TO, stories
from testamur.demo.targets import targets
from testamur.demo.ways import ways
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import queries as issuing


@dataclass(frozen=True, slots=True)
class Role:
    """Someone to sign in as, with one click. ``story``: what is worth seeing with their eyes, a code, or empty."""

    email: str
    name: str
    role: str
    place: str
    story: str


@dataclass(frozen=True, slots=True)
class Try:
    """Something to try. ``what``: a code; ``path``: where, on this server; ``sign_in``: as whom (e-mail), or empty."""

    what: str
    path: str
    sign_in: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What to tell the visitor. ``is_new``: it was built just now."""

    base_url: str
    is_new: bool
    people: tuple[Role, ...]
    things: tuple[Try, ...]


def is_there() -> bool:
    """Whether there is a world already: the demo's, or somebody's own, which is left alone."""
    return bool(institution.institutions())


def build(*, at: datetime, base_url: str, scale: float = 1) -> World:
    """Build the world, unless there is an institution already, and return what to tell the visitor.

    Everything is dated by *at*, the moment of building, so that what should be valid is, on the day somebody looks:
    a fixed calendar would let the demo's credentials lapse one after another. It happens in one transaction: whoever
    stops it half-way has nothing, and the next start begins again.
    """
    is_new = not is_there()
    if is_new:
        with within():
            campus = Campus(today=at, scale=scale)
            always = [*beginnings(), *offerings(), *stories(), *recognitions(), *ways(), *fairness()]
            happen(
                campus,
                [
                    *always,
                    *partners(),
                    *demand(),
                    *drafts(),
                    *assurance(),
                    *profiles(),
                    *targets(),
                    *advice(),
                    *seeking(),
                    *oversight(),
                ],
            )
            for place in campus.places:
                campus.work(place, at)
            ask(campus)
    return World(base_url, is_new, people(), _things(at))


# Whom a visitor can be: everybody for whom there is a page to come to.
PLAYED = ("learner", "registrar", "instructor", "designer", "reviewer", "partner", "administrator")


def people() -> tuple[Role, ...]:
    """Return whom a visitor can be, those of the same university together. Empty where this is not the demo's world."""
    names = {place.code: place.name for place in institution.institutions()}
    return tuple(
        Role(person.email, person.name, person.role, names[person.place], person.story)
        for person in cast.PEOPLE
        if person.place in names
    )


def _things(at: datetime) -> tuple[Try, ...]:
    secret = _shown_secret(at)
    if not secret:
        # Another world than the demo's: what can be tried in any.
        found = ("find-a-micro-credential", "/catalogue"), ("check-any-credential", "/check")
        return (*(Try(what, path) for what, path in found), Try("sign-in", "/accounts/login/"))
    return (
        Try("open-a-shared-credential", f"/c/{secret}"),
        Try("see-what-counts", "/mine", cast.FARAH.email),
        Try("decide-the-queue", f"/desk/{cast.SELAT}/", f"registrar@{cast.SELAT}.example.edu"),
    )


def _shown_secret(at: datetime) -> str:
    """Return the secret of the link that Farah gave to an employer, or nothing where she or it is gone."""
    here = {place.code: place.id for place in institution.institutions()}
    if cast.SELAT not in here or cast.MARINA not in here:
        return ""
    known = institution.people(system(here[cast.SELAT]), text=cast.FARAH.email)
    for person in known:
        holder = actor_for(person=person.id, institution=here[cast.MARINA])
        for held in issuing.own_credentials(person.id, at=at):
            for link in issuing.links(holder, credential=held.uuid):
                if link.label == SHOWN_TO and link.withdrawn_at is None:
                    return link.secret
    return ""
