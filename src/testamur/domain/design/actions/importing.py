"""Drafts out of a file of somebody else: many at once, all or none, each with where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.drafting import begun
from testamur.domain.design.values import TakenOver
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid

MOST_AT_ONCE = 500


@scoped
def take_over(
    actor: Actor, *, drafts: Sequence[TakenOver], file: str, digest: str, form: str, at: datetime
) -> tuple[UUID, ...]:
    """Begin a draft with each text, all in one transaction: *file* in *form*, whose SHA-256 is *digest*.

    Each says where it came from. Raises `Invalid` for none, for more than `MOST_AT_ONCE`, and for a text that none
    can begin with; then there is no draft at all.
    """
    require(actor, Permission.DESIGN)
    if not 1 <= len(drafts) <= MOST_AT_ONCE:
        raise Invalid(field="drafts", found=len(drafts), longest=MOST_AT_ONCE)
    note = f"{file[:80]} (sha256 {digest}, {form})"
    made = []
    for one in drafts:
        row = begun(actor, one.title, one.source, "import", f"{note} {one.place}".strip()[:200], at)
        rows.tell(actor, row, "start", at)
        made.append(row.uuid)
    ledger.record(
        actor,
        verb="design.take_over",
        subject=f"design:{made[0]}",
        at=at,
        file=file[:80],
        digest=digest,
        form=form,
        drafts=len(made),
    )
    return tuple(made)
