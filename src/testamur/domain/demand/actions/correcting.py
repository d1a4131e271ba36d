"""What is told of an advert is put right after it came in; what it said before stands in the ledger."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import details, rows
from testamur.domain.demand.values import Details
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


@scoped
def correct_advert(actor: Actor, *, advert: UUID, told: Details, at: datetime) -> tuple[str, ...]:
    """Put right what is told of an advert, and return which fields changed. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row, kept = rows.advert(actor, advert), details.checked(told, at)
    before = {field: getattr(row, field) for field in details.FIELDS}
    changed = tuple(field for field in details.FIELDS if before[field] != kept[field])
    for field in changed:
        setattr(row, field, kept[field])
    if changed:
        row.save(update_fields=changed)
    facts = {field: [str(before[field]), str(kept[field])] for field in changed}
    ledger.record(actor, verb="demand.correct_advert", subject=f"advert:{advert}", at=at, changed=facts)
    return changed
