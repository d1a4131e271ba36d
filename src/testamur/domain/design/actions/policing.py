"""The policies of a house: taken over from a default or written anew, and put into force with a number."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import house
from testamur.domain.design.actions import rows
from testamur.domain.design.models import HousePolicy
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid


class HolesLeft(Invalid):
    """Something in square brackets is still to be decided by the house. ``facts``: holes."""

    code = "holes-left"


class SameAsBefore(Conflict):
    """Exactly this is in force already."""

    code = "same-policy"


@scoped
def adopt_policy(
    actor: Actor, *, name: str, title: str, text: str, holds_from: date, at: datetime, source: str = ""
) -> UUID:
    """Put a policy into force; the one before stays readable. *source*: the default that it was made from.

    Raises `Invalid`, `HolesLeft`, `SameAsBefore`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    rows.choice("policy", name, tuple(house.defaults()))
    check_text("title", title)
    said = prose("text", text)
    _keep_whole(said, house.defaults()[name].holes)
    before = HousePolicy.objects.filter(institution_id=actor.here, name=name).order_by("-number").first()
    if before and (before.text, before.title) == (said, title.strip()):
        raise SameAsBefore
    last = HousePolicy.objects.filter(institution_id=actor.here, name=name).aggregate(Max("number"))["number__max"]
    made = HousePolicy.objects.create(
        institution_id=actor.here,
        name=name,
        number=(last or 0) + 1,
        title=title.strip(),
        source=prose("source", source, needed=False, longest=80),
        text=said,
        holds_from=holds_from,
        at=at,
        by_id=actor.me,
    )
    told = {"name": name, "number": made.number}
    ledger.record(actor, verb="design.adopt_policy", subject=f"house-policy:{made.uuid}", at=at, **told)
    return made.uuid


def _keep_whole(text: str, holes: tuple[str, ...]) -> None:
    """Raise `HolesLeft` while the text still has a bracket of the default that the house has not filled."""
    left = [hole for hole in holes if f"[{hole}]" in text]
    if left:
        raise HolesLeft(holes=left)
