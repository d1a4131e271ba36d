"""How many claims name skills of a version of a framework; whose they are is not told."""

from __future__ import annotations

from collections.abc import Collection

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.queries import institutions
from testamur.domain.portfolio.models import Claim


def naming(frameworks: Collection[str], version: str) -> int:
    """Return how many do, at all institutions together."""
    found = 0
    for place in institutions():
        with within(place.id):
            found += Claim.objects.filter(framework__in=frameworks, version=version).count()
    return found
