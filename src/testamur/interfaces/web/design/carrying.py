"""Pages of a draft taken away as a zip and brought in from one; and the addresses of everything about pages."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from testamur.core.exchange.page_folder import MAX_BYTES, Folder, FolderFile, FolderPage, opened, packed
from testamur.core.rules.exchange import ExchangeError
from testamur.domain.design import actions, queries
from testamur.domain.design.page_values import NewFile, NewPage
from testamur.interfaces.web.design import pages, uploads
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.file_exchange import file_error
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_safe
def take_away(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Return the definition of a draft with its pages and files, as one archive."""
    actor, _place = actor_at(request, code)
    view = queries.design(actor, uuid=uuid)
    listed = queries.pages(actor, design=uuid)
    held = (queries.file(actor, design=uuid, name=one.name) for one in queries.files(actor, design=uuid))
    folder = Folder(
        definition=view.source,
        pages=tuple(FolderPage(one.line.title, one.line.place, one.text) for one in listed),
        files=tuple(FolderFile(one.name, content, one.owner, one.licence, one.note) for one, content in held),
    )
    response = HttpResponse(packed(folder), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="pages.zip"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def bring(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Put the pages of an archive behind those of a draft; all of them, or none with the reason."""
    actor, _place = actor_at(request, code)
    sent = request.FILES.get("file")
    answer = redirect("web:pages", code, uuid)
    if sent is None or (sent.size or 0) > MAX_BYTES:
        said = _("Choose a zip of up to {limit} MB.").format(limit=MAX_BYTES // 1_000_000)
        messages.error(request, said)
        return answer
    try:
        folder = opened(sent.read())
        count = actions.bring_pages(
            actor,
            design=uuid,
            pages=[NewPage(one.title, one.place, one.text) for one in folder.pages],
            files=[NewFile(one.name, one.content, one.owner, one.licence, one.note) for one in folder.files],
            at=datetime.now(UTC),
        )
    except ExchangeError as error:
        place = f"{error.place}: " if error.place else ""
        messages.error(request, place + file_error(error))
        return answer
    except Refusal as refusal:
        messages.error(request, told(refusal))
        return answer
    said = ngettext("{count} page came in.", "{count} pages came in.", count).format(count=count)
    messages.success(request, said)
    return answer


_HERE = "drafts/<uuid:uuid>/pages"
PAGES: list[URLPattern] = [
    path(_HERE, pages.pages, name="pages"),
    path(f"{_HERE}/files", uploads.files, name="page-files"),
    path(f"{_HERE}/files/<str:name>", uploads.file, name="page-file"),
    path(f"{_HERE}/take-away", take_away, name="pages-file"),
    path(f"{_HERE}/bring", bring, name="bring-pages"),
    path(f"{_HERE}/<uuid:page>", pages.page, name="page"),
    path(f"{_HERE}/<uuid:page>/save", pages.save, name="save-page"),
    path(f"{_HERE}/<uuid:page>/keep", pages.keep, name="keep-page"),
    path(f"{_HERE}/<uuid:page>/look", pages.look, name="look-page"),
    path(f"{_HERE}/<uuid:page>/read", pages.read_page, name="read-page"),
    path(f"{_HERE}/<uuid:page>/history", pages.page_history, name="page-history"),
]
