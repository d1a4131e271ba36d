"""Drafts: what is being made, and what the guidelines say of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from testamur.domain.design import queries
from testamur.domain.design.values import DesignLine
from testamur.domain.institution.access import Actor, Permission, may
from testamur.interfaces.web.design.judgement import Tally, tallies
from testamur.interfaces.web.design.showing import Return, Stage, judges, named, returned, stage
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at

_PAGE = 20
_VIEWS = ("making", "out", "closed")


@dataclass(frozen=True, slots=True)
class Line:
    """A draft on the list. ``tallies`` counts findings; ``is_readable`` is False while its text cannot be read."""

    one: DesignLine
    stage: Stage
    started_by: str
    is_readable: bool
    tallies: list[Tally]
    came_back: Return | None = None


@require_safe
def drafts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the drafts that somebody has a part in, or all of the house."""
    actor, institution = actor_at(request, code)
    view = typed(request.GET, "view", 20)
    view = view if view in _VIEWS else "making"
    mine = typed(request.GET, "whose", 5) != "all"
    skip = min(number(request.GET, "skip") or 0, 10**6)
    found = queries.desk(actor, view=view, mine=mine, skip=skip, limit=_PAGE + 1)
    kept = {"view": view} if mine else {"view": view, "whose": "all"}
    here = reverse("web:drafts", args=(code,))
    context = {
        "institution": institution,
        "lines": _lines(actor, found[:_PAGE]),
        "view": view,
        "mine": mine,
        "counts": queries.desk_counts(actor, mine=mine),
        "may_begin": may(actor, Permission.DESIGN),
        "may_review": judges(actor),
        "next": f"{here}?{urlencode({**kept, 'skip': str(skip + _PAGE)})}" if len(found) > _PAGE else "",
        "first": f"{here}?{urlencode(kept)}" if skip else "",
        "room": "drafts",
        "section": "design",
    }
    return render(request, "testamur/design/drafts/list.html", context)


def _lines(actor: Actor, found: list[DesignLine]) -> list[Line]:
    known = named(one.started_by for one in found)
    back = returned(actor, [one.uuid for one in found])
    return [_line(actor, one, known, back.get(one.uuid)) for one in found]


def _line(actor: Actor, one: DesignLine, known: dict[int, str], back: Return | None) -> Line:
    report = queries.examined(actor, uuid=one.uuid).report
    counted = tallies(report) if report is not None else []
    return Line(one, stage(one.state), known.get(one.started_by, ""), report is not None, counted, back)
