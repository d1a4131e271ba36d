"""How many adverts here have skills of a version of a framework."""

from __future__ import annotations

from collections.abc import Collection

from testamur.adapters.postgres.scope import within
from testamur.domain.demand.models import AdvertSkill
from testamur.domain.institution.queries import institutions


def naming(frameworks: Collection[str], version: str) -> int:
    """Return how many do, at all institutions together."""
    found = 0
    for place in institutions():
        with within(place.id):
            rows = AdvertSkill.objects.filter(framework__in=frameworks, version=version)
            found += rows.values("advert_id").distinct().count()
    return found
