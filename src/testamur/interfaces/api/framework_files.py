"""Files of frameworks: handed in, read in the background, looked at, and written only once somebody confirms them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from testamur.core.exchange.frameworks.forms import FORMS
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.rules.exchange import Notice
from testamur.domain.frameworks import actions, queries
from testamur.domain.frameworks.values import FileView
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.parsing import MAX_REQUEST, check_characters
from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.shapes import frameworks as shapes
from testamur.interfaces.api.shapes.forms import file_form
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.words.frameworks import framework_error_on_a_page, framework_notice
from testamur.interfaces.words.refusals import told
from testamur.refusals import Conflict, Invalid

router = Router(tags=["Frameworks"])
_ASKED = {"code": 40, "name": 200, "version": 40, "language": 20}
_FIELDS = {*_ASKED, "form", "is_shared"}
_TEXT = {"type": "string", "description": "Where the files do not say it."}
_FORM = file_form(
    {
        "file": {
            "type": "string",
            "format": "binary",
            "description": f"JSON, CSV or a zip of them; the request up to {MAX_REQUEST // 2**20} MiB. "
            "Larger ones come in by the page or at the terminal.",
        },
        "form": {"type": "string", "enum": list(FORMS), "description": "Without it, it is found out."},
        **dict.fromkeys(_ASKED, _TEXT),
        "is_shared": {
            "type": "boolean",
            "default": False,
            "description": "For everybody here; only who manages the institution may. Else for your institution alone.",
        },
    }
)


@router.get("/framework-files", response=list[shapes.FrameworkFile])
def files(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the twenty files that were handed in last at your institution."""
    return [_file(one) for one in queries.files(acting(request))]


@router.post("/framework-files", response={201: Created}, openapi_extra=_FORM)
def hand_in(request: HttpRequest, response: HttpResponse) -> Created:
    """Hand in the files of a framework. They are read in the background, and brought in once you confirm it."""
    actor = acting(request)
    data, name, form, asked, is_shared = _sent(request)
    made = actions.hand_in(
        actor, data=data, name=name, form=form, asked=asked, is_shared=is_shared, at=datetime.now(UTC)
    )
    response["Location"] = f"/api/v1/framework-files/{made}"
    return Created(uuid=made, address=response["Location"])


@router.get("/framework-files/{uuid}", response=shapes.FrameworkFile)
def file(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """Return how files stand: what they hold, or what is wrong with them and where."""
    return _file(queries.handed_in(acting(request), uuid))


@router.post("/framework-files/{uuid}/confirm", response=Done)
def confirm(request: HttpRequest, uuid: UUID) -> Done:
    """Have files that were read brought in, in the background; ask again how far it is."""
    actions.confirm_file(acting(request), file=uuid, at=datetime.now(UTC))
    return Done()


@router.delete("/framework-files/{uuid}", response=Done)
def throw_away(request: HttpRequest, uuid: UUID) -> Done:
    """Throw files away; what was brought in from them stays."""
    actions.throw_away_file(acting(request), file=uuid, at=datetime.now(UTC))
    return Done()


def _sent(request: HttpRequest) -> tuple[bytes, str, str, Asked, bool]:
    """Return the files, their name and format, what is said of them, and for whom. Raises `Slip`, `Invalid`."""
    if request.content_type != "multipart/form-data":
        found = (request.content_type or "")[:80]
        raise Slip(415, "media-type-not-taken", found=found, allowed="multipart/form-data")
    file = request.FILES.get("file")
    unknown = sorted({*request.POST, *request.FILES} - _FIELDS - {"file"})
    if unknown:
        raise Invalid(field=unknown[0][:60], found=unknown[0][:60], allowed=["file", *sorted(_FIELDS)])
    if file is None:
        raise Invalid(field="file", found="", allowed=", ".join(FORMS))
    said = {name: request.POST.get(name, "").strip()[:longest] for name, longest in _ASKED.items()}
    for name, text in said.items():
        check_characters(text, name)
    shared = request.POST.get("is_shared", "false").lower()
    if shared not in {"true", "false"}:
        raise Invalid(field="is_shared", found=shared[:40], allowed=["true", "false"])
    asked = Asked(said["code"].casefold(), said["name"], said["version"], said["language"])
    return file.read(), file.name or "file", request.POST.get("form", "")[:40], asked, shared == "true"


def _file(one: FileView) -> dict[str, Any]:
    told_of = ("name", "code", "version", "attribution", "licence", "languages", "kinds", "relations", "labels")
    has_preview = "kinds" in one.told
    preview = {name: one.told[name] for name in told_of} | {"notices": _notices(one)} if has_preview else None
    kept = ("uuid", "name", "size", "form", "is_shared", "state", "handed_in_at", "step", "done", "total", "framework")
    return {name: getattr(one, name) for name in kept} | {"preview": preview, "faults": _faults(one)}


def _notices(one: FileView) -> list[dict[str, str]]:
    return [
        {
            "place": each["place"],
            "code": each["code"],
            "detail": framework_notice(Notice(each["code"], each["place"], each["facts"])),
        }
        for each in one.told.get("notices", [])
    ]


def _faults(one: FileView) -> list[dict[str, str]]:
    """Return what keeps files from being read or brought in."""
    if one.state == "unread":
        found = [one.told, *one.told.get("more", [])]
        return [
            {
                "place": str(each.get("place", "")),
                "code": str(each["code"]),
                "detail": framework_error_on_a_page(str(each["code"]), dict(each.get("facts", {}))),
            }
            for each in found
        ]
    if one.state == "refused":
        code = str(one.told.get("refused", ""))
        refusal = type("Kept", (Conflict,), {"code": code})
        return [{"place": "", "code": code, "detail": told(refusal(**one.told.get("why", {})))}]
    return []
