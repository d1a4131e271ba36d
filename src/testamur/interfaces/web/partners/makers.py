"""Recognising makers: whoever made what is published can be put forward for a micro-credential of the house.

It goes the way of every award: they are enrolled, somebody records a result, and a registrar awards.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import queries
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.learning import actions as learning
from testamur.domain.learning import queries as learnt
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about, identifier
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def makers(request: HttpRequest, code: str) -> HttpResponse:
    """Show who made what is published, and put somebody forward."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            if _put_forward(actor, form):
                messages.success(request, _("They are enrolled. Record a result at the desk, then award it there."))
                return redirect("web:makers", code)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    context = {
        **about(actor, place, "makers"),
        "makers": queries.makers(actor),
        "offerings": _open(actor) if may(actor, Permission.ENROL) else [],
        "may_enrol": may(actor, Permission.ENROL),
        "errors": form.errors,
    }
    return render(request, "testamur/partners/makers.html", context, status=status)


def _open(actor: Actor) -> list[OfferingView]:
    return [one for one in learnt.offerings(actor, on=datetime.now(UTC).date()) if one.is_open]


def _put_forward(actor: Actor, form: Form) -> bool:
    """Enrol a maker in an offering; False where one of the two was not chosen."""
    person, offering = form.whole("person"), identifier(form, "offering")
    known = next((one for one in queries.makers(actor) if one.person == person), None)
    if known is None or offering is None:
        form.errors["all"] = _("Choose a person and an offering.")
        return False
    learning.enrol(actor, offering=offering, email=known.email, name=known.name, at=datetime.now(UTC))
    return True
