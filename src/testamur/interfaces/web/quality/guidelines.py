"""Moving a design to newer guidelines: what would change is shown first, and somebody chooses it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.quality import Finding, Move, Severity
from testamur.domain.design import actions, queries
from testamur.domain.design.scale_values import GuidelineMove
from testamur.domain.design.values import DesignView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.definitions import finding_sentence
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what newer guidelines would change for a design, and move it when one of its makers says so."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    view = queries.design(actor, uuid=uuid)
    if request.method == "POST":
        try:
            if form.text("verb") == "move":
                actions.move_guidelines(actor, design=uuid, wanted=newest(view), at=datetime.now(UTC))
                messages.success(request, _("It is held against the newer guidelines from now on, as a draft."))
                return redirect("web:quality-guidelines", code, uuid)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    context = {
        **head(actor, place, view, "way"),
        "difference": _difference(actor, view),
        "may_move": view.may_edit and "move_guidelines" in view.verbs,
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/guidelines.html", context, status=status)


def newest(view: DesignView) -> list[str]:
    """Return a design's guidelines with each newer version instead of the one that is frozen."""
    newer = {one.partition("@")[0]: one for one in view.newer_guidelines}
    return [newer.get(one.partition("@")[0], one) for one in view.guidelines]


def _difference(actor: Actor, view: DesignView) -> dict[str, object] | None:
    """Return what would change, in words; None where there is nothing newer, or the text cannot be read."""
    if not view.newer_guidelines:
        return None
    found: GuidelineMove = queries.guidelines_ahead(actor, uuid=view.line.uuid, wanted=newest(view))
    if found.move is None:
        return None
    return {"pairs": list(zip(found.before, found.after, strict=True)), **_said(found.move)}


def _said(found: Move) -> dict[str, object]:
    return {
        "gained": [_finding(one) for one in found.gained],
        "lost": [_finding(one) for one in found.lost],
        "asked": found.asked,
        "no_longer_asked": found.no_longer_asked,
        "is_nothing": not found,
        "stops": sum(one.severity is Severity.HARD for one in found.gained),
    }


def _finding(one: Finding) -> dict[str, object]:
    tones = {Severity.HARD: ("invalid", "failed"), Severity.WARN: ("unknown", "unknown"), Severity.INFO: ("", "note")}
    tone, icon = tones[Severity(one.severity)]
    rule = one.rule
    return {"said": finding_sentence(one), "code": one.code, "tone": tone, "icon": icon, "source": rule.source}
