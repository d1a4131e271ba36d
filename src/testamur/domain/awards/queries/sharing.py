"""Who is on a pathway that an institution owns with its publisher: names and standings, not what people hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.adapters.postgres.sorting import ordered
from testamur.domain.awards.models import Standing
from testamur.domain.awards.queries.standing import PAGE, STANDING_SORTS, sought
from testamur.domain.catalogue.queries import pathway as catalogued
from testamur.domain.catalogue.values import PublishedPathway
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class SharedStanding:
    """Somebody on a pathway as its other owners see them."""

    name: str
    version: str
    state: str
    followed_at: datetime
    changed_at: datetime


@scoped
def shared_standings(
    actor: Actor,
    *,
    pathway: UUID,
    on: date,
    state: str = "",
    text: str = "",
    sort: str = "name",
    skip: int = 0,
    limit: int = PAGE,
) -> list[SharedStanding]:
    """Return who is on a version that the actor's institution owns too, and has accepted. Raises `NotFound`."""
    require(actor, Permission.READ_AWARDS)
    found = _owned(actor, pathway, on)
    with within(found.listing.institution.id):
        rows = ordered(_among(actor, found, state, text), sort, STANDING_SORTS)[skip : skip + limit]
        return [
            SharedStanding(row.person.name, row.version.version, row.state, row.followed_at, row.changed_at)
            for row in rows
        ]


@scoped
def shared_figures(actor: Actor, *, pathway: UUID, on: date, text: str = "") -> dict[str, int]:
    """Return state → how many people `shared_standings` would list. Raises `NotFound`."""
    require(actor, Permission.READ_AWARDS)
    found = _owned(actor, pathway, on)
    with within(found.listing.institution.id):
        rows = _among(actor, found, "", text).values_list("state").annotate(count=Count("pk")).order_by()
        return {str(state): int(count) for state, count in rows}


def _owned(actor: Actor, pathway: UUID, on: date) -> PublishedPathway:
    found = catalogued(pathway, on=on)
    if found.listing.institution.id == actor.here or not _versions(actor, found):
        raise NotFound(what="pathway", uuid=str(pathway))
    return found


def _versions(actor: Actor, found: PublishedPathway) -> list[int]:
    """Return the inside ids of the versions that an institution owns with the publisher, and has accepted."""
    return [
        one.id
        for one in found.versions
        if actor.here in {owner.id for owner in one.owners} - {owner.id for owner in one.awaited}
    ]


def _among(actor: Actor, found: PublishedPathway, state: str, text: str) -> QuerySet[Standing]:
    return sought(found.listing.uuid, state, text, is_by_email=False).filter(version_id__in=_versions(actor, found))
