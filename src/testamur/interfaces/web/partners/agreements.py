"""What was agreed about a draft: intellectual property, cost, seats, how long; each with its document."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.design import actions, queries
from testamur.domain.design.values import COVERS
from testamur.domain.institution.access import Actor, Permission, require
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import State, identifier
from testamur.interfaces.web.partners.showing import about as frame
from testamur.interfaces.web.recognition.showing import as_file
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.partnering import agreement_states, covers
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

# What a name ends in → what the file says it is; the first bytes decide in the end.
_KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LONGEST = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what was agreed; record more, and say that something holds no longer."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            _done(actor, uuid, form, tuple(request.POST.getlist("covers")), request.FILES.get("file"))
            if not form.errors:
                messages.success(request, _("It is on record."))
                return redirect("web:agreements", code, uuid)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    today = datetime.now(UTC)
    said, in_words = agreement_states(), covers()
    context = {
        **frame(actor, place, "agreements"),
        **head(actor, place, queries.design(actor, uuid=uuid), "agreements"),
        "agreements": [
            (one, State(*said[one.standing]), [in_words[part] for part in one.covers])
            for one in queries.agreements(actor, uuid=uuid, on=today.date())
        ],
        "partners": [one for one in queries.partners(actor, uuid=uuid, at=today) if one.standing != "withdrawn"],
        "covers": in_words.items(),
        "chosen": request.POST.getlist("covers"),
        "limit": actions.MAX_DOCUMENT // 1_000_000,
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/partners/agreements.html", context, status=status)


@require_safe
def document(request: HttpRequest, code: str, uuid: UUID, agreement: UUID) -> HttpResponse:
    """Return the document of an agreement, to be kept, never shown in the page."""
    actor, _place = actor_at(request, code)
    found, content = queries.agreement_document(actor, uuid=uuid, agreement=agreement, on=datetime.now(UTC).date())
    return as_file(content, found.media_type, found.name)


def _done(actor: Actor, uuid: UUID, form: Form, parts: tuple[str, ...], file: UploadedFile[bytes] | None) -> None:
    ended = identifier(form, "agreement")
    if form.choice("verb", ("end",)) and ended is not None:
        actions.end_agreement(actor, design=uuid, agreement=ended, at=datetime.now(UTC))
        return
    _record(actor, uuid, form, tuple(one for one in parts if one in COVERS), file)


def _record(actor: Actor, uuid: UUID, form: Form, parts: tuple[str, ...], file: UploadedFile[bytes] | None) -> None:
    now = datetime.now(UTC)
    partner = _partner(actor, uuid, form, now)
    organisation = partner[1] or form.needed("organisation", _("Say with whom."))
    terms = form.needed("terms", _("Say what was agreed."), _LONGEST, has_lines=True)
    begins, ends = form.day("valid_from"), form.day("valid_until")
    if not parts:
        form.errors["covers"] = _("Choose what it is about.")
    name, kind, content = _file(form, file)
    seats, amount = form.whole("seats"), form.amount("amount")
    if form.errors:
        return
    actions.record_agreement(
        actor,
        design=uuid,
        organisation=organisation,
        partnership=partner[0],
        covers=parts,
        terms=terms,
        valid_from=begins or now.date(),
        valid_until=ends,
        seats=seats,
        amount=amount,
        currency=form.text("currency", 3).upper() if amount is not None else "",
        document=content,
        name=name,
        media_type=kind,
        at=now,
    )


def _partner(actor: Actor, uuid: UUID, form: Form, now: datetime) -> tuple[UUID | None, str]:
    """Return the partner that was chosen and its name."""
    wanted = identifier(form, "partnership")
    for one in queries.partners(actor, uuid=uuid, at=now):
        if one.uuid == wanted:
            return one.uuid, one.organisation
    return None, ""


def _file(form: Form, file: UploadedFile[bytes] | None) -> tuple[str, str, bytes]:
    """Return name, kind and bytes of the document; it is not read where it is too large or of no kind that is kept."""
    if file is None:
        return "", "", b""
    name = (file.name or "").rsplit("/", 1)[-1][-200:]
    kind = next((kind for end, kind in _KINDS.items() if name.casefold().endswith(end)), "")
    if (file.size or 0) > actions.MAX_DOCUMENT:
        form.errors["file"] = _("Choose a file of up to {limit} MB.").format(limit=actions.MAX_DOCUMENT // 1_000_000)
        return "", "", b""
    content = file.read() if kind else b""
    if not content or not content.startswith(actions.MEDIA_TYPES[kind]):
        form.errors["file"] = _("It is none of PDF, Word (docx), PNG or JPEG, whatever its name says.")
        return "", "", b""
    return name, kind, content
