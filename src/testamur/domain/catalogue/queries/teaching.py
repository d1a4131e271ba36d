"""Which micro-credentials teach a skill, and which name skills of an older version of a framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import MicroCredential, TaughtSkill
from testamur.domain.catalogue.values import Listing, Taught
from testamur.domain.institution.queries import directory

_MOST = 100
# More is not planned with: a catalogue of so many teaches everything several times.
MOST_TEACHERS = 5_000


def teaching(uris: Collection[str], *, limit: int = _MOST) -> list[Listing]:
    """Return what is offered now and has an outcome that names one of the skills, the newest first."""
    with within():
        rows = {
            one.microcredential_id: one.microcredential
            for one in TaughtSkill.objects.filter(uri__in=uris, microcredential__retired_at__isnull=True)
            .select_related("microcredential__current")
            .order_by("-microcredential__published_at", "-microcredential_id")[:limit]
        }
        places = directory({row.institution_id for row in rows.values()})
        return [facts.listing(row, places[row.institution_id]) for row in rows.values()]


def taught_here(institution_id: int) -> list[Taught]:
    """Return every skill that an institution's micro-credentials on offer teach, each with what teaches it."""
    with within(institution_id):
        found = TaughtSkill.objects.filter(microcredential__retired_at__isnull=True).select_related("microcredential")
        return [
            Taught(
                one.uri,
                one.microcredential.uuid,
                one.microcredential.title,
                one.microcredential.credit_value,
                one.microcredential.credit_unit,
            )
            for one in found.order_by("-microcredential__published_at", "pk")
        ]


def taught(uris: Collection[str]) -> dict[str, int]:
    """Return address → how many micro-credentials that are offered now teach it, of those that are taught at all."""
    with within():
        found = TaughtSkill.objects.filter(uri__in=uris, microcredential__retired_at__isnull=True)
        return dict(Counter(found.values_list("uri", flat=True)))


def teachers(uris: Collection[str], *, limit: int = MOST_TEACHERS) -> list[tuple[Listing, tuple[str, ...]]]:
    """Return what is offered now and teaches some of the skills, the newest first, each with those that it teaches."""
    with within():
        pairs = TaughtSkill.objects.filter(uri__in=uris, microcredential__retired_at__isnull=True)
        found: dict[int, list[str]] = {}
        order = pairs.order_by("-microcredential__published_at", "-microcredential_id", "uri")
        for row_id, uri in order.values_list("microcredential_id", "uri"):
            if row_id in found or len(found) < limit:
                found.setdefault(row_id, []).append(uri)
        rows = MicroCredential.objects.select_related("current").in_bulk(list(found))
        places = directory({row.institution_id for row in rows.values()})
        return [
            (facts.listing(rows[row_id], places[rows[row_id].institution_id]), tuple(dict.fromkeys(taught_there)))
            for row_id, taught_there in found.items()
        ]
