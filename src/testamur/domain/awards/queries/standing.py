"""Who stands where on a pathway: the learner's own view, and the registrar's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.adapters.postgres.sorting import Sorts, as_read, ordered
from testamur.core.rules import Holding
from testamur.domain.awards import deciding, facts, holdings
from testamur.domain.awards.models import Reckoning, Standing, Waiver
from testamur.domain.awards.values import Moving, ReckoningView, StandingView
from testamur.domain.catalogue.queries import editions
from testamur.domain.catalogue.queries import pathway as catalogued
from testamur.domain.catalogue.values import Listing
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.refusals import NotFound

PAGE = 50
STATES = ("proposed", "review", "awarded", "open")
STANDING_SORTS: Sorts = {"name": as_read("person__name"), "changed": "changed_at", "followed": "followed_at"}


def own_standings(person_id: int, *, on: date) -> list[StandingView]:
    """Return where a person stands, at all institutions, decided today; nothing is stored."""
    with within(person_id=person_id):
        rows = list(_rows().filter(person_id=person_id, left_at__isnull=True).order_by("followed_at"))
        awards = {key: row.uuid for key, row in deciding.standing_awards(rows).items()}
    if not rows:
        return []
    dossier = holdings.of_one(person_id)
    return [_today(row, dossier, awards.get(row.pk), on) for row in rows]


def own_standing(person_id: int, *, pathway: UUID, on: date) -> StandingView | None:
    """Return where a person stands on one pathway, decided today; None where they do not follow it."""
    return next((one for one in own_standings(person_id, on=on) if one.pathway == pathway), None)


def own_dossier(person_id: int, *, place: str) -> tuple[Holding, ...]:
    """Return everything that a person holds, as pathways of *place* (an institution's code) name it."""
    return holdings.of_one(person_id).on(place)


def moving(person_id: int, *, standing: UUID, version: str, on: date) -> Moving:
    """Return what would change for a person who moved to another version. Raises `NotFound`."""
    row = own_row(person_id, standing)
    found = catalogued(row.pathway.uuid, on=on, version=version)
    dossier, place = holdings.of_one(person_id), found.listing.institution.code
    ready = deciding.deciders([row.version_id, found.version.id])
    before, after = (
        deciding.decide(ready[key], dossier, place=place, on=on, row=row).decision
        for key in (row.version_id, found.version.id)
    )
    return Moving(found.version.version, before, after)


def supposing(person_id: int, *, standing: UUID, extra: Sequence[Holding], on: date) -> Moving:
    """Return what would change for a person who held *extra* as well, named as the pathway names things.

    Nothing is stored. Raises `NotFound`.
    """
    row = own_row(person_id, standing)
    ready, place = deciding.deciders([row.version_id])[row.version_id], institution(row.institution_id).code
    dossier = holdings.of_one(person_id)
    before = deciding.decide(ready, dossier, place=place, on=on, row=row).decision
    after = deciding.decide(ready, dossier, place=place, on=on, row=row, extra=extra).decision
    return Moving(row.version.version, before, after)


def planned_holding(ref: str, listing: Listing | None, *, on: date) -> Holding:
    """Return what a policy calls *ref* as something planned: with what the catalogue says of it, where it is there."""
    return holdings.planned(ref, editions([listing.version_id])[listing.version_id] if listing else None, on)


@scoped
def standing(actor: Actor, *, uuid: UUID) -> StandingView:
    """Return a standing with what was weighed. Raises `NotFound`."""
    require(actor, Permission.READ_AWARDS)
    row = _rows().filter(uuid=uuid, left_at__isnull=True).first()
    if row is None:
        raise NotFound(what="standing", uuid=str(uuid))
    place = institution(row.institution_id).code
    held = holdings.of_many([row.person_id])[row.person_id].on(place, standing_id=row.pk)
    return facts.standing(row, _awards([row]).get(row.pk), held)


@scoped
def standings(
    actor: Actor,
    *,
    pathway: UUID,
    state: str = "",
    text: str = "",
    sort: str = "name",
    skip: int = 0,
    limit: int = PAGE,
) -> list[StandingView]:
    """Return who is on a pathway, as a table shows them, as it was last decided; *sort* is one of `STANDING_SORTS`."""
    require(actor, Permission.READ_AWARDS)
    rows = list(ordered(sought(pathway, state, text), sort, STANDING_SORTS)[skip : skip + limit])
    awards = _awards(rows)
    return [facts.standing(row, awards.get(row.pk)) for row in rows]


@scoped
def standing_count(actor: Actor, *, pathway: UUID, state: str = "", text: str = "") -> int:
    """Return how many people `standings` would list."""
    require(actor, Permission.READ_AWARDS)
    return sought(pathway, state, text).count()


@scoped
def pathway_figures(actor: Actor) -> dict[UUID, dict[str, int]]:
    """Return pathway → state → how many people. No names."""
    require(actor, Permission.READ_FIGURES)
    rows = Standing.objects.filter(left_at__isnull=True).values_list("pathway__uuid", "state")
    found: dict[UUID, dict[str, int]] = {}
    for pathway, state, count in rows.annotate(count=Count("pk")).order_by():
        found.setdefault(pathway, {})[state] = count
    return found


@scoped
def on_pathway(actor: Actor, *, pathway: UUID) -> dict[str, int]:
    """Return version → how many people are bound to it. No names."""
    require(actor, Permission.READ_FIGURES)
    rows = Standing.objects.filter(pathway__uuid=pathway, left_at__isnull=True).values_list("version__version")
    return dict(rows.annotate(count=Count("pk")).order_by())


@scoped
def reckoning(actor: Actor, *, uuid: UUID) -> ReckoningView:
    """Return how far it is to decide everyone on a pathway anew. Raises `NotFound`."""
    require(actor, Permission.READ_AWARDS)
    row = Reckoning.objects.select_related("pathway").filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="reckoning", uuid=str(uuid))
    rows = Standing.objects.filter(pathway_id=row.pathway_id, left_at__isnull=True)
    late = rows.filter(decided_at__lt=row.asked_at).count()
    return ReckoningView(row.uuid, row.pathway.uuid, row.total, max(0, row.total - late), row.asked_at)


