"""Everything that has been published, in the order in which it changed, for programs that keep a copy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import MicroCredential
from testamur.domain.catalogue.values import Change, Changes, Listing
from testamur.domain.institution.queries import by_code, directory
from testamur.refusals import Invalid

_TOKEN = re.compile(r"(\d{1,17})-(\d{1,18})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far somebody has read: up to this instant, and within it up to this inside id."""

    at: datetime
    id: int

    @classmethod
    def of(cls, written: str) -> _Place:
        """Return the place that a token, or a day, stands for. Raises `Invalid`."""
        token = _TOKEN.fullmatch(written)
        try:
            if token:
                return cls(_BEGINNING + timedelta(microseconds=int(token[1])), int(token[2]))
            if _DAY.fullmatch(written):
                return cls(datetime.combine(datetime.fromisoformat(written), time(), UTC), 0)
        except (ValueError, OverflowError) as error:
            raise Invalid(field="since", found=written) from error
        raise Invalid(field="since", found=written[:40])

    def __str__(self) -> str:
        return f"{(self.at - _BEGINNING) // timedelta(microseconds=1)}-{self.id}"


def changes(*, until: datetime, since: str = "", institution: str = "", limit: int) -> Changes:
    """Return what was published, retired, brought back or renamed after *since*, the earliest change first.

    *since* is the token of an earlier answer, or a day. What changed after *until* is left for the next time: an action
    that began earlier may still be at work, and would be missed. Raises `Invalid`, `NotFound` (institution).
    """
    place = _Place.of(since) if since else None
    with within():
        rows = MicroCredential.objects.filter(changed_at__lte=until).select_related("current", "replaced_by")
        if institution:
            rows = rows.filter(institution_id=by_code(institution).id)
        if place:
            rows = rows.filter(changed_at__gte=place.at).filter(Q(changed_at__gt=place.at) | Q(pk__gt=place.id))
        found = list(rows.order_by("changed_at", "pk")[: limit + 1])
        where = directory({row.institution_id for row in found})
    kept = found[:limit]
    told = tuple(_change(row, facts.listing(row, where[row.institution_id])) for row in kept)
    ended = str(_Place(kept[-1].changed_at, kept[-1].pk)) if kept else since
    return Changes(told, ended, len(found) > limit)


def _change(row: MicroCredential, listing: Listing) -> Change:
    gone, version = row.retired_at is not None or row.current is None, row.current
    return Change(
        listing=listing,
        changed_at=row.changed_at,
        definition=None if gone or version is None else facts.version_definition(version),
        version=None if gone or version is None else facts.version(version),
        replaced_by=row.replaced_by.uuid if row.replaced_by else None,
    )
