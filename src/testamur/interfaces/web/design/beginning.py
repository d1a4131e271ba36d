"""Beginning a draft: with a template, with what is published or being made here, with an example, or with a text."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.model.definition import MAX_BYTES, DefinitionError, parse
from testamur.core.model.language import LanguageMap
from testamur.demo.sources import EXAMPLES, example
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Shelved
from testamur.domain.design import actions
from testamur.domain.design.templates import filled, templates
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.publishing import examples
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.templatetags.testamur import text as in_words
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid

_LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft: from a template, from what is published here, from an example, or from a text."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.DESIGN)
    if request.method != "POST":
        return _choose(request, actor, institution, Form({}))
    form = Form(request.POST)
    try:
        uuid = _begun(actor, institution, form)
    except Invalid as refusal:
        form.errors.setdefault("source", told(refusal))
        uuid = None
    if uuid is None:
        return _choose(request, actor, institution, form)
    # A text of one's own is gone on with as a text; what is whole begins where everything is seen together.
    return redirect("web:board" if "template" in form.given else "web:draft", code, uuid)


def _choose(request: HttpRequest, actor: Actor, institution: InstitutionView, form: Form) -> HttpResponse:
    context = {
        "institution": institution,
        "templates": templates(),
        "examples": examples(),
        "published": [one.listing for one in _own(actor)],
        "given": form.given,
        "errors": form.errors,
        "limit": MAX_BYTES // 1_000_000,
        "section": "design",
    }
    return render(request, "testamur/design/drafts/begin.html", context, status=422 if form.errors else 200)


def _begun(actor: Actor, place: InstitutionView, form: Form) -> UUID | None:
    """Return the draft begun as the form says; None where something in it is wrong. Raises `Invalid`."""
    now = datetime.now(UTC)
    wanted, source = _model(place, form)
    if wanted:
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


def _model(place: InstitutionView, form: Form) -> tuple[str, str]:
    """Return the template or example that was chosen, and its text; nothing where none was."""
    known = {one.name: one for one in templates()}
    wanted = form.choice("template", known)
    if wanted:
        return wanted, filled(known[wanted].source, place)
    wanted = form.choice("example", EXAMPLES)
    return wanted, example(wanted) if wanted else ""


def _own(actor: Actor) -> list[Shelved]:
    return list(catalogue.shelf(actor, on=datetime.now(UTC).date(), limit=_LISTED))


def _title(source: str) -> str:
    """Return the title that a text gives itself; empty while it cannot be read."""
    try:
        title: LanguageMap = parse(source).title
    except DefinitionError:
        return ""
    return in_words(title)
