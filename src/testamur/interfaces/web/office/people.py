"""People and their roles."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import ROLES, Actor
from testamur.domain.institution.values import PersonView
from testamur.interfaces.web import tables, undo
from testamur.interfaces.web.office.roles import role_names
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show who has a role here."""
    return _page(request, code)


@require_POST
def invite(request: HttpRequest, code: str) -> HttpResponseBase:
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
    """Grant or withdraw one role; the message carries the way back."""
    actor, _institution = actor_at(request, code)
    now = datetime.now(UTC)
    granted, withdrawn = typed(request.POST, "grant"), typed(request.POST, "withdraw")
    here = reverse("web:change-role", args=(code, uuid))
    try:
        if granted:
            actions.grant(actor, person=uuid, role=granted, at=now)
            said = _("{role}: granted.").format(role=role_names()[granted])
            undo.done(request, said, path=here, fields={"withdraw": granted})
        if withdrawn:
            actions.withdraw_role(actor, person=uuid, role=withdrawn, at=now)
            said = _("{role}: withdrawn.").format(role=role_names().get(withdrawn, withdrawn))
            undo.done(request, said, path=here, fields={"grant": withdrawn})
    except actions.LastAdministrator:
        messages.error(request, _("Nobody would be left to run this place. Make somebody else administrator first."))
    return redirect("web:office", code)


def _page(request: HttpRequest, code: str, *, error: str = "", field: str = "") -> HttpResponseBase:
    actor, institution = actor_at(request, code)
    filters = {name: typed(request.GET, name) for name in ("role", "text")}
    sought = {**filters, "role": filters["role"] if filters["role"] in ROLES else ""}
    asked = tables.asked(request, sorts=queries.PEOPLE_SORTS, usual="email", filters=sought)
    if asked.is_export:
        return _taken_away(actor, asked, sought, code)
    rows = queries.sorted_people(actor, **sought, sort=asked.sort, skip=asked.skip, limit=PAGE)
    names = role_names()
    columns = [
        Column(_("Name"), "name"),
        Column(_("E-mail"), "email"),
        Column(_("Roles; press one to withdraw it")),
        Column(_("Grant")),
    ]
    context = {
        "institution": institution,
        "rows": [(one, [(held, names[held]) for held in one.roles]) for one in rows],
        "table": tables.laid_out(asked, columns, total=queries.people_count(actor, **sought)),
        "roles": list(names.items()),
        **sought,
        "given": request.POST,
        "chosen": request.POST.getlist("roles"),
        "errors": {field or "form": error} if error else {},
        "section": "office",
        "room": "people",
    }
    return render(request, "testamur/office/people.html", context, status=422 if error else 200)


def _taken_away(actor: Actor, asked: tables.Asked, sought: dict[str, str], code: str) -> HttpResponseBase:
    names = role_names()

    def page(skip: int, limit: int) -> list[PersonView]:
        return queries.sorted_people(actor, **sought, sort=asked.sort, skip=skip, limit=limit)

    def cells(one: PersonView) -> list[object]:
        return [one.name, one.email, ", ".join(names[role] for role in one.roles)]

    return download(f"{code}-people", [_("Name"), _("E-mail"), _("Roles")], page, cells)
