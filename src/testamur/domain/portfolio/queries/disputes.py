"""Disputes as whoever answers them sees them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.portfolio import facts
from testamur.domain.portfolio.models import Dispute
from testamur.domain.portfolio.values import AnswerNotice, DisputeView

_MOST = 200


@scoped
def disputes(actor: Actor) -> list[DisputeView]:
    """Return the disputes about what the institution attests: those that wait first, the longest at the top."""
    require(actor, Permission.CONFER)
    rows = Dispute.objects.filter(taken_back_at__isnull=True).select_related("person")
    return [facts.dispute(row) for row in rows.order_by(F("settled_at").desc(nulls_first=True), "made_at")[:_MOST]]


@scoped
def waiting_disputes(actor: Actor) -> int:
    """Return how many disputes wait for an answer."""
    require(actor, Permission.CONFER)
    return Dispute.objects.filter(taken_back_at__isnull=True, settled_at__isnull=True).count()


@scoped
def answer_to_tell(actor: Actor, *, dispute: UUID) -> AnswerNotice | None:
    """Return whom to tell that a dispute has its answer; None once they were told, or where they are gone."""
    require(actor, Permission.CONFER)
    rows = Dispute.objects.filter(uuid=dispute, settled_at__isnull=False, told_at__isnull=True, person__is_active=True)
    row = rows.select_related("person").first()
    if row is None:
        return None
    return AnswerNotice(row.uuid, row.person.email, row.person.language or institution(actor.here).language)
