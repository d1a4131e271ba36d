"""Adverts, with their skills: an organisation's to its people, all to the house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import facts, rows
from testamur.domain.demand.models import Advert, AdvertRow, AdvertSkill, AdvertTable
from testamur.domain.demand.values import AdvertLine, AdvertView, RowView, Sought, TableView
from testamur.domain.institution.access import Actor, Permission, require

STATES = ("undecided", "decided", "waiting", "unread")
PAGE = 30


@scoped
def adverts(
    actor: Actor, *, sought: Sought | None = None, state: str = "", skip: int = 0, limit: int = PAGE
) -> list[AdvertLine]:
    """Return adverts, the newest first. *state*: undecided, decided, waiting, unread, or empty for all."""
    require(actor, Permission.CO_DESIGN)
    found = narrowed(rows.own(actor, Advert.objects.filter(withdrawn_at__isnull=True)), sought or Sought())
    listed = list(
        _in_state(found, state).select_related("organisation").order_by("-seen_on", "-pk")[skip : skip + limit]
    )
    counts = _counts(listed)
    return [facts.line(one, counts[one.pk]) for one in listed]


@scoped
def advert(actor: Actor, *, uuid: UUID) -> AdvertView:
    """Return an advert. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, uuid)
    others = Advert.objects.filter(institution_id=actor.here, digest=row.digest, withdrawn_at__isnull=True)
    is_elsewhere = rows.is_house(actor) and others.exclude(pk=row.pk).exists()
    return facts.advert(row, _counts([row])[row.pk], is_elsewhere=is_elsewhere)


@scoped
def next_undecided(actor: Actor, *, after: UUID) -> UUID | None:
    """Return the advert to look at after one: the next older one that has open suggestions, else the newest such."""
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, after)
    found = _in_state(rows.own(actor, Advert.objects.filter(withdrawn_at__isnull=True)), "undecided").exclude(pk=row.pk)
    order = found.order_by("-seen_on", "-pk")
    older = order.filter(seen_on__lte=row.seen_on).first() or order.first()
    return older.uuid if older else None


@scoped
def to_read(actor: Actor, *, advert: UUID) -> tuple[str, str] | None:
    """Return text and language of an advert that waits to be read, to the job that reads; else None."""
    require(actor, Permission.DESIGN)
    row = Advert.objects.filter(
        institution_id=actor.here, uuid=advert, state__in=["waiting", "unread"], withdrawn_at__isnull=True
    ).first()
    return (row.text, row.language) if row else None


@scoped
def table(actor: Actor, *, uuid: UUID) -> TableView:
    """Return a table of adverts. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.table(actor, uuid)
    said = row.rows.values_list("outcome").annotate(n=Count("pk"))
    return facts.table(row, dict(said))


@scoped
def table_rows(actor: Actor, *, uuid: UUID, outcome: str = "", skip: int = 0, limit: int = PAGE) -> list[RowView]:
    """Return what became of the rows of a table, in their order. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found: QuerySet[AdvertRow] = rows.table(actor, uuid).rows.select_related("advert").order_by("number")
    chosen = found.filter(outcome=outcome) if outcome else found
    return [facts.table_row(one) for one in chosen[skip : skip + limit]]


@scoped
def tables(actor: Actor, *, limit: int = 5) -> list[TableView]:
    """Return the newest tables of adverts."""
    require(actor, Permission.CO_DESIGN)
    found = rows.own(actor, AdvertTable.objects.select_related("organisation").defer("data")).order_by("-pk")
    return [facts.table(one, {}) for one in found[:limit]]


def narrowed(found: QuerySet[Advert], sought: Sought) -> QuerySet[Advert]:
    """Return those of *found* that are meant."""
    if sought.since:
        found = found.filter(seen_on__gte=sought.since)
    if sought.until:
        found = found.filter(seen_on__lte=sought.until)
    if sought.organisation:
        found = found.filter(organisation__uuid=sought.organisation)
    if sought.occupation:
        found = found.filter(occupation__iexact=sought.occupation)
    return found.filter(place__iexact=sought.place) if sought.place else found


def _in_state(found: QuerySet[Advert], state: str) -> QuerySet[Advert]:
    open_ones = AdvertSkill.objects.filter(verdict="").values("advert_id")
    match state:
        case "undecided":
            return found.filter(pk__in=open_ones)
        case "decided":
            return found.exclude(pk__in=open_ones).exclude(state__in=["waiting", "unread"])
        case "waiting" | "unread":
            return found.filter(state=state)
    return found


def _counts(listed: Iterable[Advert]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    said = AdvertSkill.objects.filter(advert__in=[one.pk for one in listed]).values_list("advert_id", "verdict")
    for advert_id, verdict, n in said.annotate(n=Count("pk")):
        found[advert_id][verdict] = n
    return found
