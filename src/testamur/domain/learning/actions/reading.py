"""Reading the pages of what one takes part in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.queries import edition_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning.models import Enrolment, PageRead
from testamur.domain.ledger import actions as ledger
from testamur.refusals import NotFound


@scoped
def mark_read(actor: Actor, *, enrolment: UUID, page: UUID, at: datetime, is_read: bool = True) -> None:
    """Mark a page of one's own as read, or take the mark away. Once is enough. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    row = Enrolment.objects.select_related("offering").filter(uuid=enrolment, person_id=actor.me)
    mine = row.filter(withdrawn_at__isnull=True).first()
    edition = edition_of(mine.offering.version_id) if mine else None
    if mine is None or edition is None or page not in {one.uuid for one in edition.pages}:
        raise NotFound(what="page", uuid=str(page))
    if is_read:
        PageRead.objects.get_or_create(
            institution_id=actor.here, enrolment=mine, page=page, defaults={"person_id": actor.me, "read_at": at}
        )
    else:
        PageRead.objects.filter(enrolment=mine, page=page).delete()
    told = {"page": str(page), "read": is_read}
    ledger.record(actor, verb="learning.mark_read", subject=f"enrolment:{enrolment}", at=at, **told)
