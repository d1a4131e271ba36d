"""Credentials as they are handed over: the body itself, JSON, a form, or a link."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from testamur.adapters.alternates import credential_link
from testamur.adapters.fetch import Fetcher
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.reading import MAX_BYTES
from testamur.domain.issuing.queries import shown_document
from testamur.interfaces.api.explaining import LinkUnreadable
from testamur.interfaces.api.parsing import json_of
from testamur.interfaces.api.problems import Slip
from testamur.refusals import Invalid, NotFound

MOST = 100
FETCHER = Fetcher()
_OUR_LINK = re.compile(re.escape(settings.BASE_URL) + r"/c/(?P<secret>[\w-]{10,200})/?")
_AS_IT_IS = {
    "application/vc",
    "application/vc+ld+json",
    "application/vc+jwt",
    "application/vc+cose",
    "application/vp+cose",
    "application/ld+json",
    "application/jwt",
    "application/octet-stream",
    "image/png",
    "image/svg+xml",
    "text/plain",
}
_TAKEN = ", ".join(("application/json", "multipart/form-data", *sorted(_AS_IT_IS)))


def one(request: HttpRequest) -> bytes:
    """Return what is to be judged. Raises `Slip`, `Invalid`."""
    kind = (request.content_type or "").lower()
    if kind != "multipart/form-data" and not request.body.strip():
        raise Slip(400, "empty-body")
    if kind in _AS_IT_IS:
        return _body(request)
    if kind == "multipart/form-data":
        file = request.FILES.get("file")
        if file is None:
            raise Invalid(field="file", found="", allowed="a credential")
        return _measured(file.read(MAX_BYTES + 1))
    if kind != "application/json":
        raise Slip(415, "media-type-not-taken", found=kind[:80], allowed=_TAKEN)
    if b'"@context"' in request.body[:MAX_BYTES]:
        found = _object_or_none(request.body)
        if found is None or "@context" in found:
            # Signed bytes are judged as they came.
            return _body(request)
    return content(json_of(request.body), "")


def many(request: HttpRequest) -> list[tuple[str, bytes | Mapping[str, Any]]]:
    """Return what is to be judged, each with its file's name. Raises `Slip`, `Invalid`."""
    kind = (request.content_type or "").lower()
    if kind == "multipart/form-data":
        files = request.FILES.getlist("file")
        given: list[tuple[str, bytes | Mapping[str, Any]]] = [
            ((file.name or "")[:200], file.read(MAX_BYTES + 1)) for file in files[: MOST + 1]
        ]
    elif kind == "application/json":
        found = json_of(request.body)
        items = found.get("items") if isinstance(found, dict) else None
        if not isinstance(items, list):
            raise Invalid(field="items", found=type(items).__name__, allowed="a list")
        given = [("", item if isinstance(item, dict) else {"credential": item}) for item in items]
    else:
        raise Slip(415, "media-type-not-taken", found=kind[:80], allowed="application/json, multipart/form-data")
    if not 1 <= len(given) <= MOST:
        raise Invalid(field="items", found=len(given), allowed=f"1-{MOST}")
    return given


def _object_or_none(body: bytes) -> dict[str, Any] | None:
    try:
        found = json_of(body)
    except Slip:
        # The judge says better what is wrong with a credential.
        return None
    return found if isinstance(found, dict) else None


def content(given: object, where: str) -> bytes:
    """Return the credential in a part of a request's JSON; *where* names the part. Raises `Invalid`."""
    if not isinstance(given, dict) or len(given) != 1 or not {"credential", "link"} & set(given):
        if isinstance(given, dict) and "@context" in given:
            return json.dumps(given, ensure_ascii=False).encode()
        raise Invalid(field=where or "body", found=type(given).__name__, allowed=["credential", "link"])
    prefix = f"{where}." if where else ""
    credential, link = given.get("credential"), given.get("link")
    if isinstance(link, str):
        return _fetched(link.strip(), f"{prefix}link")
    if isinstance(credential, str):
        return credential.encode()
    if isinstance(credential, dict):
        return json.dumps(credential, ensure_ascii=False).encode()
    raise Invalid(field=prefix + next(iter(given)), found=type(credential or link).__name__, allowed="text or object")


def _fetched(link: str, field: str) -> bytes:
    """Return what lies at *link*; a page that names its credential leads on to it. Raises `LinkUnreadable`."""
    ours = _OUR_LINK.fullmatch(link)
    try:
        if ours:
            return shown_document(ours["secret"], form="ob3", at=datetime.now(UTC)).content
        found = FETCHER.get(link)
        further = credential_link(found, link)
        return FETCHER.get(further) if further else found
    except NotFound as reason:
        raise LinkUnreadable(field=field, found=link[:200], reason="withdrawn") from reason
    except Unreachable as reason:
        facts = {"url": link[:200], **reason.facts}
        raise LinkUnreadable(field=field, found=link[:200], reason=reason.code, **_other(facts)) from reason


def _other(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: fact for name, fact in facts.items() if name not in {"field", "found", "reason"}}


def _body(request: HttpRequest) -> bytes:
    return _measured(request.body)


def _measured(data: bytes) -> bytes:
    if not data:
        raise Slip(400, "empty-body")
    if len(data) > MAX_BYTES:
        raise Slip(413, "too-large", limit=MAX_BYTES)
    return data
