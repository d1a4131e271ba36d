"""The road map: what partners need against what there is; and a map of what an institution does today."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Shelved
from testamur.domain.design import queries
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.partners.showing import State, about
from testamur.interfaces.web.templatetags.testamur import label, language_name
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words.partnering import need_states

_MOST = 500


@dataclass(frozen=True, slots=True)
class Practised:
    """Something published. ``partners``: who from elsewhere is named as a maker; ``facts``: level, size and modes.

    ``is_seen``: it was designed here, so that the makers are known; else only its file names them.
    """

    one: Shelved
    partners: list[str]
    facts: list[str]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of study, with what is published in it at each level, in the order of the columns."""

    name: str
    levels: list[list[Practised]]


@require_safe
def needs(request: HttpRequest, code: str) -> HttpResponse:
    """Show occupations and skills against micro-credentials, with the gaps."""
    actor, place = actor_at(request, code)
    found = queries.road_map(actor, on=datetime.now(UTC).date())
    said = need_states()
    listed = [(row, State(*said[row.standing]), list(zip(row.cells, found.offers, strict=True))) for row in found.rows]
    context = {
        **about(actor, place, "needs"),
        "offers": found.offers,
        "rows": listed,
        "counted": Counter(row.standing for row in found.rows),
        "searched": ", ".join(language_name(tag) for tag in found.languages),
    }
    return render(request, "testamur/partners/needs.html", context)


@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """Show what an institution publishes today, by field and level, and with whom."""
    actor, place = actor_at(request, code)
    reviewed = queries.assured(place.id).designed
    found = [
        Practised(one, _outsiders(one, place), _facts(one), is_seen=one.listing.uuid in reviewed)
        for one in catalogue.shelf(actor, on=datetime.now(UTC).date(), limit=_MOST)
        if one.listing.retired_at is None
    ]
    levels = sorted({_level(one.one) for one in found})
    by_field: dict[str, dict[str, list[Practised]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_field[one.one.definition.field_of_study][_level(one.one)].append(one)
    context = {
        **about(actor, place, "practice"),
        "levels": levels,
        "fields": [Field(name, [by_field[name][level] for level in levels]) for name in sorted(by_field)],
        "all": found,
        "with_partners": sum(1 for one in found if one.partners and one.is_seen),
        "claimed": sum(1 for one in found if one.partners and not one.is_seen),
    }
    return render(request, "testamur/partners/practice.html", context)


def _level(one: Shelved) -> str:
    return str(one.definition.level or "")


def _facts(one: Shelved) -> list[str]:
    told = [
        _level(one),
        str(one.definition.workload.credits or ""),
        *(label(mode) for mode in one.definition.participation),
    ]
    return [said for said in told if said]


def _outsiders(one: Shelved, place: InstitutionView) -> list[str]:
    """Return the organisations from elsewhere whose people, or which themselves, are named as makers."""
    house = {name.casefold() for name in (place.name, place.legal_name) if name}
    found = [
        maker.organisation or (maker.name if "industry_partner" in maker.roles else "")
        for maker in one.definition.contributors
    ]
    return sorted({name for name in found if name and not any(own in name.casefold() for own in house)})
