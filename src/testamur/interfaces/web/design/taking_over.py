"""Beginning with a file of somebody else, and taking a definition away in a format of others."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.adapters import typesetting
from testamur.core.exchange import (
    WRITABLE,
    Batch,
    ExchangeError,
    Imported,
    Options,
    attachment,
    export_definition,
    import_definitions,
    media_type,
    rows_of,
    suffix,
)
from testamur.core.exchange.archives import MAX_BYTES
from testamur.core.model.definition import DefinitionError, parse
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import actions, queries
from testamur.domain.design.standing import WHOLE, missing, standing
from testamur.domain.design.values import TakenOver
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.definition_keys import key_name
from testamur.interfaces.words.dossier import dossier
from testamur.interfaces.words.file_exchange import (
    file_error,
    file_notice,
    form_names,
    missing_in_words,
    place_said,
    wrong_in_words,
)
from testamur.interfaces.words.places import place_in_words
from testamur.interfaces.words.refusals import told
from testamur.packs.narratives import labels
from testamur.refusals import Invalid, NotFound

PDF = "pdf"
# What one page can carry from the report to the beginning of the drafts.
_MOST, _MOST_TEXT = 200, 2_000_000
_ACCEPTED = ".yaml,.yml,.json,.jsonld,.csv,.tsv,.mbz,.zip,.docx,.pdf"
_SHA_256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Line:
    """One definition of a file as the report tells it: what it lacks, what is wrong, and what was taken otherwise.

    ``missing``: in words; ``wrong``: line and column of the file, the place in words, and a sentence.
    """

    number: int
    found: Imported
    missing: list[str]
    wrong: list[tuple[str, str, str]]
    notices: list[tuple[str, str]]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing and nothing was left unread."""
        return standing(self.found) == WHOLE


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a file; say what was read of it, what was not, and what was assumed, before anything begins."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.DESIGN)
    if request.method != "POST":
        return _ask(request, actor, institution)
    file = request.FILES.get("file")
    if file is None:
        return _ask(request, actor, institution, _("No file came with it. Choose one."))
    if (file.size or 0) > MAX_BYTES:
        return _ask(request, actor, institution, f"{file.name}: {file_error(_too_large(file.size or 0))}")
    data, name = file.read(), (file.name or "")[:80]
    digest = hashlib.sha256(data).hexdigest()
    try:
        many = rows_of(data, name=name)
        if many > _MOST:
            return _in_background(actor, code, data, name, digest, many)
        batch = import_definitions(data, _options(institution), name=name)
    except ExchangeError as error:
        place = f", {place_said(error.place)}" if error.place else ""
        return _ask(request, actor, institution, f"{name}{place}: {file_error(error)}")
    if sum(len(one.source) for one in batch.found) <= _MOST_TEXT:
        return _report(request, institution, batch, name, digest)
    if many:
        return _in_background(actor, code, data, name, digest, many)
    return _ask(request, actor, institution, _("Together, the texts are too long for one page. Divide the file."))


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft with each text that was looked at and kept."""
    actor, _place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    told_texts = list(zip(*(request.POST.getlist(name) for name in ("source", "title", "place")), strict=False))
    kept = {int(one) for one in request.POST.getlist("keep") if one.isascii() and one.isdigit()}
    drafts = [
        TakenOver(title[:200] or _("Untitled"), source.replace("\r\n", "\n"), place[:60])
        for number, (source, title, place) in enumerate(told_texts)
        if number in kept or len(told_texts) == 1
    ]
    digest, form = request.POST.get("digest", ""), request.POST.get("form", "")
    if not _SHA_256.fullmatch(digest) or form not in form_names():
        raise Http404
    try:
        made = actions.take_over(
            actor, drafts=drafts, file=request.POST.get("name", "")[:80], digest=digest, form=form, at=datetime.now(UTC)
        )
    except Invalid as refusal:
        messages.error(request, told(refusal))
        return redirect("web:begin-with-file", code)
    said = ngettext("{count} draft has begun.", "{count} drafts have begun.", len(made)).format(count=len(made))
    messages.success(request, said)
    return redirect("web:draft", code, made[0]) if len(made) == 1 else redirect("web:drafts", code)


@require_safe
def draft_file(request: HttpRequest, code: str, uuid: UUID, form: str) -> HttpResponse:
    """Return a draft in a format of others; one that cannot be read yet only as its own text."""
    actor, _place = actor_at(request, code)
    source = queries.design(actor, uuid=uuid).source
    if form == "yaml":
        return _file(source.encode(), form, "draft")
    try:
        course = parse(source)
    except DefinitionError:
        messages.error(request, _("It cannot be read yet, so it has no other form. What is wrong stands beside it."))
        return redirect("web:draft", code, uuid)
    return _written(course, source, form, "")


@require_safe
def definition_file(request: HttpRequest, code: str, uuid: UUID, form: str) -> HttpResponse:
    """Return a published definition in a format of others."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_FIGURES)
    found = catalogue.published(uuid)
    if found.listing.institution.id != institution.id:
        raise NotFound(what="microcredential", uuid=str(uuid))
    address = request.build_absolute_uri(reverse("web:microcredential", args=(uuid,)))
    return _written(found.definition, found.source, form, address)


