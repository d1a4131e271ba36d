"""The rows that verbs work on: an organisation's own, to its people; all, to the house. Nobody learns of others."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from testamur.domain.demand.models import Advert, AdvertTable, RoleProfile
from testamur.domain.institution.access import Actor, Permission, may
from testamur.refusals import Invalid, NotFound

Row = TypeVar("Row", bound=models.Model)
_HOUSE = (Permission.DESIGN, Permission.REVIEW_DESIGNS, Permission.APPROVE_DESIGNS)


def is_house(actor: Actor) -> bool:
    """Whether the actor designs, reviews or approves here."""
    return actor.kind == "system" or any(may(actor, one) for one in _HOUSE)


def organisation(actor: Actor, uuid: UUID | None) -> Any:  # noqa: ANN401 - a row of a room above, known by its key only
    """Return the organisation for which something is handed in; None is the house itself. Raises `NotFound`."""
    if uuid is None and is_house(actor):
        return None
    found = _organisations().filter(institution_id=actor.here, uuid=uuid)
    if not is_house(actor):
        found = found.filter(people__person_id=actor.person_id or 0, people__left_at__isnull=True)
    row = found.first()
    if row is None:
        raise NotFound(what="partner-organisation", uuid=str(uuid or ""))
    return row


def advert(actor: Actor, uuid: UUID) -> Advert:
    """Return an advert that the actor may see. Raises `NotFound`."""
    found = (
        own(actor, Advert.objects.select_related("organisation")).filter(uuid=uuid, withdrawn_at__isnull=True).first()
    )
    if found is None:
        raise NotFound(what="advert", uuid=str(uuid))
    return found


def table(actor: Actor, uuid: UUID) -> AdvertTable:
    """Return a table of adverts that the actor may see. Raises `NotFound`."""
    found = own(actor, AdvertTable.objects.select_related("organisation")).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="advert-table", uuid=str(uuid))
    return found


def role(actor: Actor, uuid: UUID) -> RoleProfile:
    """Return a role profile that the actor may change. Raises `NotFound`."""
    found = own(actor, RoleProfile.objects.select_related("organisation")).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="role-profile", uuid=str(uuid))
    return found


def own(actor: Actor, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Return those of *rows* that the actor may see."""
    here = rows.filter(institution_id=actor.here)
    if is_house(actor):
        return here
    return here.filter(organisation__people__person_id=actor.person_id or 0, organisation__people__left_at__isnull=True)


def said(field: str, text: str, longest: int, *, needed: bool = True) -> str:
    """Return a text as it is kept. Raises `Invalid`."""
    kept = text.replace("\0", "").strip()
    if (needed and not kept) or len(kept) > longest:
        raise Invalid(field=field, found=len(kept), longest=longest)
    return kept


def _organisations() -> models.QuerySet[Any]:
    # The room above owns organisations and who acts for them; the foreign key leads there without an import.
    model = Advert.organisation.field.related_model
    return model._default_manager.all()  # noqa: SLF001 - Django's own name for the manager of a model
