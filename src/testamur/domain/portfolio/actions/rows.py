"""Where a person's rows are written: at the institution that keeps their portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import person
from testamur.domain.portfolio.models import Home
from testamur.domain.portfolio.queries.homes import home


def at_home(actor: Actor) -> Actor:
    """Return the person, acting at their home; no role of theirs goes with them. Raises `NoInstitution`."""
    return at_place(actor, home(actor.me))


def at_place(actor: Actor, institution_id: int) -> Actor:
    """Return the person, acting for themselves at an institution."""
    return replace(actor, institution_id=institution_id, roles=frozenset())


def opened(here: Actor, at: datetime) -> Actor:
    """Keep the portfolio here from now on, and let nobody else write in it meanwhile; within the scope of *here*."""
    Home.objects.select_for_update().get_or_create(
        person_id=here.me, defaults={"institution_id": here.here, "opened_at": at}
    )
    return here


def subject(here: Actor) -> str:
    """Return what the audit log calls a portfolio."""
    return f"person:{person(here.me).uuid}"
