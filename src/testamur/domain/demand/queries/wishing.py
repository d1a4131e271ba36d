"""What learners would learn and nobody teaches: one's own wishes, and how many wish for what."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.adapters.postgres.scope import within
from testamur.domain.demand import rows
from testamur.domain.demand.models import TeachingWish
from testamur.domain.institution.access import Actor


def own_wishes(actor: Actor, *, institution: int) -> dict[str, bool]:
    """Return address of skill → whether the person's name goes with it, for what the actor told an institution."""
    with within(institution):
        found = TeachingWish.objects.filter(institution_id=institution, person_id=actor.me)
        return dict(found.values_list("uri", "is_named"))


def wishes(actor: Actor) -> Iterable[tuple[TeachingWish, str]]:
    """Yield each wish with the name that its person lets the house know, in the actor's scope; partners see no name."""
    is_house = rows.is_house(actor)
    for one in TeachingWish.objects.filter(institution_id=actor.here).select_related("person").order_by("pk"):
        yield one, one.person.name if one.is_named and is_house else ""
