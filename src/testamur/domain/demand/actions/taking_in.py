"""A table of many adverts, taken in part by part in the background; it goes on where it was interrupted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import rows, tables
from testamur.domain.demand.actions.handing_in import kept
from testamur.domain.demand.models import Advert, AdvertRow, AdvertTable
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

PART = 50


@scoped
def take_table_in(
    actor: Actor, *, organisation: UUID | None, data: bytes, name: str, at: datetime, framework: str = ""
) -> UUID:
    """Keep a table of adverts and begin to take it in. Raises `NotFound`, `Invalid` (field table).

    *framework*: the code of what its adverts are read against, empty for what the house reads against.
    """
    require(actor, Permission.CO_DESIGN)
    for_whom = rows.organisation(actor, organisation)
    row = AdvertTable.objects.create(
        institution_id=actor.here,
        organisation=for_whom,
        name=name[:120] or "adverts.csv",
        data=data,
        framework=framework[:40],
        state="working",
        total=tables.counted(data),
        asked_at=at,
        asked_by_id=actor.me,
    )
    _go_on(actor, row)
    ledger.record(actor, verb="demand.take_table_in", subject=f"advert-table:{row.uuid}", at=at, rows=row.total)
    return row.uuid


@scoped
def take_part(actor: Actor, *, table: str, first: int, at: datetime) -> None:
    """Take in the next rows of a table: all of them, or none yet when we are killed. Safe to repeat."""
    require(actor, Permission.DESIGN)
    row = AdvertTable.objects.select_for_update(of=("self",)).filter(uuid=table, state="working", done=first).first()
    if row is None:
        return
    found = tables.part(bytes(row.data), first=first, many=PART, today=at.date())
    made = [_taken(actor, row, one, at) for one in found]
    AdvertRow.objects.bulk_create(made)
    row.done = first + len(found)
    if len(found) < PART or row.done >= row.total:
        _end(row, "done", at)
    else:
        row.save(update_fields=["done"])
        _go_on(actor, row)
    taken = sum(one.outcome == "taken" for one in made)
    ledger.record(actor, verb="demand.take_part", subject=f"advert-table:{table}", at=at, first=first, taken=taken)


@scoped
def stop_table(actor: Actor, *, table: UUID, at: datetime) -> None:
    """Stop after the part in hand; what is in stays. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = _standing(actor, table, "working")
    _end(row, "stopped", at)
    ledger.record(actor, verb="demand.stop_table", subject=f"advert-table:{table}", at=at, done=row.done)


@scoped
def go_on(actor: Actor, *, table: UUID, at: datetime) -> None:
    """Go on with a table that was stopped. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = _standing(actor, table, "stopped")
    row.state, row.ended_at = "working", None
    row.save(update_fields=["state", "ended_at"])
    _go_on(actor, row)
    ledger.record(actor, verb="demand.go_on", subject=f"advert-table:{table}", at=at, done=row.done)


def _taken(actor: Actor, table: AdvertTable, one: tables.TableRow, at: datetime) -> AdvertRow:
    outcome, because, advert = "refused", one.wrong, None
    if one.advert is not None:
        try:
            new = replace(one.advert, framework=table.framework)
            done = kept(actor, table.organisation, new, at, by=table.asked_by_id)
        except Invalid as refusal:
            because = str(refusal.facts.get("field", ""))[:40]
        else:
            outcome = "taken" if done.is_new else "same"
            advert = Advert.objects.get(uuid=done.uuid)
    return AdvertRow(
        institution_id=table.institution_id,
        table=table,
        number=one.number,
        title=one.title,
        outcome=outcome,
        because=because,
        advert=advert,
    )


def _standing(actor: Actor, uuid: UUID, state: str) -> AdvertTable:
    found = AdvertTable.objects.select_for_update().filter(pk=rows.table(actor, uuid).pk, state=state).first()
    if found is None:
        raise NotFound(what="advert-table", uuid=str(uuid))
    return found


def _go_on(actor: Actor, row: AdvertTable) -> None:
    ledger.enqueue(actor, task="demand.take_part", table=str(row.uuid), first=row.done)


def _end(row: AdvertTable, state: str, at: datetime) -> None:
    row.state, row.ended_at = state, at
    if state == "done":
        row.data = b""
    row.save(update_fields=["state", "ended_at", "done", "data"])
