"""Where a code leads: to what has it, or had it."""

from __future__ import annotations

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import MicroCredential
from testamur.domain.catalogue.values import Whereabouts
from testamur.domain.institution.queries import by_code, directory
from testamur.refusals import NotFound


def whereabouts(institution: str, code: str) -> Whereabouts:
    """Return what an institution offers, or offered, under a code; both codes may be former ones. Raises `NotFound`."""
    place = by_code(institution)
    with within(place.id):
        row = facts.under(MicroCredential.objects.select_related("current", "replaced_by__current"), code[:100])
        if row is None:
            raise NotFound(what="microcredential", code=code[:100])
        here = directory([place.id])[place.id]
        successor = facts.listing(row.replaced_by, here) if row.replaced_by else None
        return Whereabouts(
            facts.listing(row, here), successor, is_current=(place.code, row.code) == (institution, code)
        )
