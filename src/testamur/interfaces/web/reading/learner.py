"""The pages of what somebody takes part in: one after another, with what is read marked; or all, to be printed."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from testamur.adapters.environment import environment
from testamur.core.pages import hosts_in, read
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Published
from testamur.domain.design.page_values import ReadPage
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.learning import actions, queries
from testamur.domain.learning.values import ReadingView
from testamur.interfaces.web.reading.markup import Around, shown
from testamur.interfaces.web.reading.served import served
from testamur.interfaces.web.security import with_frames
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import signed_in
from testamur.refusals import NotFound


@require_safe
def contents(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Show what pages there are, which are read, and where to go on."""
    _actor, reading, published = _taken(request, enrolment)
    pages = reading.edition.pages
    context = {
        **_head(reading, published),
        "pages": [(one, one.uuid in reading.read) for one in pages],
        "next": next((one for one in pages if one.uuid not in reading.read), None),
    }
    return render(request, "testamur/reading/contents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, enrolment: UUID, page: UUID) -> HttpResponse:
    """Show a page; mark it as read and go on, or take the mark away."""
    actor, reading, published = _taken(request, enrolment)
    pages = reading.edition.pages
    at = next((number for number, one in enumerate(pages) if one.uuid == page), None)
    if at is None:
        raise NotFound(what="page", uuid=str(page))
    after = pages[at + 1] if at + 1 < len(pages) else None
    if request.method == "POST":
        is_read = "unread" not in request.POST
        actions.mark_read(actor, enrolment=enrolment, page=page, at=datetime.now(UTC), is_read=is_read)
        if not is_read:
            return redirect("web:learn-page", enrolment, page)
        return redirect("web:learn-page", enrolment, after.uuid) if after else redirect("web:learn", enrolment)
    context = {
        **_head(reading, published),
        "page": pages[at],
        "shown": _shown(pages[at], reading, published),
        "before": pages[at - 1] if at else None,
        "after": after,
        "number": at + 1,
        "is_read": page in reading.read,
    }
    return _framed(render(request, "testamur/reading/page.html", context), [pages[at]])


@require_safe
def everything(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Show all pages, one below the other, to be printed or searched."""
    _actor, reading, published = _taken(request, enrolment)
    pages = [(one, _shown(one, reading, published, number)) for number, one in enumerate(reading.edition.pages, 1)]
    context = {**_head(reading, published), "pages": pages}
    return _framed(render(request, "testamur/reading/everything.html", context), list(reading.edition.pages))


@require_safe
def file(request: HttpRequest, enrolment: UUID, name: str) -> HttpResponse:
    """Return a file of the pages."""
    actor, _reading, _published = _taken(request, enrolment)
    return served(*queries.page_file(actor, enrolment=enrolment, name=name))


def reading_of(person: int, institution_id: int, enrolment: UUID) -> ReadingView | None:
    """Return the pages of an enrolment of somebody's own; None where there are none."""
    here = institution.actor_for(person=person, institution=institution_id)
    return queries.reading(here, enrolment=enrolment)


def _taken(request: HttpRequest, enrolment: UUID) -> tuple[Actor, ReadingView, Published]:
    """Return the visitor, the pages of an enrolment of theirs, and what it is of. Raises `NotFound`."""
    person = signed_in(request).person_id or 0
    own = next((one for one in queries.own_enrolments(person) if one.uuid == enrolment), None)
    if own is None:
        raise NotFound(what="enrolment", uuid=str(enrolment))
    here = institution.actor_for(person=person, institution=own.institution_id)
    reading = queries.reading(here, enrolment=enrolment)
    if reading is None:
        raise NotFound(what="page", uuid=str(enrolment))
    version = catalogue.version_uuids([own.version_id])[own.version_id]
    return here, reading, catalogue.by_version(version)


def _head(reading: ReadingView, published: Published) -> dict[str, object]:
    count = len(reading.edition.pages)
    done = sum(one.uuid in reading.read for one in reading.edition.pages)
    return {"reading": reading, "published": published, "count": count, "done": done, "section": "mine"}


def _shown(one: ReadPage, reading: ReadingView, published: Published, number: int = 0) -> SafeString:
    """Return a page as HTML; *number* is its place where several stand on one screen."""
    around = Around(
        files={one.name: one for one in reading.edition.files},
        address=lambda name: reverse("web:learn-file", args=(reading.enrolment, name)),
        assessments={one.id: text(one.title) for one in published.definition.assessments},
        hosts=environment().embed_hosts,
        deeper=1 if number else 0,
        prefix=f"p{number}" if number else "p",
    )
    return shown(read(one.text), around)


def _framed(response: HttpResponse, pages: list[ReadPage]) -> HttpResponse:
    """Allow frames of the hosts that these pages name and the house allows, and of no others."""
    named = frozenset[str]().union(*(hosts_in(read(one.text)) for one in pages))
    response["Content-Security-Policy"] = with_frames(named & environment().embed_hosts)
    return response


_HERE = "mine/learn/<uuid:enrolment>"
PAGES: list[URLPattern] = [
    path(_HERE, contents, name="learn"),
    path(f"{_HERE}/all", everything, name="learn-all"),
    path(f"{_HERE}/files/<str:name>", file, name="learn-file"),
    path(f"{_HERE}/<uuid:page>", page, name="learn-page"),
]
