"""The files that pages of a draft show or offer: handed in with owner and licence, and served."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.model.definition.codes import LICENCES
from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import person
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.reading.served import served
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the files of a draft; take one in."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            name = _taken(actor, uuid, form, request.FILES.get("file"))
        except Refusal as refusal:
            form.errors["file"], name, status = _said(refusal), "", status_of(refusal)
        if name:
            messages.success(request, _("{name} is here. Pages call it by this name.").format(name=name))
            return redirect("web:page-files", code, uuid)
        status = status if status > 200 else 422  # noqa: PLR2004 - what a page without errors answers
    view = queries.design(actor, uuid=uuid)
    context = {
        **head(actor, place, view, "pages"),
        "files": queries.files(actor, design=uuid),
        "endings": ", ".join(one.removeprefix(".") for one in actions.ENDINGS),
        "accepted": ",".join(actions.ENDINGS),
        "limit": actions.MAX_FILE // 1_000_000,
        "licences": LICENCES,
        "owner": form.given.get("owner") or person(actor.me).name,
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/pages/files.html", context, status=status)


@require_safe
def file(request: HttpRequest, code: str, uuid: UUID, name: str) -> HttpResponse:
    """Return a file of a draft to who may read the draft."""
    actor, _place = actor_at(request, code)
    return served(*queries.file(actor, design=uuid, name=name))


def _taken(actor: Actor, uuid: UUID, form: Form, sent: UploadedFile[bytes] | None) -> str:
    """Take a file in and return its name; empty where something in the form is wrong."""
    owner = form.needed("owner", _("Whose is it? Write your own name where it is yours."))
    licence = form.needed("licence", _("Under which licence? Write “All rights reserved” where there is none."), 60)
    note = form.text("note", 500)
    if sent is None:
        form.errors["file"] = _("No file came with it. Choose one.")
    elif (sent.size or 0) > actions.MAX_FILE:
        form.errors["file"] = _("Choose a file of up to {limit} MB.").format(limit=actions.MAX_FILE // 1_000_000)
    if form.errors or sent is None:
        return ""
    return actions.hand_in_file(
        actor,
        design=uuid,
        name=sent.name or "",
        content=sent.read(),
        owner=owner,
        licence=licence,
        note=note,
        at=datetime.now(UTC),
    )


def _said(refusal: Refusal) -> str:
    """Return why a file was not taken, in the words of files."""
    field, found = refusal.facts.get("field"), str(refusal.facts.get("found"))
    if not isinstance(refusal, Invalid) or field not in ("file", "picture"):
        return told(refusal)
    if field == "picture":
        return {
            "too-many-pixels": _("The picture is too large once unpacked. Make it smaller than 40 million pixels."),
            "too-large": _("Choose a file of up to {limit} MB.").format(limit=actions.MAX_FILE // 1_000_000),
        }.get(found, _("This is no picture that can be read, whatever its name says. PNG, JPEG, WebP and GIF can."))
    if "allowed" in refusal.facts and found.startswith(".") and found in actions.ENDINGS:
        return _("It is not what its name ({ending}) says, or it holds macros. Nothing was kept.").format(ending=found)
    if "longest" in refusal.facts:
        return _("Choose a file of up to {limit} MB.").format(limit=actions.MAX_FILE // 1_000_000)
    return _("Files of this kind are not taken. These are: {kinds}.").format(
        kinds=", ".join(one.removeprefix(".") for one in actions.ENDINGS)
    )
