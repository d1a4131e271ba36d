"""Disputes as whoever answers them sees them."""

from __future__ import annotations

from django.db.models import F

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.portfolio import facts
from testamur.domain.portfolio.models import Dispute
from testamur.domain.portfolio.values import DisputeView

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
