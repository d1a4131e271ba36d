"""Deciding standings anew: those whose holdings changed, or everyone's on a pathway, in chunks and resumably."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped
from testamur.domain.awards import deciding, steps
from testamur.domain.awards.models import Reckoning, Standing
from testamur.domain.catalogue.queries import pathway as catalogued
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger

_WRITTEN = ["state", "verdict", "decision", "digest", "decided_at", "changed_at", "lost", "settled_because"]


@scoped
def holdings_changed(actor: Actor, *, people: Sequence[int], at: datetime) -> None:
    """Have the standings of *people* decided anew everywhere; for rooms below this one, by the task's name."""
    require(actor, Permission.CONFER)
    places = steps.tell(people)
    if not places:
        return
    ledger.record(actor, verb="awards.holdings_changed", subject="standings", at=at, people=len(people), places=places)


@scoped
def reckon(actor: Actor, *, people: Sequence[int], at: datetime) -> None:
    """Decide the standings here of *people* anew. Safe to repeat."""
    require(actor, Permission.CONFER)
    rows = _locked().filter(person_id__in=people, left_at__isnull=True)
    counts = _decide(list(rows), at)
    if not counts:
        return
    ledger.record(actor, verb="awards.reckon", subject="standings", at=at, **counts)


@scoped
def reckon_all(actor: Actor, *, pathway: UUID, at: datetime) -> UUID:
    """Ask for everyone on a pathway to be decided anew, and return the reckoning to watch. Raises `NotFound`."""
    require(actor, Permission.CONFER)
    found = catalogued(pathway, on=at.date()).listing
    keys = list(_on(found.id).order_by("pk").values_list("pk", flat=True))
    row = Reckoning.objects.create(
        institution_id=actor.here, pathway_id=found.id, total=len(keys), asked_at=at, asked_by_id=actor.person_id
    )
    for first in range(0, len(keys), ledger.CHUNK):
        chunk = keys[first : first + ledger.CHUNK]
        ledger.enqueue(actor, task="awards.reckon_chunk", reckoning=str(row.uuid), first=chunk[0], last=chunk[-1])
    ledger.record(actor, verb="awards.reckon_all", subject=f"pathway:{pathway}", at=at, total=row.total)
    return row.uuid


@scoped
def reckon_chunk(actor: Actor, *, reckoning: str, first: int, last: int, at: datetime) -> None:
    """Decide those of a chunk who have not been since it was asked for: all, or, when we are killed, none yet."""
    require(actor, Permission.CONFER)
    asked = Reckoning.objects.get(uuid=reckoning)
    due = _locked().filter(pathway_id=asked.pathway_id, pk__range=(first, last), left_at__isnull=True)
    counts = _decide(list(due.filter(decided_at__lt=asked.asked_at)), at)
    if not counts:
        return
    ledger.record(actor, verb="awards.reckon_chunk", subject=f"reckoning:{reckoning}", at=at, **counts)


def _decide(rows: list[Standing], at: datetime) -> dict[str, int]:
    """Decide and store; return verdict → how many, and how many people will see a change."""
    counts: dict[str, int] = {}
    for row, decided, award in deciding.decide_all(rows, on=at.date()):
        has_changed = deciding.settle(row, decided, award, may_be_awarded=row.version.leads_to_id is not None, at=at)
        counts[row.verdict] = counts.get(row.verdict, 0) + 1
        counts["changed"] = counts.get("changed", 0) + has_changed
    # One statement for all: writing takes as long as deciding where each row brings its own CASE.
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN)
    return counts


def _locked() -> QuerySet[Standing]:
    rows = Standing.objects.select_for_update(of=("self",)).select_related("version").order_by("pk")
    return rows.prefetch_related("waivers")


def _on(pathway_id: int) -> QuerySet[Standing]:
    return Standing.objects.filter(pathway_id=pathway_id, left_at__isnull=True)
