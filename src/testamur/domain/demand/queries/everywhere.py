"""How many adverts ask for skills, at every institution here together: numbers that everybody may know."""

from __future__ import annotations

from collections.abc import Collection

from testamur.adapters.postgres.scope import within
from testamur.domain.demand.models import AdvertSkill
from testamur.domain.institution.queries import institutions


def asked_everywhere(uris: Collection[str]) -> dict[str, int]:
    """Return address → how many distinct adverts ask for it, of those that any asks for. Only accepted skills count."""
    if not uris:
        return {}
    found: dict[str, set[str]] = {}
    for place in institutions():
        with within(place.id):
            asked = AdvertSkill.objects.filter(
                uri__in=set(uris), verdict="accepted", advert__withdrawn_at__isnull=True
            ).values_list("uri", "advert__digest")
            for uri, digest in asked:
                found.setdefault(uri, set()).add(digest)
    return {uri: len(digests) for uri, digests in found.items()}
