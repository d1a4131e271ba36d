"""Who is told by mail of a search or a request: a notice is made with what it tells of, and a job sends it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers.models import SearchNotice
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


def tell(actor: Actor, kind: str, people: Iterable[int], at: datetime) -> None:
    """Have people told of *kind*. The mail names nobody, no purpose and no skill: it leads to a page to sign in to."""
    made = SearchNotice.objects.bulk_create(
        SearchNotice(institution_id=actor.here, person_id=one, kind=kind, made_at=at) for one in sorted(set(people))
    )
    if made:
        ledger.enqueue(actor, task="careers.send", once=f"careers post {actor.here}")


@scoped
def note_search_mail_sent(actor: Actor, *, notice: UUID, at: datetime) -> None:
    """Note that a notice has left the house. Noted twice, it stays as it was."""
    require(actor, Permission.OVERSEE_SEARCH)
    row = SearchNotice.objects.filter(uuid=notice, sent_at__isnull=True).first()
    if row is None:
        return
    row.sent_at = at
    row.save(update_fields=["sent_at"])
    ledger.record(actor, verb="careers.note_search_mail_sent", subject=f"notice:{notice}", at=at, kind=row.kind)
