"""Opening and closing offerings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.catalogue.steps import version_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import list_address
from testamur.domain.learning.models import Offering
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


@scoped
def offer(  # noqa: PLR0913 - one for each thing that is said of an offering
    actor: Actor,
    *,
    microcredential: UUID,
    at: datetime,
    version: str = "",
    label: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    enrol_by: date | None = None,
    places: int | None = None,
    price: tuple[Decimal, str] | None = None,
) -> UUID:
    """Offer a published version, the current one by default. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.OFFER)
    chosen = version_of(microcredential, version)
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid(field="ends_on", found=ends_on.isoformat(), allowed=f">= {starts_on.isoformat()}")
    if places is not None and places < 1:
        raise Invalid(field="places", found=places, allowed=">= 1")
    if price and price[0] < 0:
        raise Invalid(field="price", found=str(price[0]), allowed=">= 0")
    row = Offering.objects.create(
        institution_id=actor.here,
        version_id=chosen.id,
        label=label.strip()[:100],
        starts_on=starts_on,
        ends_on=ends_on,
        enrol_by=enrol_by,
        places=places,
        price_amount=price[0] if price else None,
        price_currency=price[1] if price else "",
        opened_at=at,
    )
    list_address(actor, key=str(row.uuid), kind="offering", target_id=row.pk)
    told = {"version": str(chosen.uuid)}
    ledger.record(actor, verb="learning.offer", subject=f"offering:{row.uuid}", at=at, **told)
    return row.uuid


@scoped
def close(actor: Actor, *, offering: UUID, at: datetime) -> None:
    """End enrolment. Raises `NotFound`."""
    require(actor, Permission.OFFER)
    if not Offering.objects.filter(uuid=offering, closed_at__isnull=True).update(closed_at=at):
        raise NotFound(what="offering", uuid=str(offering))
    ledger.record(actor, verb="learning.close", subject=f"offering:{offering}", at=at)
