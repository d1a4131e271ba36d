"""Replacing a credential that names its holder wrongly: what that means, then a second thought, then the new one."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Permission, require
from testamur.domain.issuing import actions, queries
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid

_LONGEST_NAME = 250


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Ask for the right name and the reason; replace the credential for who has seen what it means."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.REVOKE)
    now = datetime.now(UTC)
    held = queries.credential(actor, uuid=uuid, at=now)
    if held.state == "revoked":
        messages.warning(request, _("It was withdrawn already, and that is for good. Nothing was changed."))
        return redirect("web:credential", code, uuid)
    form = Form(request.POST if request.method == "POST" else {"name": held.award.name})
    name = form.needed("name", _("Write the name as it should stand in the credential."), _LONGEST_NAME)
    reason = form.text("reason", 500, has_lines=True)
    if request.method == "POST":
        if not reason:
            form.errors["reason"] = _("Give the reason. The holder will read it.")
        if name == held.award.name:
            form.errors["name"] = _("That is the name it has. Write the right one.")
    is_asked = request.method == "POST" and not form.errors
    if is_asked and "sure" in request.POST and _replaced(request, form, actor_code=(code, uuid)):
        found = reverse("web:credentials", args=(code,))
        return redirect(f"{found}?{urlencode({'text': name})}")
    context = {
        "institution": institution,
        "held": held,
        "published": catalogue.by_version(held.version),
        "given": {"name": name, "reason": reason},
        "errors": form.errors,
        "is_asked": is_asked and not form.errors,
        "section": "desk",
    }
    return render(request, "testamur/desk/replace.html", context, status=422 if form.errors else 200)


def _replaced(request: HttpRequest, form: Form, *, actor_code: tuple[str, UUID]) -> bool:
    """Replace it and say so; False where the name cannot be used, which the form then tells."""
    code, uuid = actor_code
    actor, _institution = actor_at(request, code)
    name, reason = form.text("name", _LONGEST_NAME), form.text("reason", 500, has_lines=True)
    try:
        actions.supersede(actor, credential=uuid, name=name, reason=reason, at=datetime.now(UTC))
    except Invalid as refusal:
        form.errors[str(refusal.facts.get("field", "name"))] = told(refusal)
        return False
    messages.success(
        request,
        _("Replaced. The new credential for {name} is being signed and appears here in moments.").format(name=name),
    )
    return True
