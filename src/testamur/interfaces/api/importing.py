"""Gradebooks: looked at first, then recorded. Good rows are kept, bad ones are told with line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from testamur.core.assessment.intake import Companions, RowError
from testamur.domain.learning import actions, queries
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.parsing import check_characters, json_of
from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.shapes import learning as shapes
from testamur.interfaces.api.shapes.forms import file_form
from testamur.interfaces.words.gradebooks import notice, row_error
from testamur.refusals import Conflict, Invalid

router = Router(tags=["Learning"])
MAX_FILE = 8 * 2**20
_MOST_FAULTS = 1000
_FILES = ("file", "users", "line_items")
_FIELDS = {"mapping", "digest", "enrol_new", "held_as_designed"}
_FORM = file_form(
    {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "CSV, a Moodle export, or OneRoster's results.csv; up to 8 MiB.",
        },
        "users": {"type": "string", "format": "binary", "description": "OneRoster's users.csv."},
        "line_items": {
            "type": "string",
            "format": "binary",
            "description": "OneRoster's lineItems.csv.",
        },
        "mapping": {
            "type": "string",
            "description": "Which column is what, as JSON: field → heading.",
            "examples": ['{"name": "Student", "plan": "Task 1 / 40"}'],
        },
        "digest": {
            "type": "string",
            "description": "From the preview: only exactly that file is imported.",
        },
        "enrol_new": {"type": "boolean", "default": True},
        "held_as_designed": {
            "type": "boolean",
            "default": False,
            "description": "You answer for supervision and identity checks, of which gradebooks say nothing.",
        },
    }
)


class OtherFile(Conflict):
    """This is not the file that was looked at. ``facts``: digest."""

    code = "other-file"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent with the form."""

    data: bytes
    extra: Companions
    mapping: dict[str, str] | None
    digest: str


@router.post("/offerings/{uuid}/imports/preview", response=shapes.Preview, openapi_extra=_FORM)
def preview(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Say what importing a gradebook would do, doing none of it."""
    actor, sent = acting(request), _sent(request)
    found = queries.preview_import(
        actor,
        offering=uuid,
        data=sent.data,
        mapping=sent.mapping,
        extra=sent.extra,
        enrol_new=_flag(request, "enrol_new", default=True),
        held_as_designed=_flag(request, "held_as_designed", default=False),
    )
    return {
        "digest": _digest(sent),
        "kind": found.kind,
        "columns": found.columns,
        "matched": found.matched,
        "new": found.new,
        "results": found.results,
        "corrected": found.corrected,
        "unchanged": found.unchanged,
        "errors": _faults(found.errors),
        "more_errors": max(len(found.errors) - _MOST_FAULTS, 0),
        "notices": [notice(one, door="api") for one in found.notices],
    }


@router.post("/offerings/{uuid}/imports", response={201: shapes.Imported}, openapi_extra=_FORM)
def import_results(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Import a gradebook. Importing it again records nothing twice; a changed mark is a correction."""
    actor, sent = acting(request), _sent(request)
    if sent.digest and sent.digest != _digest(sent):
        raise OtherFile(digest=_digest(sent))
    done = actions.import_results(
        actor,
        offering=uuid,
        data=sent.data,
        at=datetime.now(UTC),
        mapping=sent.mapping,
        extra=sent.extra,
        enrol_new=_flag(request, "enrol_new", default=True),
        held_as_designed=_flag(request, "held_as_designed", default=False),
    )
    return {
        "people": done.people,
        "enrolled": done.enrolled,
        "recorded": done.recorded,
        "unchanged": done.unchanged,
        "errors": _faults(done.errors),
        "more_errors": max(len(done.errors) - _MOST_FAULTS, 0),
    }


def _sent(request: HttpRequest) -> Sent:
    """Return what was sent. Raises `Slip`, `Invalid`."""
    if request.content_type != "multipart/form-data":
        found = (request.content_type or "")[:80]
        raise Slip(415, "media-type-not-taken", found=found, allowed="multipart/form-data")
    file, users, line_items = (request.FILES.get(name) for name in _FILES)
    unknown = sorted({*request.POST, *request.FILES} - _FIELDS - {*_FILES})
    if unknown:
        raise Invalid(field=unknown[0][:60], found=unknown[0][:60], allowed=[*_FILES, *sorted(_FIELDS)])
    if file is None:
        raise Invalid(field="file", found="", allowed="a gradebook")
    for one in (file, users, line_items):
        if one is not None and (one.size or 0) > MAX_FILE:
            raise Slip(413, "too-large", limit=MAX_FILE)
    mapping = _mapping(request.POST.get("mapping", ""))
    extra = Companions(users.read() if users else None, line_items.read() if line_items else None)
    return Sent(file.read(), extra, mapping, request.POST.get("digest", ""))


def _mapping(text: str) -> dict[str, str] | None:
    if not text.strip():
        return None
    found = json_of(text.encode("utf-8", "surrogatepass"))
    if not isinstance(found, dict) or not all(isinstance(heading, str) for heading in found.values()):
        raise Invalid(field="mapping", found=text[:80], allowed='{"field": "heading"}')
    return dict(found)


def _flag(request: HttpRequest, name: str, *, default: bool) -> bool:
    text = request.POST.get(name, "").lower()
    check_characters(text, name)
    if text and text not in {"true", "false"}:
        raise Invalid(field=name, found=text[:40], allowed=["true", "false"])
    return text == "true" if text else default


def _digest(sent: Sent) -> str:
    others = (one for one in (sent.extra.users, sent.extra.line_items) if one is not None)
    return hashlib.sha256(b"\0".join((sent.data, *others))).hexdigest()


def _faults(errors: Sequence[RowError]) -> list[dict[str, object]]:
    """Return the first errors; a file of another kind has as many as it has rows, and nobody reads them."""
    return [
        {
            "line": one.line,
            "column": one.column,
            "code": one.code,
            "found": one.found,
            "detail": row_error(one),
        }
        for one in errors[:_MOST_FAULTS]
    ]
