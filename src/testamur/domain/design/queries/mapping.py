"""What partners need against what there is: the road map of an institution, or of one of its partners."""

from __future__ import annotations

from datetime import date

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.definition import DefinitionError, parse
from testamur.domain.catalogue.queries import shelf
from testamur.domain.demand.queries import demand
from testamur.domain.design import states
from testamur.domain.design.actions import partner_rows, rows
from testamur.domain.design.facts import partners as seen
from testamur.domain.design.models import Brief, Design
from testamur.domain.design.needs import Offer, RoadMap, beside, gathered, mapped
from testamur.domain.institution.access import Actor, Permission, require

_MOST = 500
_MOST_ASKED = 40


@scoped
def road_map(actor: Actor, *, on: date) -> RoadMap:
    """Return occupations and skills against micro-credentials: of all briefs to the house, to partners of their own.

    What adverts and role profiles ask for most stands beside them.

    Drafts are the house's to see.
    """
    require(actor, Permission.CO_DESIGN)
    is_house = partner_rows.is_house(actor)
    found = Brief.objects.select_related("partnership", "organisation", "design").order_by("pk")
    if not is_house:
        found = found.filter(organisation__people__person_id=actor.me, organisation__people__left_at__isnull=True)
    out = [
        Offer(one.listing.uuid, one.definition.title.original, is_out=True, course=one.definition)
        for one in shelf(actor, on=on, limit=_MOST)
        if one.listing.retired_at is None
    ]
    needs = beside(gathered(seen.brief(one) for one in found), demand(actor).asked[:_MOST_ASKED])
    return mapped(needs, [*out, *(_drafts(actor) if is_house else ())])


def _drafts(actor: Actor) -> list[Offer]:
    """Return what is in the making and can be read."""
    found = []
    for row in Design.objects.filter(institution_id=actor.here, state__in=states.IN_THE_MAKING)[:_MOST]:
        try:
            course = parse(rows.head(row).source)
        except DefinitionError:
            continue
        found.append(Offer(row.uuid, course.title.original, is_out=False, course=course))
    return found
