"""Changes that were asked for: of which place, what it said then, and what it says now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from testamur.domain.design import queries
from testamur.domain.design.values import ChangeView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.naming import name_of, named, places
from testamur.interfaces.web.design.quoting import Quote, parsed, quote


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that was asked for, by whom, and who answered. ``quote``: what its place said then, and says now."""

    one: ChangeView
    by: str
    answered_by: str
    line: int
    quote: Quote | None


def wishes(actor: Actor, uuid: UUID, found: list[ChangeView], source: str) -> list[Wish]:
    """Return changes that were asked for with names and lines, open ones first; *source* is the text of today."""
    known = named(number for one in found for number in (one.asked_by, one.answered_by))
    numbers = {one.revision for one in found if one.place}
    then = {number: parsed(queries.revision(actor, uuid=uuid, number=number)[1]) for number in numbers}
    where, now = places(source), parsed(source)
    listed = [
        Wish(
            one,
            name_of(known, one.asked_by),
            name_of(known, one.answered_by),
            where.get(one.place, 0),
            quote(then.get(one.revision), now, one.place),
        )
        for one in found
    ]
    return sorted(listed, key=lambda wish: wish.one.resolved_at is not None)
