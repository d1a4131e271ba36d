"""The history of a draft: every text that was saved, what changed since, and bringing one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Published
from testamur.domain.design import actions, queries
from testamur.domain.design.templates import templates
from testamur.domain.design.values import DesignLine, DesignView, RevisionView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.interfaces.web.design.judgement import told_of
from testamur.interfaces.web.design.showing import head, name_of, named
from testamur.interfaces.web.templatetags.testamur import text as in_words
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import occasions, origins
from testamur.refusals import NotFound

_PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in the history: how it came to be, and by whom."""

    one: RevisionView
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a draft began with: in words, and another draft or a published version where there is one."""

    said: str
    note: str
    draft: DesignLine | None
    published: Published | None


@require_safe
def history(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the texts of a draft, the newest first, and what changed from one of them to the newest."""
    actor, place = actor_at(request, code)
    view = queries.design(actor, uuid=uuid)
    before, since = number(request.GET, "before"), number(request.GET, "since")
    found = queries.history(actor, uuid=uuid, before=_small(before), limit=_PAGE + 1)
    known = named(one.saved_by for one in found)
    difference = queries.difference(actor, uuid=uuid, before=_small(since) or 0) if since else None
    context = {
        **head(actor, place, view, "history"),
        "entries": [Entry(one, occasions()[one.kind], name_of(known, one.saved_by)) for one in found[:_PAGE]],
        "older": found[_PAGE - 1].number if len(found) > _PAGE else None,
        "difference": difference,
        "lineage": _lineage(actor, view),
        "may_begin": may(actor, Permission.DESIGN),
        "amendments": told_of(difference.changes) if difference else [],
    }
    return render(request, "testamur/design/drafts/history.html", context)


@require_POST
def restore(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Make an earlier text the newest again; what came between stays in the history."""
    actor, _place = actor_at(request, code)
    wanted = number(request.POST, "revision")
    if wanted is None:
        raise NotFound(what="revision", number="")
    actions.restore(actor, design=uuid, revision=_small(wanted) or 0, at=datetime.now(UTC))
    messages.success(request, _("Text {n} is the newest again. What came after it stays here.").format(n=wanted))
    return redirect("web:draft-history", code, uuid)


@require_POST
def clone(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Begin another draft with the newest text of this one; both know of each other."""
    actor, _place = actor_at(request, code)
    made = actions.clone(actor, design=uuid, at=datetime.now(UTC))
    messages.success(request, _("This is a draft of its own, with the text of the other. Give it a code and a title."))
    return redirect("web:details", code, made)


def _lineage(actor: Actor, view: DesignView) -> Lineage:
    """Return what a draft began with, as far as the reader may see it."""
    before = None
    if view.from_design:
        try:
            before = queries.design(actor, uuid=view.from_design).line
        except NotFound:
            before = None
    published = catalogue.by_version(view.from_version) if view.from_version else None
    models = {one.name: in_words(one.title) for one in templates()}
    return Lineage(origins()[view.line.origin], models.get(view.origin_note, view.origin_note), before, published)


def _small(found: int | None) -> int | None:
    """Return a number as revisions are counted; one that none can have is none of them."""
    return found if found is None or found < 2**31 else 0