def _written(course: MicroCredential, source: str, form: str, address: str) -> HttpResponse:
    if form == PDF:
        at = datetime.now(UTC)
        return _file(typesetting.letter(dossier(course), attached=attachment(source), at=at), form, course.id)
    if form not in WRITABLE:
        raise Http404
    options = Options(labels=labels, names=key_name, address=address, language=spoken())
    return _file(export_definition(course, form, options, source=source).data, form, course.id)


def _file(data: bytes, form: str, name: str) -> HttpResponse:
    ending = ".pdf" if form == PDF else suffix(form)
    response = HttpResponse(data, content_type="application/pdf" if form == PDF else media_type(form))
    response["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_background(actor: Actor, code: str, data: bytes, name: str, digest: str, many: int) -> HttpResponse:
    """Keep a table that is too large for one page, and show it by itself."""
    at = datetime.now(UTC)
    kept = actions.keep_file(actor, data=data, name=name, digest=digest, rows_told=many, language=spoken(), at=at)
    return redirect("web:intake", code, kept)


def _ask(request: HttpRequest, actor: Actor, institution: InstitutionView, error: str = "") -> HttpResponse:
    context = {
        "large": queries.intakes(actor),
        "rows": _MOST,
        "institution": institution,
        "error": error,
        "accepted": _ACCEPTED,
        "limit": MAX_BYTES // 1_000_000,
        "forms": form_names().values(),
        "section": "design",
    }
    return render(request, "testamur/design/drafts/file.html", context, status=422 if error else 200)


def _report(request: HttpRequest, institution: InstitutionView, batch: Batch, name: str, digest: str) -> HttpResponse:
    lines = [_line(number, one) for number, one in enumerate(batch.found)]
    context = {
        "institution": institution,
        "lines": lines,
        "whole": sum(one.is_whole for one in lines),
        "name": name,
        "digest": digest,
        "form": batch.form,
        "has_lines": batch.form == "yaml",
        "said_form": form_names()[batch.form],
        "section": "design",
    }
    return render(request, "testamur/design/drafts/file_report.html", context)


def _line(number: int, one: Imported) -> Line:
    lacks = [*missing_in_words(one), *(place_in_words(key) for key in missing(one))]
    notices = [(notice.place, file_notice(notice)) for notice in one.notices]
    return Line(number, one, lacks, wrong_in_words(one), notices)


def _options(institution: InstitutionView) -> Options:
    body = {"name": institution.name, "country": institution.country}
    return Options(labels=labels, names=key_name, language=spoken(), body=body, most=_MOST)


def _too_large(size: int) -> ExchangeError:
    return ExchangeError("too-large", bytes=size, limit=MAX_BYTES)


PAGES: list[URLPattern] = [
    path("drafts/begin/file", begin, name="begin-with-file"),
    path("drafts/begin/file/confirm", confirm, name="begin-with-file-confirm"),
    path("drafts/<uuid:uuid>/as/<slug:form>", draft_file, name="draft-file"),
    path("definitions/<uuid:uuid>/as/<slug:form>", definition_file, name="definition-file"),
]
