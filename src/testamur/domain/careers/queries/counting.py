"""Who was found by a search and who was asked, for the audit of whether people are treated alike."""

from __future__ import annotations

from datetime import datetime

from testamur.domain.careers.models import Approach, SearchHit


def found_between(since: datetime, until: datetime) -> list[tuple[int, bool]]:
    """Return who was found, the earliest first, and whether they were asked; for rooms, in their scope."""
    hits = SearchHit.objects.filter(search__at__gte=since, search__at__lt=until).order_by("search__at", "pk")
    asked = set(Approach.objects.filter(made_at__gte=since).values_list("hit", flat=True))
    return [(person, hit in asked) for person, hit in hits.values_list("person_id", "uuid")]
