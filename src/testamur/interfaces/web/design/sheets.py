"""A page that is a form over a draft: shown, saved, kept while it is changed, with findings beside their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import Severity
from testamur.domain.design import actions, queries
from testamur.domain.design.values import Examined
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.draft import both
from testamur.interfaces.web.design.judgement import Remark, headings, remark
from testamur.interfaces.web.design.retelling import Sheet, base_text, retold, sheet
from testamur.interfaces.web.design.showing import head, judged, opened
from testamur.interfaces.web.design.wishing import Wish
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.options import options
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_ARRANGING = ("take_out", "move")


@dataclass(frozen=True, slots=True)
class Room:
    """A form over a draft.

    ``shown``: definition and what was typed → what its template needs; ``change``: the definition as the form says;
    ``fields``: key of the definition → field; ``beside``: what is told anew after every change; ``near``: place in the
    definition → the place on the form where what is said of it stands, empty where it has none.
    """

    name: str
    address: str
    template: str
    shown: Callable[[MicroCredential, Sheet], dict[str, object]]
    change: Callable[[MicroCredential, Sheet], MicroCredential]
    fields: Callable[[str], str]
    beside: Callable[[Examined], dict[str, object]]
    near: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it stands beside its field. ``tone`` and ``icon`` go with the words, never alone."""

    tone: str
    icon: str
    remark: Remark


def turned(request: HttpRequest, code: str, uuid: UUID, room: Room) -> HttpResponse:
    """Show a form over a draft, or do what it was sent for."""
    actor, place = actor_at(request, code)
    if request.method != "POST":
        view, seen = opened(actor, uuid)
        return _page(request, actor, place, uuid, room, seen, {"based_on": view.line.revision})
    given = sheet(request.POST)
    return _saved(request, actor, place, uuid, room, given)


def told_beside(seen: Examined, near: Callable[[str], str]) -> dict[str, object]:
    """Return the findings by the place where *near* says that they are told; under "" those with no place there."""
    notes: dict[str, list[Note]] = {}
    for finding in seen.report.findings if seen.report is not None else ():
        _heading, tone, icon = headings()[Severity(finding.severity)]
        notes.setdefault(near(finding.key), []).append(Note(tone, icon, remark(finding)))
    return {"notes": notes, "elsewhere": notes.get("", [])}


def _asked_beside(asks: object, near: Callable[[str], str]) -> dict[str, list[Wish]]:
    """Return the changes that are asked for by the place where *near* says that they are told."""
    found: dict[str, list[Wish]] = {}
    for wish in asks if isinstance(asks, list) else ():
        found.setdefault(near(wish.one.place), []).append(wish)
    return found


def _saved(
    request: HttpRequest, actor: Actor, place: InstitutionView, uuid: UUID, room: Room, given: Sheet
) -> HttpResponse:
    is_auto = "auto" in request.POST
    based_on = number(request.POST, "based_on") or 0
    source = base_text(actor, uuid, based_on)
    text = retold(source, given, room.change, room.fields)
    if text is None:
        return _refused(request, actor, place, uuid, room, given, source)
    now = datetime.now(UTC)
    try:
        saved = actions.save(
            actor,
            design=uuid,
            source=text,
            based_on=based_on,
            message=given.text("message", 300),
            at=now,
            is_auto=is_auto,
        )
    except actions.StaleRevision as refusal:
        if is_auto:
            return JsonResponse({"said": told(refusal)}, status=409)
        return both(request, actor, place, uuid, refusal.offer, based_on)
    except Refusal as refusal:
        given.errors["all"] = told(refusal)
        return _refused(request, actor, place, uuid, room, given, source, status_of(refusal))
    if is_auto:
        return _kept(request, actor, place, uuid, room, saved.revision)
    messages.success(request, _("Saved.") if saved else _("This text was saved already. Nothing was changed."))
    return redirect(room.address, place.code, uuid)


def _kept(
    request: HttpRequest, actor: Actor, place: InstitutionView, uuid: UUID, room: Room, revision: int
) -> JsonResponse:
    """Tell the script what was kept, and what follows from it: every part of the page that is told anew."""
    said = {**room.beside(queries.examined(actor, uuid=uuid)), **_elsewhere(place, uuid, room)}
    parts = {
        part: render_to_string(f"testamur/design/drafts/{name}.html", said, request)
        for part, name in (("told", "beside"), ("sums", "sums"))
    }
    notes = said["notes"]
    near = {
        key: render_to_string("testamur/design/drafts/notes.html", {"near": found}, request)
        for key, found in (notes.items() if isinstance(notes, dict) else ())
    }
    return JsonResponse({"revision": revision, "said": _("Kept."), "parts": parts, "notes": near})


def _refused(
    request: HttpRequest,
    actor: Actor,
    place: InstitutionView,
    uuid: UUID,
    room: Room,
    given: Sheet,
    source: str,
    status: int = 422,
) -> HttpResponse:
    """Show the form again with everything that was typed, and what is wrong with it."""
    if "auto" in request.POST:
        said = _("Not kept yet.") + " " + " ".join(given.errors.values())
        return JsonResponse({"said": said}, status=status)
    seen = queries.rehearsed(actor, uuid=uuid, source=source)
    based_on = number(request.POST, "based_on") or 0
    return _page(request, actor, place, uuid, room, seen, {"based_on": based_on, "given": given}, status)


def _page(
    request: HttpRequest,
    actor: Actor,
    place: InstitutionView,
    uuid: UUID,
    room: Room,
    seen: Examined,
    said: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    given = said.get("given")
    typed = given if isinstance(given, Sheet) else Sheet({})
    framed = head(actor, place, queries.design(actor, uuid=uuid), room.name)
    context = {
        **framed,
        "asked": _asked_beside(framed["asks"], room.near),
        "mc": seen.definition,
        "errors": typed.errors,
        "options": options(place.country),
        **said,
    }
    if seen.definition is None:
        return render(request, "testamur/design/drafts/unreadable.html", {**context, **judged(seen)}, status=status)
    context |= {**room.shown(seen.definition, typed), **room.beside(seen), **_elsewhere(place, uuid, room)}
    return render(request, room.template, context, status=status)


def _elsewhere(place: InstitutionView, uuid: UUID, room: Room) -> dict[str, object]:
    """Return the other sheet of a draft, where what is told below this one is changed."""
    address, said = (
        ("web:board", _("It is changed on the board."))
        if room.name == "details"
        else ("web:details", _("It is changed in the details."))
    )
    return {"other_at": reverse(address, args=(place.code, uuid)), "other_said": said}
