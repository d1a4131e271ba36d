"""People and their roles."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import ROLES
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_PAGE = 50


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show who has a role here."""
    return _page(request, code)


@require_POST
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Make somebody known, with roles."""
    actor, _institution = actor_at(request, code)
    email, name = typed(request.POST, "email"), typed(request.POST, "name")
    roles = [role for role in request.POST.getlist("roles") if role in ROLES]
    if not roles:
        return _page(request, code, error=_("Choose at least one role."), field="roles")
    try:
        actions.invite(actor, email=email, name=name, roles=roles, at=datetime.now(UTC))
    except Refusal as refusal:
        field = str(refusal.facts.get("field", ""))
        said = _("Write an e-mail address such as name@example.edu.") if field == "email" else told(refusal)
        return _page(request, code, error=said, field=field)
    messages.success(request, _("{email} can work here now.").format(email=email.strip()))
    return redirect("web:office", code)


@require_POST
def change_role(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Grant or withdraw one role."""
    actor, _institution = actor_at(request, code)
    now = datetime.now(UTC)
    granted, withdrawn = typed(request.POST, "grant"), typed(request.POST, "withdraw")
    try:
        if granted:
            actions.grant(actor, person=uuid, role=granted, at=now)
        if withdrawn:
            actions.withdraw_role(actor, person=uuid, role=withdrawn, at=now)
    except actions.LastAdministrator:
        messages.error(request, _("Nobody would be left to run this place. Make somebody else administrator first."))
    else:
        messages.success(request, _("The roles are changed."))
    return redirect("web:office", code)


def _page(request: HttpRequest, code: str, *, error: str = "", field: str = "") -> HttpResponse:
    actor, institution = actor_at(request, code)
    role, text, after = (typed(request.GET, name) for name in ("role", "text", "after"))
    rows = queries.people(actor, role=role if role in ROLES else "", text=text, after=after, limit=_PAGE + 1)
    asked = {name: value for name, value in (("role", role), ("text", text)) if value}
    here = reverse("web:office", args=(code,))
    names = role_names()
    context = {
        "institution": institution,
        "rows": [(one, [(held, names[held]) for held in one.roles]) for one in rows[:_PAGE]],
        "roles": list(names.items()),
        "role": role,
        "text": text,
        "given": request.POST,
        "chosen": request.POST.getlist("roles"),
        "errors": {field or "form": error} if error else {},
        "next": f"{here}?{urlencode({**asked, 'after': rows[_PAGE - 1].email})}" if len(rows) > _PAGE else "",
        "first": f"{here}?{urlencode(asked)}" if after else "",
        "section": "office",
        "room": "people",
    }
    return render(request, "testamur/office/people.html", context, status=422 if error else 200)


def role_names() -> dict[str, str]:
    """Return role → its name."""
    return {
        "learner": _("Learner"),
        "instructor": _("Instructor"),
        "designer": _("Designer"),
        "reviewer": _("Reviewer"),
        "registrar": _("Registrar"),
        "partner": _("Partner"),
        "administrator": _("Administrator"),
    }
