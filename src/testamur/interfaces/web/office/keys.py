"""Signing keys."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as documents
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _


@require_safe
def keys(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's signing keys."""
    return _keys(request, code)


@require_POST
def rotate(request: HttpRequest, code: str) -> HttpResponse:
    """Make a new signing key."""
    actor, _institution = actor_at(request, code)
    if "sure" not in request.POST:
        return _keys(request, code, error=_("Tick the box to say that you mean it."))
    issuing.rotate_key(actor, at=datetime.now(UTC))
    messages.success(request, _("From now on the new key signs. What was signed before can still be checked."))
    return redirect("web:keys", code)


def _keys(request: HttpRequest, code: str, *, error: str = "") -> HttpResponse:
    actor, place = actor_at(request, code)
    rows = documents.keys(actor)
    context = {"institution": place, "rows": rows, "error": error, "section": "office", "room": "keys"}
    return render(request, "testamur/office/keys.html", context, status=422 if error else 200)
