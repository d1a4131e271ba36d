"""The rows of partners that verbs work on: nobody sees an organisation but those who act for it, and the house."""

from __future__ import annotations

import re
from uuid import UUID

from testamur.domain.design.models import Brief, PartnerOrganisation
from testamur.domain.institution.access import Actor, Permission, may
from testamur.refusals import Invalid, NotFound

# What the house's own people may see of every partner.
_HOUSE = (Permission.DESIGN, Permission.REVIEW_DESIGNS, Permission.APPROVE_DESIGNS)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,480}")


def organisation(actor: Actor, uuid: UUID) -> PartnerOrganisation:
    """Return an organisation for one of its people. Raises `NotFound`, so that nobody learns of one by guessing."""
    found = PartnerOrganisation.objects.filter(institution_id=actor.here, uuid=uuid).first()
    if found is None or not acts_for(actor, found):
        raise NotFound(what="partner-organisation", uuid=str(uuid))
    return found


def readable_organisation(actor: Actor, uuid: UUID) -> PartnerOrganisation:
    """Return an organisation for one of its people or of the house. Raises `NotFound`."""
    found = PartnerOrganisation.objects.filter(institution_id=actor.here, uuid=uuid).first()
    if found is None or not (is_house(actor) or acts_for(actor, found)):
        raise NotFound(what="partner-organisation", uuid=str(uuid))
    return found


def brief(actor: Actor, uuid: UUID) -> Brief:
    """Return a brief, for the house or for the people of its organisation. Raises `NotFound`."""
    found = Brief.objects.select_related("organisation").filter(institution_id=actor.here, uuid=uuid).first()
    theirs = found is not None and found.organisation is not None and acts_for(actor, found.organisation)
    if found is None or not (is_house(actor) or theirs):
        raise NotFound(what="brief", uuid=str(uuid))
    return found


def acts_for(actor: Actor, row: PartnerOrganisation) -> bool:
    """Whether the actor acts for an organisation now."""
    return row.people.filter(person_id=actor.person_id or 0, left_at__isnull=True).exists()


def is_house(actor: Actor) -> bool:
    """Whether the actor designs, reviews or approves here."""
    return any(may(actor, one) for one in _HOUSE)


def web_address(field: str, found: str) -> str:
    """Return a web address as it is kept. Raises `Invalid`."""
    if found and not _ADDRESS.fullmatch(found):
        raise Invalid(field=field, found=found[:80], allowed="https://")
    if len(found) > 300 and field == "url":  # noqa: PLR2004 - the column's length
        raise Invalid(field=field, found=len(found), longest=300)
    return found
