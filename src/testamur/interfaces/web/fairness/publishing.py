"""What an institution shows of its audits: to everybody, without an account, with what it says to them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.insight import actions, queries
from testamur.domain.institution import queries as institutions
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.fairness import showing
from testamur.interfaces.web.fairness.audits import pictured
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.fairness import outcomes


@require_POST
def publish(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show an audit to everybody, or take it back."""
    actor, _place = actor_at(request, code)
    form, now = Form(request.POST), datetime.now(UTC)
    if form.choice("verb", ("publish", "withdraw")) == "withdraw":
        actions.withdraw(actor, run=uuid, at=now)
        messages.success(request, _("It is no longer shown to everybody. It is kept here."))
    else:
        actions.publish(actor, run=uuid, note=form.text("note", 2000, has_lines=True), at=now)
        messages.success(request, _("Everybody can read it now."))
    return redirect("web:fairness-audit", code, uuid)


@require_safe
def published(request: HttpRequest, code: str) -> HttpResponse:
    """List what the institution shows."""
    place, now = institutions.by_code(code), datetime.now(UTC)
    rows = [
        {
            "one": one,
            "what": outcomes()[one.what].name,
            "period": showing.period(one),
            "headline": showing.headline(one),
            "is_old": showing.is_old(one, now),
        }
        for one in queries.public_runs(place.id)
    ]
    return render(request, "testamur/fairness/published.html", {"institution": place, "runs": rows})


@require_safe
def public(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one audit as everybody sees it."""
    place = institutions.by_code(code)
    context = {"institution": place, **pictured(queries.public_run(place.id, uuid), [], datetime.now(UTC))}
    return render(request, "testamur/fairness/public.html", context)
