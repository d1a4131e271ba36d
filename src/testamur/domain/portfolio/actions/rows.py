"""Where a person's rows are written: at the institution that keeps their portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from testamur.domain.institution.access import Actor
from testamur.domain.portfolio.models import Home
from testamur.domain.portfolio.queries.homes import home


def at_home(actor: Actor) -> Actor:
    """Return the person, acting at their home; no role of theirs goes with them. Raises `NoInstitution`."""
    return replace(actor, institution_id=home(actor.me), roles=frozenset())


def opened(here: Actor, at: datetime) -> Actor:
    """Keep the portfolio here from now on; within the scope of *here*."""
    Home.objects.get_or_create(person_id=here.me, defaults={"institution_id": here.here, "opened_at": at})
    return here
