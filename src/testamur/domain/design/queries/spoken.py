"""What was said about a design by whoever judges it, and whose word is still waited for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import facts, states
from testamur.domain.design.actions import reviewing, rows
from testamur.domain.design.facts import partners as seen
from testamur.domain.design.models import Design, Event
from testamur.domain.design.partner_values import PartnerView
from testamur.domain.design.values import EventView, InterestView
from testamur.domain.institution.access import Actor, Permission, require

# What brings a design on to whoever judges it, and what may bring it back.
_TO_AND_FRO = ("submit_for_review", "finish_review", "review_relevance", "send_back")


@scoped
def interests(actor: Actor, *, uuid: UUID) -> list[InterestView]:
    """Return what everyone says of their own interests in a design, each in their newest words. Raises `NotFound`.

    It is for whoever judges designs.
    """
    rows.keep_judges(actor)
    newest = {one.person_id: one for one in rows.readable(actor, uuid).interests.order_by("pk")}
    return [InterestView(one.person_id, one.text if one.has_interest else "", one.at) for one in newest.values()]


@scoped
def awaited(actor: Actor, *, uuid: UUID, at: datetime) -> list[PartnerView]:
    """Return the partners whose word on relevance a design waits for; none at any other stage. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    found = reviewing.awaited_partners(row, at) if row.state == states.PARTNER else []
    return [seen.partner(one, at) for one in found]


@scoped
def returned(actor: Actor, *, uuids: Collection[UUID]) -> dict[UUID, EventView]:
    """Return uuid → how a design came back to its makers, for those of *uuids* that did and are worked on again."""
    require(actor, Permission.CO_DESIGN)
    found = Design.objects.filter(institution_id=actor.here, uuid__in=uuids, state__in=(states.DRAFT, states.CHECKED))
    read = {one.pk: one.uuid for one in found if rows.may_read(actor, one)}
    moves = Event.objects.filter(design_id__in=read, kind__in=_TO_AND_FRO).order_by("pk")
    last = {one.design_id: one for one in moves}
    return {read[pk]: facts.event(one) for pk, one in last.items() if one.state == states.DRAFT}
