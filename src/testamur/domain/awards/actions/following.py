"""A learner takes a pathway, leaves it, or moves to a newer version of it. Nobody is moved silently (SEM14)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.awards import deciding, holdings
from testamur.domain.awards.models import Standing
from testamur.domain.catalogue.queries import pathway as catalogued
from testamur.domain.catalogue.values import PublishedPathway
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, NotFound


class NotNewer(Conflict):
    """One moves to a version that holds today and is not one's own. ``facts``: version."""

    code = "version-not-newer"


class NotHeld(Conflict):
    """Nobody can follow the pathway now: no version of it holds today. ``facts``: pathway."""

    code = "pathway-does-not-hold"


@scoped
def follow(actor: Actor, *, pathway: UUID, at: datetime) -> UUID:
    """Put the actor on a pathway and return the standing; whoever left comes back to the same one.

    They are bound to the version that held when they earned the first item that counts, else to today's. The owner
    may from now on see what they hold that could count. Raises `NotFound`, `NotHeld`.
    """
    require(actor, Permission.ENROL_SELF)
    found = catalogued(pathway, on=at.date())
    if found.listing.institution.id != actor.here:
        raise NotFound(what="pathway", uuid=str(pathway))
    row = _again(actor, found) or _fresh(actor, found, at)
    decided = next(deciding.decide_all([row], on=at.date()))
    deciding.settle(*decided, may_be_awarded=found.listing.leads_to is not None, at=at)
    row.left_at = None
    row.save()
    told = {"pathway": str(pathway), "version": found.version.version}
    ledger.record(actor, verb="awards.follow", subject=f"standing:{row.uuid}", at=at, **told)
    return row.uuid


@scoped
def leave(actor: Actor, *, standing: UUID, at: datetime) -> None:
    """Take the actor off a pathway: the owner sees their holdings no longer. Awards stay. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    mine = Standing.objects.filter(uuid=standing, person_id=actor.me, left_at__isnull=True)
    if not mine.update(left_at=at):
        raise NotFound(what="standing", uuid=str(standing))
    ledger.record(actor, verb="awards.leave", subject=f"standing:{standing}", at=at)


@scoped
def move(actor: Actor, *, standing: UUID, version: str, at: datetime) -> None:
    """Bind the actor to another version that holds today. Raises `NotFound`, `NotNewer`."""
    require(actor, Permission.ENROL_SELF)
    row = _own(actor, standing)
    found = catalogued(row.pathway.uuid, on=at.date(), version=version)
    if found.version.id == row.version_id or not found.version.holds_on(at.date()):
        raise NotNewer(version=version)
    row.version_id, row.bound_on, row.bound_because = found.version.id, at.date(), "moved"
    decided = next(deciding.decide_all([row], on=at.date()))
    deciding.settle(*decided, may_be_awarded=found.listing.leads_to is not None, at=at)
    row.save()
    ledger.record(actor, verb="awards.move", subject=f"standing:{standing}", at=at, version=version)


def _again(actor: Actor, found: PublishedPathway) -> Standing | None:
    rows = Standing.objects.select_for_update().filter(pathway_id=found.listing.id, person_id=actor.me)
    return rows.first()


def _fresh(actor: Actor, found: PublishedPathway, at: datetime) -> Standing:
    if not found.version.holds_on(at.date()) or found.listing.retired_at:
        raise NotHeld(pathway=str(found.listing.uuid))
    chosen, because = found.version, "followed"
    first = _first_counted(actor, found, at.date())
    if first and first < at.date():
        earlier = next((one for one in found.versions if one.holds_on(first)), None)
        if earlier and earlier.id != chosen.id:
            chosen, because = earlier, "counted"
    return Standing.objects.create(
        institution_id=actor.here,
        person_id=actor.me,
        pathway_id=found.listing.id,
        version_id=chosen.id,
        followed_at=at,
        bound_on=first if first and because == "counted" else at.date(),
        bound_because=because,
        verdict="unknown",
        decision={},
        decided_at=at,
        changed_at=at,
    )


def _first_counted(actor: Actor, found: PublishedPathway, on: date) -> date | None:
    """Return when the first of the holdings was earned that today's version counts."""
    decider = deciding.deciders([found.version.id])[found.version.id]
    place = found.listing.institution.code
    decided = deciding.decide(decider, holdings.of_one(actor.me), place=place, on=on)
    counted = {one.holding for one in decided.decision.counted}
    return min((one.awarded_on for one in decided.holdings if one.id in counted and one.awarded_on), default=None)


def _own(actor: Actor, standing: UUID) -> Standing:
    rows = Standing.objects.select_for_update(of=("self",)).select_related("pathway")
    row = rows.filter(uuid=standing, person_id=actor.me, left_at__isnull=True).first()
    if row is None:
        raise NotFound(what="standing", uuid=str(standing))
    return row
