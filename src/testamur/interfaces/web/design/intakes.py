"""A large table on its way into drafts: looked at, taken over in the background, told row by row, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.exchange import Notice, Options, import_rows
from testamur.core.model.definition import Problem
from testamur.domain.design import actions, queries
from testamur.domain.design.intake_values import IntakeRowView, IntakeView
from testamur.domain.design.standing import VALUES_UNREAD, missing, standing
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.file_exchange import file_notice, left_out, place_said
from testamur.interfaces.words.places import place_in_words
from testamur.interfaces.words.refusals import told
from testamur.packs.narratives import labels
from testamur.refusals import Refusal

_PAGE, _SAMPLE = 50, 5


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a row, in words. ``said``: what is missing or was read otherwise, and what to do."""

    place: str
    one: IntakeRowView
    outcome: str
    said: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show how far a large file is and what became of its rows; begin, stop, go on, give up, or take back."""
    actor, institution = actor_at(request, code)
    error, status = "", 200
    if request.method == "POST":
        try:
            if _pressed(request, actor, uuid):
                return redirect("web:intake", code, uuid)
            return redirect("web:begin-with-file", code)
        except Refusal as refusal:
            error, status = told(refusal), status_of(refusal)
    found = queries.intake(actor, uuid=uuid)
    outcome, skip = typed(request.GET, "of", 10), min(number(request.GET, "skip") or 0, 10**6)
    rows = queries.intake_rows(actor, uuid=uuid, outcome=outcome, skip=skip, limit=_PAGE + 1)
    kept = {"of": outcome} if outcome else {}
    here = reverse("web:intake", args=(code, uuid))
    context = {
        "institution": institution,
        "intake": found,
        "error": error,
        "rows": [_told(one) for one in rows[:_PAGE]],
        "sample": _sample(actor, found, institution) if found.state == "waiting" else (),
        "done": _done(found),
        "outcomes": [(name, words, found.counts[name]) for name, words in outcomes().items() if name in found.counts],
        "of": outcome,
        "next": f"{here}?{urlencode({**kept, 'skip': str(skip + _PAGE)})}" if len(rows) > _PAGE else "",
        "first": f"{here}?{urlencode(kept)}" if skip else "",
        "section": "design",
    }
    is_part = bool(getattr(request, "htmx", False)) and request.method != "POST"
    page = "intake_progress" if is_part else "intake"
    return render(request, f"testamur/design/drafts/{page}.html", context, status=status)


@require_safe
def report(request: HttpRequest, code: str, uuid: UUID) -> HttpResponseBase:
    """Return what became of every row as a table to take away."""
    actor, _place = actor_at(request, code)
    words = outcomes()

    def page(skip: int, limit: int) -> list[IntakeRowView]:
        return queries.intake_rows(actor, uuid=uuid, skip=skip, limit=limit)

    def cells(one: IntakeRowView) -> tuple[object, ...]:
        where = reverse("web:draft", args=(code, one.design)) if one.design else ""
        address = request.build_absolute_uri(where) if where else ""
        return one.place, one.title, words[one.outcome], "\n".join(_said(one)), address

    headings = [_("Row"), _("Title"), _("What became of it"), _("What to do"), _("Draft")]
    return download("rows", headings, page, cells)


def outcomes() -> dict[str, str]:
    """Return outcome of a row → what it is called."""
    return {
        "whole": _("a draft, complete"),
        "lacking": _("a draft, to be completed"),
        "unread": _("a draft in which a value could not be read"),
        "left-out": _("not taken"),
        "undone": _("taken back"),
        "kept": _("kept, for somebody had worked on it"),
    }


def _pressed(request: HttpRequest, actor: Actor, uuid: UUID) -> bool:
    """Do what the button asks; return whether the file is still there."""
    at, verb = datetime.now(UTC), typed(request.POST, "verb", 10)
    if verb == "take":
        actions.take_in(actor, intake=uuid, at=at)
    elif verb == "stop":
        actions.stop_intake(actor, intake=uuid, at=at)
    elif verb == "back" and request.POST.get("sure"):
        actions.take_back(actor, intake=uuid, at=at)
    elif verb == "forget":
        actions.forget_file(actor, intake=uuid, at=at)
        messages.success(request, _("The file is gone. Nothing was taken over."))
        return False
    return True


def _done(found: IntakeView) -> int:
    """Return how many rows are through with what is being done now."""
    if found.state in {"undoing", "undone"}:
        return found.counts.get("undone", 0) + found.counts.get("kept", 0) + found.counts.get("left-out", 0)
    return found.done


def _sample(actor: Actor, found: IntakeView, place: InstitutionView) -> list[Told]:
    """Return the first rows as they would be taken over."""
    data = queries.intake_data(actor, uuid=found.uuid)
    body = {"name": place.name, "country": place.country}
    rows = import_rows(data, Options(labels=labels, language=spoken(), body=body), first=0, many=_SAMPLE)
    told = []
    for one in rows:
        many = len(one.lacking) + len(missing(one))
        lacking = ngettext("{count} thing is missing", "{count} things are missing", many)
        said = [lacking.format(count=many)] if many else []
        said += [file_notice(notice) for notice in one.notices if notice.code in {"unread-column", *VALUES_UNREAD}]
        view = IntakeRowView(one.place, one.title, standing(one), "", (), None)
        told.append(Told(place_said(one.place), view, "", tuple(said)))
    return told


def _told(one: IntakeRowView) -> Told:
    return Told(place_said(one.place), one, outcomes().get(one.outcome, one.outcome), tuple(_said(one)))


def _said(one: IntakeRowView) -> list[str]:
    return [*([left_out(one.because)] if one.because else []), *(_sentence(it) for it in one.told)]


def _sentence(it: Mapping[str, Any]) -> str:
    if it["of"] == "notice":
        return f"{place_said(it['place'])}: {file_notice(Notice(it['code'], it['place'], it['facts']))}"
    if it["of"] == "element":
        return _("Still missing: {what}.").format(what=place_in_words(it["key"]))
    problem = Problem(
        it["code"], it["line"], it["column"], it["key"], it["found"], tuple(it["allowed"]), it["suggestion"]
    )
    return f"{it['key']}: {problem_sentence(problem)}"


PAGES: list[URLPattern] = [
    path("drafts/begin/file/<uuid:uuid>", intake, name="intake"),
    path("drafts/begin/file/<uuid:uuid>/rows.csv", report, name="intake-report"),
]
