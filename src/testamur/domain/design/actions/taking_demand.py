"""What adverts ask for and nobody teaches becomes part of a brief: skills, and the counts as their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import partner_rows
from testamur.domain.design.actions.partnering import MOST_NAMED, own_brief
from testamur.domain.design.models import Demand
from testamur.domain.design.partner_values import AskedNeed
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger


@scoped
def take_in_asked(actor: Actor, *, brief: UUID, needs: Sequence[AskedNeed], at: datetime) -> int:
    """Add skills to one's brief, each with how often it is asked for; return how many were new.

    A skill that the brief names already, by its address or name, stays as it is. Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = own_brief(actor, None, brief)
    known = {str(one[key]).casefold() for one in row.skills for key in ("uri", "name") if one[key]}
    fresh = [one for one in needs if not {one.uri.casefold(), one.name.casefold()} & known]
    fresh = fresh[: max(MOST_NAMED - len(row.skills), 0)]
    row.skills = [
        *row.skills,
        *(
            {
                "name": prose("skills", one.name, longest=200),
                "uri": partner_rows.web_address("skills", one.uri),
            }
            for one in fresh
        ),
    ]
    row.saved_at, row.saved_by_id = at, actor.me
    row.save(update_fields=["skills", "saved_at", "saved_by_id"])
    Demand.objects.bulk_create(
        Demand(
            institution_id=row.institution_id,
            brief=row,
            kind="advert",
            title=prose("title", one.title, longest=250),
            figure=Decimal(one.figure),
            unit=prose("unit", one.unit, longest=60),
            source=prose("source", one.source, longest=250),
            address=partner_rows.web_address("address", one.address),
            seen_on=at.date(),
            added_at=at,
            added_by_id=actor.me,
        )
        for one in fresh
    )
    ledger.record(actor, verb="design.take_in_asked", subject=f"brief:{brief}", at=at, skills=len(fresh))
    return len(fresh)
