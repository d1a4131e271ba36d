"""Definitions in files of other formats: read into designs, and taken away."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from testamur.adapters import typesetting
from testamur.core.exchange import (
    READABLE,
    Batch,
    ExchangeError,
    Options,
    attachment,
    export_definition,
    import_definitions,
    media_type,
    suffix,
)
from testamur.core.model.definition import DefinitionError, parse
from testamur.domain.design import actions, queries
from testamur.domain.design.values import TakenOver
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.explaining import Explained
from testamur.interfaces.api.problems import Slip, answer
from testamur.interfaces.api.shapes import definition_files as shapes
from testamur.interfaces.api.shapes.forms import file_form
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.definition_keys import key_name
from testamur.interfaces.words.dossier import dossier
from testamur.interfaces.words.file_exchange import file_error, file_notice, lacking_sentences
from testamur.packs.narratives import labels
from testamur.refusals import Invalid

router = Router(tags=["Design"])
Written = Literal["yaml", "open-badges-3", "open-badges-2", "ctdl", "elm", "docx", "csv", "pdf"]

MAX_FILE = 20 * 2**20
_FIELDS = {"begin", "form"}
_FORM = file_form(
    {
        "file": {"type": "string", "format": "binary", "description": "Up to 20 MiB."},
        "form": {
            "type": "string",
            "enum": list(READABLE),
            "description": "Where it cannot be told from the file.",
        },
        "begin": {
            "type": "boolean",
            "default": False,
            "description": "Begin a design with each definition, all of them or none; up to 500.",
        },
    }
)
_BYTES: dict[str, Any] = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


@router.post("/designs/files", response={200: shapes.FilesReport}, openapi_extra=_FORM)
def read_file(request: HttpRequest) -> HttpResponse | dict[str, object]:
    """Say what a file of another format holds, what of it was not read or assumed, and what is missing.

    Read are YAML, Open Badges, CTDL, ELM, CSV, Moodle backups, and documents and dossiers written here. Nothing in it
    is run, and nothing that it names is fetched.
    """
    actor = acting(request)
    require(actor, Permission.DESIGN)
    data, name, form, is_beginning = _sent(request)
    try:
        batch = import_definitions(data, _options(actor), name=name, form=form)
    except ExchangeError as error:
        why = {"field": "file", "place": error.place, "code": error.code, "detail": file_error(error)}
        said = _("No definition can be read out of the file; “errors” says why.")
        return answer(422, "file-unreadable", Explained(said, errors=(why,)))
    made = _begun(actor, batch, name, hashlib.sha256(data).hexdigest()) if is_beginning else ()
    return {"form": batch.form, "found": _told(batch), "designs": made}


@router.get("/designs/{uuid}/file", openapi_extra=_BYTES)
def design_file(request: HttpRequest, uuid: UUID, form: Written = "yaml") -> HttpResponse:
    """Return the newest text of a design in another format. One that cannot be read yet has its own text only."""
    source = queries.design(acting(request), uuid=uuid).source
    if form == "yaml":
        return _file(source.encode(), "design.yaml", media_type(form))
    try:
        course = parse(source)
    except DefinitionError as error:
        said = _("The text cannot be read yet, so it has no other form.")
        return answer(409, "design-unreadable", Explained(said, {"problems": len(error.problems) + error.more}))
    if form == "pdf":
        made = typesetting.letter(dossier(course), attached=attachment(source), at=datetime.now(UTC))
        return _file(made, f"{course.id}.pdf", "application/pdf")
    options = Options(labels=labels, names=key_name, language=spoken())
    made = export_definition(course, form, options, source=source).data
    return _file(made, f"{course.id}{suffix(form)}", media_type(form))


def _sent(request: HttpRequest) -> tuple[bytes, str, str, bool]:
    """Return the file, its name, its format and whether designs are to begin. Raises `Slip`, `Invalid`."""
    if request.content_type != "multipart/form-data":
        found = (request.content_type or "")[:80]
        raise Slip(415, "media-type-not-taken", found=found, allowed="multipart/form-data")
    file, form = request.FILES.get("file"), request.POST.get("form", "")
    unknown = sorted({*request.POST, *request.FILES} - _FIELDS - {"file"})
    if unknown:
        raise Invalid(field=unknown[0][:60], found=unknown[0][:60], allowed=["file", *sorted(_FIELDS)])
    if file is None:
        raise Invalid(field="file", found="", allowed="a definition")
    if (file.size or 0) > MAX_FILE:
        raise Slip(413, "too-large", limit=MAX_FILE)
    if form and form not in READABLE:
        raise Invalid(field="form", found=form[:40], allowed=list(READABLE))
    begin = request.POST.get("begin", "false").lower()
    if begin not in {"true", "false"}:
        raise Invalid(field="begin", found=begin[:40], allowed=["true", "false"])
    return file.read(), (file.name or "")[:80], form, begin == "true"


def _options(actor: Actor) -> Options:
    place = institution(actor.here)
    body = {"name": place.name, "country": place.country}
    return Options(labels=labels, names=key_name, language=spoken(), body=body)


def _begun(actor: Actor, batch: Batch, name: str, digest: str) -> tuple[UUID, ...]:
    several = len(batch.found) > 1
    drafts = [
        TakenOver((one.title or _("Untitled"))[:200], one.source, one.place if several else "") for one in batch.found
    ]
    return actions.take_over(actor, drafts=drafts, file=name, digest=digest, form=batch.form, at=datetime.now(UTC))


def _told(batch: Batch) -> list[dict[str, object]]:
    return [
        {
            "place": one.place,
            "title": one.title,
            "source": one.source,
            "is_complete": one.definition is not None,
            "lacking": [{"key": key, "detail": said} for key, said in lacking_sentences(one)],
            "notices": [
                {"code": notice.code, "place": notice.place, "detail": file_notice(notice)} for notice in one.notices
            ],
        }
        for one in batch.found
    ]


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
