"""The pages of a draft: the list with its order, one page as it is written and seen, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.adapters.environment import environment
from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError
from testamur.core.pages import Finding, Known, PageError, check_tree, read
from testamur.core.quality import Severity
from testamur.domain.design import actions, queries
from testamur.domain.design.page_values import PageRevision, PageSaved, PageView
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.judgement import headings
from testamur.interfaces.web.design.showing import head, name_of, named
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.reading.markup import Around, shown
from testamur.interfaces.web.security import with_frames
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.blocks import snippets
from testamur.interfaces.words.pages import page_finding, page_kinds, why_of
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it stands beside a page. ``tone`` and ``icon`` go with the words, never alone."""

    line: int
    sentence: str
    why: str
    source: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Line:
    """A page in the list, with how many findings weigh what."""

    page: PageView
    place: str
    hard: int
    others: int


@require_http_methods(["GET", "HEAD", "POST"])
def pages(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the pages of a draft in order; begin one, move one, take one out or put it back."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            gone_to = _done(actor, uuid, form)
        except Refusal as refusal:
            form.errors["title"], gone_to, status = told(refusal), None, status_of(refusal)
        if gone_to is not None:
            return redirect("web:page", code, uuid, gone_to) if gone_to else redirect("web:pages", code, uuid)
    known, places = queries.nameable(actor, design=uuid, hosts=environment().embed_hosts), _places(actor, uuid)
    found = queries.pages(actor, design=uuid)
    context = {
        **head(actor, place, queries.design(actor, uuid=uuid), "pages"),
        "lines": [_line(one, known, places) for one in found],
        "removed": queries.removed_pages(actor, design=uuid),
        "places": places.items(),
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/pages/list.html", context, status=status)


@require_safe
def page(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> HttpResponse:
    """Show a page as it is written, and beside it as it is seen."""
    actor, place = actor_at(request, code)
    found = queries.page(actor, design=uuid, uuid=page)
    return _editor(request, actor, place, found, found.text)


@require_POST
def save(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> HttpResponse:
    """Save a page; where somebody saved in between, show both texts."""
    actor, place = actor_at(request, code)
    before = queries.page(actor, design=uuid, uuid=page)
    try:
        saved = _save(request, actor, page, is_auto=False)
    except Refusal as refusal:
        said = {"refused": told(refusal), "is_stale": refusal.code == "stale-page", "given": request.POST}
        return _editor(request, actor, place, before, request.POST.get("text", ""), said, status_of(refusal))
    messages.success(request, _("Saved.") if saved else _("This text was saved already. Nothing was changed."))
    return redirect("web:page", code, uuid, page)


@require_POST
def keep(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> JsonResponse:
    """Save a page while it is written; a script asks, and says beside it what is answered."""
    actor, _place = actor_at(request, code)
    queries.page(actor, design=uuid, uuid=page)
    try:
        saved = _save(request, actor, page, is_auto=True)
    except Refusal as refusal:
        return JsonResponse({"said": told(refusal)}, status=status_of(refusal))
    return JsonResponse({"revision": saved.revision, "said": _("Kept.")})


@require_POST
def look(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> HttpResponse:
    """Return a page as it is seen while it is written, with what is found in it; nothing is saved."""
    actor, place = actor_at(request, code)
    queries.page(actor, design=uuid, uuid=page)
    seen = _seen(actor, place, uuid, request.POST.get("text", "").replace("\r\n", "\n"))
    response = render(request, "testamur/design/pages/beside.html", seen)
    response["Content-Security-Policy"] = with_frames(environment().embed_hosts)
    return response


@require_safe
def read_page(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> HttpResponse:
    """Show a page as learners will read it, for who makes it and who reviews it."""
    actor, place = actor_at(request, code)
    listed = queries.pages(actor, design=uuid)
    at = next((number for number, one in enumerate(listed) if one.line.uuid == page), None)
    if at is None:
        raise NotFound(what="page", uuid=str(page))
    context = {
        **head(actor, place, queries.design(actor, uuid=uuid), "pages"),
        **_seen(actor, place, uuid, listed[at].text),
        "page": listed[at],
        "before": listed[at - 1] if at else None,
        "after": listed[at + 1] if at + 1 < len(listed) else None,
        "number": at + 1,
        "count": len(listed),
    }
    response = render(request, "testamur/design/pages/read.html", context)
    response["Content-Security-Policy"] = with_frames(environment().embed_hosts)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def page_history(request: HttpRequest, code: str, uuid: UUID, page: UUID) -> HttpResponse:
    """Show the texts of a page and what changed since one of them; bring one back."""
    actor, place = actor_at(request, code)
    found = queries.page(actor, design=uuid, uuid=page)
    if request.method == "POST":
        wanted = number(request.POST, "revision") or 0
        actions.restore_page(actor, page=page, revision=min(wanted, 2**31 - 1), at=datetime.now(UTC))
        messages.success(request, _("Text {n} is the newest again. What came after it stays here.").format(n=wanted))
        return redirect("web:page", code, uuid, page)
    since = number(request.GET, "since")
    listed = queries.page_history(actor, design=uuid, uuid=page)
    context = {
        **head(actor, place, queries.design(actor, uuid=uuid), "pages"),
        "page": found,
        "entries": _entries(listed),
        "difference": queries.page_difference(actor, design=uuid, uuid=page, before=min(since, 2**31 - 1))
        if since
        else None,
    }
    return render(request, "testamur/design/pages/history.html", context)


def _save(request: HttpRequest, actor: Actor, page: UUID, *, is_auto: bool) -> PageSaved:
    return actions.save_page(
        actor,
        page=page,
        title=request.POST.get("title", ""),
        place=request.POST.get("place", ""),
        text=request.POST.get("text", ""),
        based_on=number(request.POST, "based_on") or 0,
        at=datetime.now(UTC),
        is_auto=is_auto,
    )


def _editor(
    request: HttpRequest,
    actor: Actor,
    place: InstitutionView,
    found: PageView,
    written: str,
    said: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **head(actor, place, queries.design(actor, uuid=found.design), "pages"),
        **_seen(actor, place, found.design, written),
        "page": found,
        "written": written,
        "based_on": found.line.revision,
        "places": _places(actor, found.design).items(),
        "files": queries.files(actor, design=found.design),
        "snippets": snippets(),
        **(said or {}),
    }
    response = render(request, "testamur/design/pages/page.html", context, status=status)
    response["Content-Security-Policy"] = with_frames(environment().embed_hosts)
    return response


def _done(actor: Actor, uuid: UUID, form: Form) -> UUID | str | None:
    """Do what a button of the list asks; return the page to go to, "" for the list, None where something is wrong."""
    now = datetime.now(UTC)
    for name in ("up", "down", "remove", "put_back"):
        if form.given.get(name):
            try:
                wanted = UUID(form.text(name, 40))
            except ValueError as error:
                raise NotFound(what="page", uuid=form.given[name][:40]) from error
            _arrange(actor, uuid, name, wanted, now)
            return ""
    title = form.needed("title", _("Give the page a title."))
    if form.errors:
        return None
    return actions.add_page(actor, design=uuid, title=title, place=form.text("place"), at=now)


def _arrange(actor: Actor, uuid: UUID, name: str, page: UUID, now: datetime) -> None:
    if name == "put_back":
        actions.remove_page(actor, page=page, at=now, is_back=True)
        return
    queries.page(actor, design=uuid, uuid=page)
    if name == "remove":
        actions.remove_page(actor, page=page, at=now)
    else:
        actions.move_page(actor, page=page, by=-1 if name == "up" else 1, at=now)


def _seen(actor: Actor, place: InstitutionView, design: UUID, written: str) -> dict[str, object]:
    """Return a page as it is seen, and what is found in it."""
    hosts = environment().embed_hosts
    known = queries.nameable(actor, design=design, hosts=hosts)
    try:
        tree = read(written)
    except PageError as error:
        said = _("This is too long for a page: {found} characters; {limit} fit. Divide it into two pages.")
        return {
            "institution": place,
            "shown": SafeString(""),
            "too_long": said.format(found=error.found, limit=error.limit),
        }
    around = Around(
        files={one.name: one for one in queries.files(actor, design=design)},
        address=lambda name: reverse("web:page-file", args=(place.code, design, name)),
        assessments=_assessments(actor, design),
        hosts=hosts,
        deeper=1,
    )
    return {
        "institution": place,
        "shown": shown(tree, around),
        "remarks": [_remark(one) for one in check_tree(tree, known)],
    }


def _remark(found: Finding) -> Remark:
    _heading, tone, icon = headings()[Severity(found.rule.severity)]
    return Remark(found.line, page_finding(found), why_of(found.code), found.rule.source, tone, icon)


def _line(one: PageView, known: Known, places: dict[str, str]) -> Line:
    found = check_tree(read(one.text), known)
    hard = sum(finding.rule.severity == Severity.HARD for finding in found)
    return Line(one, places.get(one.line.place, one.line.place), hard, len(found) - hard)


def _places(actor: Actor, design: UUID) -> dict[str, str]:
    """Return what a page can be for: id of an outcome or activity → its words."""
    try:
        course = definition.parse(queries.design(actor, uuid=design).source)
    except DefinitionError:
        return {}
    outcomes = {one.id: f"{one.id}: {text(one.text)}"[:90] for one in course.outcomes}
    named_activities = {one.id: text(one.title)[:90] for one in course.activities if one.id}
    return {**outcomes, **named_activities}


def _assessments(actor: Actor, design: UUID) -> dict[str, str]:
    try:
        course = definition.parse(queries.design(actor, uuid=design).source)
    except DefinitionError:
        return {}
    return {one.id: text(one.title) for one in course.assessments}


def _entries(listed: list[PageRevision]) -> list[tuple[PageRevision, str, str]]:
    known, kinds = named(one.saved_by for one in listed), page_kinds()
    return [(one, kinds[one.kind], name_of(known, one.saved_by)) for one in listed]
