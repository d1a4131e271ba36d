"""Where to look first: what indicators say of everything that is out, and how each of them is computed."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.assurance import DEFINITIONS, VERSION
from testamur.domain.awards import queries as awards
from testamur.domain.design import actions, queries
from testamur.domain.design.scale_values import CycleLine, RiskView
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.interfaces.web.quality.showing import frame, looked
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import ngettext

_ORDER = ("high", "medium", "low", "")
_MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def indicators(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the indicators said last, gravest first; on request look again at all that is out."""
    actor, place = actor_at(request, code)
    found = queries.cycle(actor, on=datetime.now(UTC).date())
    if request.method == "POST":
        require(actor, Permission.REVIEW_DESIGNS)
        done = _look(actor, found[:_MOST])
        said = ngettext("{n} definition was looked at.", "{n} definitions were looked at.", done).format(n=done)
        messages.success(request, said)
        return redirect("web:quality-indicators", code)
    risks = queries.newest_risks(actor)
    gravest = sorted(found, key=lambda one: _ORDER.index(one.stratum))
    context = {
        **frame(actor, place, "indicators"),
        "lines": [{"one": one, "risk": _said(risks.get(one.design.uuid))} for one in gravest],
        "definitions": DEFINITIONS,
        "version": VERSION,
        "may_look": may(actor, Permission.REVIEW_DESIGNS),
    }
    return render(request, "testamur/design/quality/indicators.html", context)


def _said(risk: RiskView | None) -> object:
    return looked(risk) if risk else None


def _look(actor: Actor, found: list[CycleLine]) -> int:
    """Count the figures of everything that is out and keep what the indicators say of them; return how many."""
    figures = awards.indicator_figures(actor, of=[one.microcredential for one in found if one.microcredential])
    for one in found:
        told = figures.get(one.microcredential, {}) if one.microcredential else {}
        actions.assess_risk(actor, design=one.design.uuid, figures=told, at=datetime.now(UTC))
    return len(found)
