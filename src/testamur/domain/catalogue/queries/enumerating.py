"""Everything that is offered, in large parts, the oldest first, for machines that read it all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue.models import MicroCredential


def offered() -> int:
    """Return how many micro-credentials are offered."""
    with within():
        return MicroCredential.objects.filter(retired_at__isnull=True).count()


def part(number: int, *, size: int) -> list[tuple[UUID, datetime]]:
    """Return part *number*, from 1, of what is offered: uuid, and when its current version was published."""
    with within():
        rows = MicroCredential.objects.filter(retired_at__isnull=True).order_by("pk")
        return list(rows.values_list("uuid", "published_at")[(number - 1) * size : number * size])
