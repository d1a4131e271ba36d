"""What a draft uses: texts, pictures, data, code, tools; whose each is, and under which licence."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.model.definition.codes import LICENCES
from testamur.domain.design import actions, queries
from testamur.domain.design.values import ASSET_KINDS
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import asset_kinds
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what is used; add to it, or take something out."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 0
    if request.method == "POST":
        try:
            said = _done(actor, uuid, form)
        except Refusal as refusal:
            form.errors["address" if refusal.facts.get("field") == "address" else "all"] = told(refusal)
            said, status = "", status_of(refusal)
        if said:
            messages.success(request, said)
            return redirect("web:materials", code, uuid)
        status = status or 422
    view = queries.design(actor, uuid=uuid)
    words = asset_kinds()
    context = {
        **head(actor, place, view, "materials"),
        "assets": [(one, words[one.kind]) for one in queries.assets(actor, uuid=uuid)],
        "kinds": words.items(),
        "licences": LICENCES,
        "may_arrange": view.may_edit and "arrange" in view.verbs,
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/drafts/materials.html", context, status=status or 200)


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    gone = form.text("take_out", 40)
    if gone:
        try:
            actions.withdraw_asset(actor, design=uuid, asset=UUID(gone), at=datetime.now(UTC))
        except ValueError as error:
            raise NotFound(what="asset", uuid=gone) from error
        return _("It is out of the list. The log of the institution still knows of it.")
    name = form.needed("name", _("What is it called?"))
    kind = form.choice("kind", ASSET_KINDS)
    if not kind:
        form.errors["kind"] = _("Choose what it is.")
    owner = form.needed("owner", _("Whose is it? Write your own name where it is yours."))
    licence = form.needed("licence", _("Under which licence? Write “All rights reserved” where there is none."), 60)
    place, note = form.text("place"), form.text("note", 500)
    address = form.text("address", 500)
    if form.errors:
        return ""
    actions.record_asset(
        actor,
        design=uuid,
        name=name,
        kind=kind,
        owner=owner,
        licence=licence,
        place=place,
        address=address,
        note=note,
        at=datetime.now(UTC),
    )
    return _("It is in the list.")
