"""Erasing what was handed in: by the learner where nobody decides on it, by the registrar once it is decided."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.institution.access import Permission, require
from testamur.domain.recognition import actions, queries
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import asking, desk
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what goes with one's own draft or withdrawn request, and erase it for who means it."""
    actor, found = asking.own(request, uuid)
    form = Form(request.POST)
    if request.method == "POST":
        try:
            actions.discard(actor, request=uuid, at=_now())
            messages.success(request, _("It is erased."))
            return redirect("web:my-recognition")
        except Refusal as refusal:
            form.errors["form"] = told(refusal)
    context = {"asked": found, "target": text(found.target.title), "errors": form.errors, "section": "mine"}
    return render(request, "testamur/recognition/discard.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Say what goes and what stays, ask for the reason, and erase what an applicant handed in."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DECIDE_RECOGNITION)
    found = queries.request(actor, uuid=uuid, on=_now().date())
    form = Form(request.POST)
    if request.method == "POST":
        reason = form.needed("reason", _("Say why, such as who asked for it and when."), 500)
        if not form.errors:
            try:
                actions.erase(actor, request=uuid, reason=reason, at=_now())
                messages.success(request, _("It is erased. The decision and its letter stay."))
                return redirect("web:recognition-case", code, uuid)
            except Refusal as refusal:
                form.errors["form"] = told(refusal)
    context = {**desk.about(actor, place, found), "given": request.POST, "errors": form.errors}
    return render(request, "testamur/recognition/desk/erase.html", context, status=422 if form.errors else 200)


def _now() -> datetime:
    return datetime.now(UTC)
