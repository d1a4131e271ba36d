"""Drafts: what is being made and what the guidelines say of it, and beginning another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.model.definition import MAX_BYTES, DefinitionError, parse
from testamur.core.model.language import LanguageMap
from testamur.demo.sources import EXAMPLES, example
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Shelved
from testamur.domain.design import actions, queries
from testamur.domain.design.values import DesignLine
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.judgement import Tally, tallies
from testamur.interfaces.web.design.publishing import examples
from testamur.interfaces.web.design.showing import Stage, named, stage
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.templatetags.testamur import text as in_words
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid

_PAGE = 20
_VIEWS = ("making", "out", "closed")
_LISTED = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A draft on the list. ``tallies`` counts findings; ``is_readable`` is False while its text cannot be read."""

    one: DesignLine
    stage: Stage
    started_by: str
    is_readable: bool
    tallies: list[Tally]


@require_safe
def drafts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the drafts that somebody has a part in, or all of the house."""
    actor, institution = actor_at(request, code)
    view = typed(request.GET, "view", 20)
    view = view if view in _VIEWS else "making"
    mine = typed(request.GET, "whose", 5) != "all"
    skip = min(number(request.GET, "skip") or 0, 10**6)
    found = queries.desk(actor, view=view, mine=mine, skip=skip, limit=_PAGE + 1)
    kept = {"view": view} if mine else {"view": view, "whose": "all"}
    here = reverse("web:drafts", args=(code,))
    context = {
        "institution": institution,
        "lines": _lines(actor, found[:_PAGE]),
        "view": view,
        "mine": mine,
        "counts": queries.desk_counts(actor, mine=mine),
        "may_begin": may(actor, Permission.DESIGN),
        "may_review": may(actor, Permission.REVIEW_DESIGNS),
        "next": f"{here}?{urlencode({**kept, 'skip': str(skip + _PAGE)})}" if len(found) > _PAGE else "",
        "first": f"{here}?{urlencode(kept)}" if skip else "",
        "room": "drafts",
        "section": "design",
    }
    return render(request, "testamur/design/drafts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft: from an example, from what is published here, or from a text."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.DESIGN)
    if request.method != "POST":
        return _choose(request, actor, institution, Form({}))
    form = Form(request.POST)
    try:
        uuid = _begun(actor, form)
    except Invalid as refusal:
        form.errors.setdefault("source", told(refusal))
        uuid = None
    if uuid is None:
        return _choose(request, actor, institution, form)
    return redirect("web:draft", code, uuid)


def _choose(request: HttpRequest, actor: Actor, institution: InstitutionView, form: Form) -> HttpResponse:
    context = {
        "institution": institution,
        "examples": examples(),
        "published": [one.listing for one in _own(actor)],
        "given": form.given,
        "errors": form.errors,
        "limit": MAX_BYTES // 1_000_000,
        "section": "design",
    }
    return render(request, "testamur/design/drafts/begin.html", context, status=422 if form.errors else 200)


def _begun(actor: Actor, form: Form) -> UUID | None:
    """Return the draft begun as the form says; None where something in it is wrong. Raises `Invalid`."""
    now = datetime.now(UTC)
    wanted = form.choice("example", EXAMPLES)
    if wanted:
        source = example(wanted)
        return actions.start(actor, title=_title(source), source=source, origin="template", origin_note=wanted, at=now)
    published = form.choice("published", {str(one.listing.uuid) for one in _own(actor)})
    if published:
        version = catalogue.published(UUID(published)).version.uuid
        return actions.clone_published(actor, version=version, at=now)
    source = form.given.get("source", "").replace("\r\n", "\n")
    title = form.text("title") or _title(source)
    if not title:
        form.errors["title"] = _("Give it a title, or paste a text that has one. It can be changed at any time.")
    origin = "import" if source.strip() else "blank"
    return None if form.errors else actions.start(actor, title=title, source=source, origin=origin, at=now)


def _own(actor: Actor) -> list[Shelved]:
    return list(catalogue.shelf(actor, on=datetime.now(UTC).date(), limit=_LISTED))


def _title(source: str) -> str:
    """Return the title that a text gives itself; empty while it cannot be read."""
    try:
        title: LanguageMap = parse(source).title
    except DefinitionError:
        return ""
    return in_words(title)


def _lines(actor: Actor, found: list[DesignLine]) -> list[Line]:
    known = named(one.started_by for one in found)
    return [_line(actor, one, known) for one in found]


def _line(actor: Actor, one: DesignLine, known: dict[int, str]) -> Line:
    report = queries.examined(actor, uuid=one.uuid).report
    counted = tallies(report) if report else []
    return Line(one, stage(one.state), known.get(one.started_by, ""), report is not None, counted)
