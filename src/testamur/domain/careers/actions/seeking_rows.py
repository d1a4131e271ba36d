"""The rows of searching that several verbs work on, and who may work on them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.domain.careers.models import REACHED, Approach, PeopleSearch, SearchConsent, SearchGrant
from testamur.domain.careers.seeking_values import LONGEST_REGION, is_place
from testamur.domain.design import queries as design
from testamur.domain.design.partner_values import OrganisationView
from testamur.domain.institution.access import Actor
from testamur.domain.institution.prose import prose
from testamur.refusals import Conflict, Invalid, NotFound


class MayNotSearch(Conflict):
    """The house has not opened the search for people to this organisation. ``facts``: organisation."""

    code = "may-not-search"


class TooOften(Conflict):
    """An organisation has done this so often today that it has to wait. ``facts``: limit."""

    code = "too-often-today"


def own_organisation(actor: Actor, uuid: UUID, at: datetime) -> OrganisationView:
    """Return an organisation for which the actor acts. Raises `NotFound`, so that nobody learns of one by guessing."""
    mine = design.own_organisations(actor.me, at=at)
    found = next((one for number, one in mine if number == actor.here and one.uuid == uuid), None)
    if found is None:
        raise NotFound(what="partner-organisation", uuid=str(uuid))
    return found


def seeker(actor: Actor, uuid: UUID, at: datetime) -> tuple[int, OrganisationView]:
    """Return an organisation of the actor's that may look for people, with its inside id.

    Raises `NotFound`, `MayNotSearch`.
    """
    found = own_organisation(actor, uuid, at)
    grant = SearchGrant.objects.filter(institution_id=actor.here, organisation__uuid=uuid, ended_at__isnull=True)
    number = grant.values_list("organisation_id", flat=True).first()
    if number is None:
        raise MayNotSearch(organisation=found.name)
    return number, found


def search(actor: Actor, uuid: UUID, at: datetime) -> PeopleSearch:
    """Return a search of an organisation of the actor's that may look. Raises `NotFound`, `MayNotSearch`."""
    found = PeopleSearch.objects.select_related("organisation").filter(institution_id=actor.here, uuid=uuid).first()
    if found is None:
        raise NotFound(what="people-search", uuid=str(uuid))
    seeker(actor, found.organisation.uuid, at)
    return found


def own_approach(actor: Actor, uuid: UUID) -> Approach:
    """Return a request to the actor, locked. Raises `NotFound`."""
    rows = Approach.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(REACHED, institution_id=actor.here, uuid=uuid, person_id=actor.me).first()
    if found is None:
        raise NotFound(what="people-request", uuid=str(uuid))
    return found


def standing_consent(actor: Actor, purpose: str) -> SearchConsent | None:
    """Return the actor's own consent for a purpose, where one stands, locked."""
    rows = SearchConsent.objects.select_for_update().filter(institution_id=actor.here, person_id=actor.me)
    return rows.filter(purpose=purpose, ended_at__isnull=True).first()


def region(text: str) -> str:
    """Return the name of a place. Raises `Invalid` for what cannot be one: signs of markup, or too many letters."""
    found = prose("region", text, longest=LONGEST_REGION, needed=False)
    if not is_place(found):
        raise Invalid(field="region", found=found)
    return found


def choice(field: str, found: str, allowed: tuple[str, ...]) -> str:
    """Return *found* if it is one of *allowed*. Raises `Invalid`."""
    if found not in allowed:
        raise Invalid(field=field, found=found[:40], allowed=list(allowed))
    return found
