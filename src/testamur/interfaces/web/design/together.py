"""A partner's home: what the institution awards with the help of others, and how often it did. No names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import Contributor, MicroCredential
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Shelved
from testamur.domain.institution import queries as people
from testamur.domain.institution.access import Permission, require
from testamur.interfaces.web.design.definitions import Line, lines
from testamur.interfaces.web.visitor import actor_at

# Fewer than this could point at somebody: the number is not told.
FEW = 5
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Shared:
    """A definition that others than the institution helped to make."""

    line: Line
    partners: list[Contributor]
    own_roles: tuple[str, ...]


@require_safe
def together(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the visitor helped to make, and what else the institution made with partners."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_FIGURES)
    name = people.person(actor.me).name
    found = queries.shelf(actor, on=datetime.now(UTC).date(), limit=_PAGE)
    house = {institution.name.casefold(), institution.legal_name.casefold()}
    joint = [one for one in found if outsiders(one.definition, house) or _own(one, name)]
    shared = [
        Shared(line, outsiders(line.shelved.definition, house), _own(line.shelved, name))
        for line in lines(actor, joint)
    ]
    context = {
        "institution": institution,
        "name": name,
        "own": [one for one in shared if one.own_roles],
        "others": [one for one in shared if not one.own_roles],
        "few": FEW,
        "section": "together",
    }
    return render(request, "testamur/design/together.html", context)


def outsiders(definition: MicroCredential, house: set[str]) -> list[Contributor]:
    """Return who contributed from elsewhere, or as industry's partner."""
    return [
        one
        for one in definition.contributors
        if "industry_partner" in one.roles or (one.organisation and one.organisation.casefold() not in house)
    ]


def _own(shelved: Shelved, name: str) -> tuple[str, ...]:
    """Return the parts that somebody of this name played."""
    known = name.strip().casefold()
    mine = [one for one in shelved.definition.contributors if known and one.name.casefold() == known]
    return mine[0].roles if mine else ()
