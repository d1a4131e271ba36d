"""What an institution arranges ahead: units and programmes, precedents, and the criteria by which it decides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.core.model.level import FRAMEWORKS
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.domain.institution.access import Permission, may, require
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import UNIT_KINDS, TargetOutcome
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import register
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_UNSAID = "und"


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest, code: str) -> HttpResponse:
    """Show the units and programmes that can be asked for, and publish another, or a new version."""
    actor, place = actor_at(request, code)
    require(actor, Permission.ASSESS_RECOGNITION)
    form = Form(request.POST)
    if request.method == "POST":
        described = _unit(form)
        if not form.errors:
            try:
                actions.publish_unit(actor, at=_now(), **described)
                messages.success(request, _("It is published. Precedents for a version with other content end."))
                return redirect("web:recognition-units", code)
            except Refusal as refusal:
                form.errors["form"] = told(refusal)
    context = {
        "institution": place,
        "units": [(one, words.kinds()[one.kind]) for one in queries.units(place.id)],
        "kinds": [(one, words.kinds()[one]) for one in UNIT_KINDS],
        "credit_units": list(CREDIT_UNITS),
        "frameworks": list(FRAMEWORKS),
        "may_decide": may(actor, Permission.DECIDE_RECOGNITION),
        "given": request.POST,
        "errors": form.errors,
        "room": "units",
        "section": "desk",
    }
    return render(request, "testamur/recognition/desk/units.html", context, status=422 if form.errors else 200)


@require_safe
def precedents(request: HttpRequest, code: str) -> HttpResponse:
    """Show the precedents that hold, and those that have ended and why."""
    actor, place = actor_at(request, code)
    context = {
        "institution": place,
        "lines": register.lines(queries.all_precedents(actor)),
        "ended": register.lines(queries.all_precedents(actor, ended=True, limit=50)),
        "may_decide": may(actor, Permission.DECIDE_RECOGNITION),
        "room": "precedents",
        "section": "desk",
    }
    return render(request, "testamur/recognition/desk/precedents.html", context)


@require_POST
def end(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """End a precedent."""
    actor, _place = actor_at(request, code)
    actions.end_precedent(actor, precedent=uuid, at=_now())
    messages.success(request, _("It holds for nobody any more. What was decided by it stays."))
    return redirect("web:recognition-precedents", code)


@require_POST
def set_precedent(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Make a decision a precedent."""
    actor, _place = actor_at(request, code)
    form = Form(request.POST)
    until, months = form.day("valid_until"), form.whole("max_age_months")
    try:
        if form.errors:
            said = " ".join(form.errors.values())
            messages.error(request, said)
        else:
            actions.set_precedent(
                actor,
                request=uuid,
                evidence=UUID(form.text("evidence", 40)),
                valid_until=until,
                max_age_months=months,
                is_public=bool(form.text("is_public")),
                at=_now(),
            )
            messages.success(request, _("It is a precedent: the next request with the same credential finds it."))
    except (Refusal, ValueError) as refusal:
        said = told(refusal) if isinstance(refusal, Refusal) else _("Choose the credential that it is about.")
        messages.error(request, said)
    return redirect("web:recognition-case", code, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, code: str) -> HttpResponse:
    """Show the criteria in force, and publish others."""
    actor, place = actor_at(request, code)
    require(actor, Permission.MANAGE_INSTITUTION)
    form = Form(request.POST)
    if request.method == "POST":
        said: dict[str, Any] = {
            "statement": form.text("statement", 20_000, has_lines=True),
            "appeal_body": form.needed("appeal_body", _("Say who decides on appeals.")),
            "months": form.whole("months") or 4,
            "appeal_days": form.whole("appeal_days") or 30,
            "four_eyes": bool(form.text("four_eyes")),
            "match_percent": form.whole("match_percent"),
        }
        if not form.errors:
            try:
                number = actions.publish_criteria(actor, at=_now(), **said)
                messages.success(
                    request, _("Version {number} is published. Decisions name it from now on.").format(number=number)
                )
                return redirect("web:recognition-criteria", code)
            except Refusal as refusal:
                form.errors["form"] = told(refusal)
    context = {
        "institution": place,
        "now": queries.criteria(place.id),
        "given": request.POST,
        "errors": form.errors,
        "room": "recognition",
        "section": "office",
    }
    return render(request, "testamur/recognition/desk/criteria.html", context, status=422 if form.errors else 200)


def _unit(form: Form) -> dict[str, Any]:
    """Return what a form says of a unit; outcomes come one a line."""
    value, unit = form.amount("credits"), form.choice("unit", tuple(CREDIT_UNITS))
    if (value is None) != (not unit):
        form.errors["credits"] = _("Credits need a number and a unit.")
    lines = [line.strip() for line in form.text("outcomes", 20_000, has_lines=True).splitlines() if line.strip()]
    framework, level = form.choice("framework", tuple(FRAMEWORKS)), form.text("level", 10)
    return {
        "code": form.needed("code", _("Write the code by which the unit is known."), 60),
        "kind": form.choice("kind", UNIT_KINDS),
        "title": form.needed("title", _("Write the title.")),
        "worth": CreditAmount(value, unit) if value is not None and unit else None,
        "levels": (f"{framework} {level}",) if framework and level else (),
        "hours": form.amount("hours") or None,
        "outcomes": tuple(TargetOutcome(f"o{n}", {_UNSAID: line}) for n, line in enumerate(lines, 1)),
        "policy": form.text("policy", 100_000, has_lines=True),
        "is_open": not form.text("closed"),
    }


def _now() -> datetime:
    return datetime.now(UTC)
