"""What frameworks are here, and files on their way in: handed in, read, confirmed, thrown away; versions taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from testamur.core.exchange.frameworks.forms import FORMS
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.rules.exchange import Notice
from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.careers import actions as careers
from testamur.domain.careers.queries import framework_uses
from testamur.domain.frameworks import actions, queries
from testamur.domain.frameworks.handing_in import LARGEST
from testamur.domain.frameworks.values import FileView, FrameworkView
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.frameworks import example
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.frameworks import framework_error_on_a_page, framework_notice, kind_names
from testamur.interfaces.words.refusals import told
from testamur.refusals import Conflict, Refusal

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list. ``older``: there is one to compare it with; ``used``: by what, in numbers."""

    of: FrameworkView
    learnable: int
    older: bool
    is_ours: bool
    used: str


@require_http_methods(["GET", "HEAD", "POST"])
def frameworks(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is here and on its way; take files in."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    form = Form({name: str(value) for name, value in request.POST.items()})
    status = 200
    if request.method == "POST":
        made, status = _handed_in(request, actor, form)
        if made:
            return redirect("web:framework-file", code, made)
    versions = queries.frameworks(here=actor.here)
    context = {
        "institution": place,
        "versions": [_version(actor, one, versions) for one in versions],
        "files": [(one, _state(one)) for one in queries.files(actor)],
        "forms": [(one, _form_names()[one], one == form.given.get("form")) for one in FORMS],
        "form": form,
        "may_share": may(actor, Permission.MANAGE_INSTITUTION),
        "largest": LARGEST // _MEGABYTE,
        "example": example.rows(),
        "section": "office" if may(actor, Permission.MANAGE_INSTITUTION) else "design",
        "room": "frameworks",
    }
    return render(request, "testamur/frameworks/frameworks.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what was read of files, or what is wrong with them and where; confirm them or throw them away."""
    actor, place = actor_at(request, code)
    if request.method == "POST":
        return _decided(request, actor, code, uuid)
    found = queries.handed_in(actor, uuid)
    problem, more = "", []
    if found.state == "unread":
        problem = framework_error_on_a_page(str(found.told.get("code", "")), dict(found.told.get("facts", {})))
        more = [(one["place"], framework_error_on_a_page(one["code"], one["facts"])) for one in _more(found)]
    if found.state == "refused":
        refusal = type("Kept", (Conflict,), {"code": str(found.told.get("refused", ""))})
        problem = told(refusal(**found.told.get("why", {})))
    edition = (str(found.told.get("code", "")), str(found.told.get("version", "")))
    here = next((one for one in queries.frameworks(here=actor.here) if (one.code, one.version) == edition), None)
    context = {
        "institution": place,
        "one": found,
        "state": _state(found),
        "problem": problem,
        "more": more,
        "kinds": [(kind_names().get(kind, kind), count) for kind, count in found.told.get("kinds", {}).items()],
        "relations": sum(found.told.get("relations", {}).values()),
        "notices": [
            (one["place"], framework_notice(Notice(one["code"], one["place"], one["facts"])))
            for one in found.told.get("notices", [])
        ],
        "here": here,
        "may_confirm": may(actor, Permission.MANAGE_INSTITUTION if found.is_shared else Permission.DESIGN),
        "section": "office" if may(actor, Permission.MANAGE_INSTITUTION) else "design",
    }
    return render(request, "testamur/frameworks/file.html", context)


@require_POST
def take_out(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Take out a version that nothing uses."""
    actor, _place = actor_at(request, code)
    try:
        careers.take_out_framework(actor, framework=uuid, at=datetime.now(UTC))
    except Conflict as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("It is taken out. The same files can be brought in again."))
    return redirect("web:frameworks", code)


def _handed_in(request: HttpRequest, actor: Actor, form: Form) -> tuple[UUID | None, int]:
    """Take the form's files in; return their uuid, or nothing and the status of what is wrong."""
    sent = request.FILES.get("file")
    asked = Asked(
        form.text("short", 40).casefold(), form.text("name"), form.text("release", 40), form.text("language", 20)
    )
    chosen = form.choice("form", FORMS)
    if sent is None:
        form.errors["file"] = _("Choose a file: an archive (zip), a table (CSV) or JSON.")
    elif sent.size is not None and sent.size > LARGEST:
        said = _("This file has {size} megabytes; up to {most} are taken. Larger ones come in at the terminal.")
        form.errors["file"] = said.format(size=sent.size // _MEGABYTE, most=LARGEST // _MEGABYTE)
    if form.errors or sent is None:
        return None, 422
    is_shared = form.given.get("for") == "all"
    try:
        made = actions.hand_in(
            actor,
            data=sent.read(),
            name=sent.name or "file",
            form=chosen,
            asked=asked,
            is_shared=is_shared,
            at=datetime.now(UTC),
        )
    except Refusal as refusal:
        form.errors["file"] = told(refusal)
        return None, status_of(refusal)
    return made, 200


def _decided(request: HttpRequest, actor: Actor, code: str, uuid: UUID) -> HttpResponse:
    now = datetime.now(UTC)
    try:
        if request.POST.get("verb") == "confirm":
            actions.confirm_file(actor, file=uuid, at=now)
            return redirect("web:framework-file", code, uuid)
        actions.throw_away_file(actor, file=uuid, at=now)
    except Conflict as refusal:
        messages.error(request, told(refusal))
        return redirect("web:framework-file", code, uuid)
    messages.success(request, _("The files are thrown away. What was brought in from them stays."))
    return redirect("web:frameworks", code)


def _version(actor: Actor, of: FrameworkView, every: list[FrameworkView]) -> Version:
    needed = Permission.MANAGE_INSTITUTION if of.is_shared else Permission.DESIGN
    is_ours = of.institution_id == actor.institution_id and may(actor, needed)
    used = framework_uses(actor, of) if is_ours else {}
    return Version(
        of,
        sum(of.counts.get(kind.value, 0) for kind in LEARNABLE),
        len([one for one in every if one.code == of.code]) > 1,
        is_ours,
        ", ".join(_use(what, number) for what, number in used.items()),
    )


def _use(what: str, number: int) -> str:
    """Return in how many places of a kind a version is used."""
    return {
        "definitions": ngettext("{n} definition", "{n} definitions", number),
        "adverts": ngettext("{n} advert", "{n} adverts", number),
        "claims": ngettext("{n} claim of a person", "{n} claims of people", number),
        "targets": ngettext("{n} thing that somebody aims at", "{n} things that people aim at", number),
    }[what].format(n=number)


def _more(one: FileView) -> list[dict[str, Any]]:
    """Return what else keeps files from being read, beside the first."""
    return list(one.told.get("more", []))


def _state(one: FileView) -> tuple[str, str, str]:
    """Return how files stand: words, tone, icon."""
    return {
        "waiting": (_("is being read"), "unknown", "waiting"),
        "read": (_("read; waits to be confirmed"), "unknown", "waiting"),
        "unread": (_("cannot be read"), "invalid", "failed"),
        "writing": (_("is being brought in"), "unknown", "waiting"),
        "here": (_("brought in"), "valid", "valid"),
        "refused": (_("not brought in"), "invalid", "failed"),
    }[one.state]


def _form_names() -> dict[str, str]:
    return {
        "esco": _("ESCO: the official download (zip of CSV)"),
        "onet": _("O*NET: text files (zip)"),
        "crosswalk": _("The crosswalk of ESCO and O*NET (CSV)"),
        "case": _("CASE 1.0 or 1.1 (JSON)"),
        "rsd": _("Rich Skill Descriptors (JSON or CSV)"),
        "ctdl-asn": _("CTDL-ASN (JSON-LD)"),
        "digcomp": _("DigComp (JSON-LD or CSV)"),
        "csv": _("A table of your own (CSV)"),
    }
