"""What was given to whoever asked for it, under pseudonyms: found again for an audit, and for whoever takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from testamur.domain.insight import facts
from testamur.domain.insight.models import Offer
from testamur.domain.institution.queries import everybody

WHATS = ("recommendation", "place", "skill")


def seen_between(what: str, since: datetime, until: datetime) -> list[tuple[int, bool]]:
    """Return who asked for something in whole months, and whether they were given any; in the caller's scope.

    Who asked in several months is told of several times.
    """
    rows = Offer.objects.filter(what=what, month__gte=since.date(), month__lt=until.date())
    given = dict(rows.values_list("whose", "is_given"))
    if not given:
        return []
    here, months = rows.values_list("institution_id", flat=True)[0], set(rows.values_list("month", flat=True))
    people = everybody()
    return [
        (person, given[whose])
        for month in sorted(months)
        for person, whose in zip(people, names(here, what, month, people), strict=True)
        if whose in given
    ]


def names(institution_id: int, what: str, month: date, people: Iterable[int]) -> Iterator[str]:
    """Yield the pseudonym of each of *people* for one thing in one month."""
    return facts.pseudonyms(institution_id, f"{what} {month:%Y-%m}", people)


def forget(institution_id: int, person_id: int) -> None:
    """Delete whatever a person was given or not; in the caller's scope."""
    kept = Offer.objects.values_list("what", "month").order_by().distinct()
    own = [next(names(institution_id, what, month, [person_id])) for what, month in kept]
    Offer.objects.filter(whose__in=own).delete()
