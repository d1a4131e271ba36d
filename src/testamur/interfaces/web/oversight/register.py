"""The register of models, for everybody: what there is, what is on here, where it fails, and how to object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import anonymous
from testamur.domain.institution.values import InstitutionView
from testamur.domain.oversight import queries
from testamur.domain.oversight.values import SwitchView
from testamur.interfaces.words.oversight import (
    model_limits,
    model_names,
    purpose_names,
    purposes_told,
    without_purpose,
)


@dataclass(frozen=True, slots=True)
class Use:
    """A purpose in words. ``off``: where it is off; ``on`` counts the other institutions."""

    name: str
    told: str
    without: str
    on: int
    off: tuple[tuple[InstitutionView, SwitchView], ...]
    models: tuple[tuple[str, str], ...]


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """Show what suggests something here, for what, and how anybody objects to it."""
    houses = institution.institutions()
    names, limits = model_names(), model_limits()
    shown = [(one, names.get(one.code, one.name), limits.get(one.code, "")) for one in queries.models()]
    context = {"uses": _uses(houses), "models": shown, "houses": houses}
    return render(request, "testamur/oversight/models.html", context)


@require_safe
def model(request: HttpRequest, code: str) -> HttpResponse:
    """Show the technical documentation of a model, as of this moment and this machine."""
    one = queries.model(code)
    names = purpose_names()
    context = {
        "one": one,
        "name": model_names().get(one.code, one.name),
        "purposes": [names[purpose] for purpose in one.purposes],
        "kept": (queries.KEPT_MONTHS_AT_LEAST, queries.KEPT_MONTHS),
        "now": datetime.now(UTC),
    }
    return render(request, "testamur/oversight/model.html", context)


def _uses(houses: list[InstitutionView]) -> list[Use]:
    names, told, without, of = purpose_names(), purposes_told(), without_purpose(), model_names()
    standing = [(house, {one.purpose: one for one in queries.switches(anonymous(house.id))}) for house in houses]
    found = []
    for purpose in queries.purposes():
        each = [(house, switches[purpose]) for house, switches in standing]
        off = tuple((house, one) for house, one in each if not one.is_on)
        by = tuple((one.code, of.get(one.code, one.name)) for one in queries.models() if purpose in one.purposes)
        found.append(Use(names[purpose], told[purpose], without[purpose], len(each) - len(off), off, by))
    return found
