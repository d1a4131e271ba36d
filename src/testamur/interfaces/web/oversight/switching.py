"""Turning a purpose of the models on and off: with a reason, said twice, and kept."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.oversight import actions, queries
from testamur.domain.oversight.values import Purpose, SwitchView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.oversight import purpose_names, purposes_told, without_purpose


@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: HttpRequest, code: str) -> HttpResponse:
    """Show how every purpose stands, and turn one."""
    actor, place = actor_at(request, code)
    form = Form(request.POST)
    history = queries.switch_history(actor)
    if request.method == "POST" and _turned(request, actor, form):
        return redirect("web:switches", code)
    who = institution.names({one.by for one in history if one.by is not None})
    names = purpose_names()
    context = {
        "institution": place,
        "rows": [
            {"view": one, "name": names[one.purpose], "told": purposes_told()[one.purpose], "without": _without(one)}
            for one in queries.switches(actor)
        ],
        "history": [(one, names[one.purpose], who[one.by].name if one.by in who else "") for one in history],
        "given": request.POST,
        "errors": form.errors,
        "section": "office",
        "room": "models",
    }
    return render(request, "testamur/oversight/switches.html", context, status=422 if form.errors else 200)


def _without(one: SwitchView) -> str:
    return without_purpose()[one.purpose]


def _turned(request: HttpRequest, actor: Actor, form: Form) -> bool:
    """Turn what the form says; what is missing stands in the form."""
    purpose = form.choice("purpose", [str(one) for one in Purpose])
    wanted = form.choice("turn", ("on", "off"))
    reason = form.needed("reason", _("Say why, in a sentence: it is shown to everybody."), actions.LONGEST_REASON)
    if "sure" not in request.POST:
        form.errors["sure"] = _("Tick the box to say that you mean it.")
    if form.errors or not purpose or not wanted:
        return False
    actions.turn(actor, purpose=purpose, on=wanted == "on", reason=reason, at=datetime.now(UTC))
    said = _("“{purpose}” is on from now.") if wanted == "on" else _("“{purpose}” is off from now.")
    messages.success(request, said.format(purpose=purpose_names()[purpose]))
    return True