def own_row(person_id: int, standing: UUID) -> Standing:
    """Return a person's own standing as it is stored; for this room. Raises `NotFound`."""
    with within(person_id=person_id):
        row = _rows().filter(uuid=standing, person_id=person_id, left_at__isnull=True).first()
    if row is None:
        raise NotFound(what="standing", uuid=str(standing))
    return row


def _today(row: Standing, dossier: holdings.Dossier, award: UUID | None, on: date) -> StandingView:
    """Return the standing as of today; what a stack was awarded for stays as it was when it was awarded."""
    place = institution(row.institution_id).code
    if award:
        return facts.standing(row, award, dossier.on(place, standing_id=row.pk))
    ready = deciding.deciders([row.version_id])[row.version_id]
    decided = deciding.decide(ready, dossier, place=place, on=on, row=row)
    return facts.standing(row, award, decided.holdings, decided.decision)


def _rows() -> QuerySet[Standing]:
    waivers = Waiver.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    rows = Standing.objects.select_related("pathway", "version", "person")
    return rows.prefetch_related(Prefetch("waivers", waivers))


def _awards(rows: Sequence[Standing]) -> dict[int, UUID]:
    return {key: row.uuid for key, row in deciding.standing_awards(rows).items()}


def sought(pathway: UUID, state: str, text: str, *, is_by_email: bool = True) -> QuerySet[Standing]:
    """Return who is on a pathway in a state, by a part of their name or, where that may be seen, their e-mail."""
    rows = _rows().filter(pathway__uuid=pathway, left_at__isnull=True)
    rows = rows.filter(state=state) if state else rows
    by_name, by_email = Q(person__name__icontains=text), Q(person__email__icontains=text)
    return rows.filter(by_name | by_email if is_by_email else by_name) if text else rows
