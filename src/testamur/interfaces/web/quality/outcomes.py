"""For everyone: what bodies outside decided, how learners fared, how quality is looked at. No share without whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.assurance import DEFINITIONS, VERSION
from testamur.domain.awards import queries as awards
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Listing
from testamur.domain.design import queries
from testamur.domain.design.scale_values import DossierView
from testamur.domain.institution import queries as institutions
from testamur.domain.institution.access import system
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import queries as learning
from testamur.interfaces.web.quality.dossiers import validity
from testamur.interfaces.web.visitor import anonymous_at
from testamur.interfaces.words.quality import decisions
from testamur.interfaces.words.quality import policies as titles

# Fewer than this could point at somebody: no number is told.
FEW = 5
_MOST = 500


@dataclass(frozen=True, slots=True)
class Fared:
    """How learners of one micro-credential fared. ``is_told``: there are enough of them to tell."""

    listing: Listing
    started: int
    assessed: int
    completed: int
    is_told: bool


@require_safe
def outcomes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the outcomes of an institution: decisions of bodies outside, learners, policies, and how it looks."""
    place = institutions.by_code(code)
    today = datetime.now(UTC).date()
    found = queries.decided(place.id)
    listed = [one.listing for one in catalogue.shelf(anonymous_at(place), on=today, limit=_MOST)]
    fared = how_they_fared(place, listed)
    held, assured = queries.house_policies(place.id), queries.assured(place.id)
    context = {
        "institution": place,
        "decisions": [_decision(one) for one in found],
        "counts": _counts(found),
        "total": len(listed),
        "assured": assured,
        "unreviewed": [one for one in listed if one.uuid not in assured.designed and one.retired_at is None],
        "fared": [one for one in fared if one.is_told],
        "untold": sum(not one.is_told for one in fared),
        "few": FEW,
        "policies": [(name, held[name].title) for name in titles() if name in held],
        "definitions": DEFINITIONS,
        "version": VERSION,
    }
    return render(request, "testamur/outcomes.html", context)


def how_they_fared(place: InstitutionView, listed: list[Listing]) -> list[Fared]:
    """Return how learners fared, in numbers of five or more, which are public."""
    actor, uuids = system(place.id), [one.uuid for one in listed]
    begun, completed = learning.started(actor, of=uuids), awards.figures(actor, of=uuids)
    found = []
    for one in listed:
        started, assessed = begun.get(one.uuid, (0, 0))
        found.append(Fared(one, started, assessed, completed.get(one.uuid, 0), started >= FEW))
    return found


def _decision(one: DossierView) -> dict[str, object]:
    return {
        "one": one,
        "decision": decisions()[one.decision],
        "validity": validity(one, datetime.now(UTC).date()),
        "open_conditions": sum(not met for _text, _due, met in one.conditions),
    }


def _counts(found: list[DossierView]) -> list[tuple[str, int]]:
    return [(words[0], sum(one.decision == name for one in found)) for name, words in decisions().items()]
