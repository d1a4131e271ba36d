"""Bytes → a credential and the way it claims to be secured. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from testamur.core.credential.baked import extract, is_image
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import base64url_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_BYTES, read_json

_JWT_DATA = "data:application/vc+jwt,"
_JWT_PARTS = 3
# What we can name but not judge yet. Naming it is better than calling it broken.
_OTHER_FORMS = {
    "Assertion": "open-badges-2",
    "BadgeClass": "open-badges-2",
    "VerifiablePresentation": "presentation",
    "EnvelopedVerifiablePresentation": "presentation",
    "EuropeanDigitalCredential": "european-digital-credential",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """A credential as found. For a VC-JWT, ``header``, ``signing_input`` and ``signature`` are what secures it."""

    credential: Json
    form: str
    header: Json = field(default_factory=dict)
    signing_input: bytes = b""
    signature: bytes = b""


def open_envelope(data: bytes) -> Envelope:
    """Return what *data* holds: a JSON credential with a proof, a VC-JWT, or an image with either inside.

    Raises `CredentialError`: ``empty``, ``no-credential-inside`` with what it is instead, ``unsupported-form`` with its
    name, ``not-a-credential``, and all of `extract` and `read_json`.
    """
    text = data.strip()
    if not text:
        raise CredentialError("empty")
    if is_image(text):
        text = extract(text).strip()
    elif not text.startswith((b"{", b"[", b"ey", b"\xef\xbb\xbf")):
        raise CredentialError("no-credential-inside", kind=_kind_of(text))
    if len(text) <= MAX_BYTES and text[:2] == b"ey" and text.count(b".") == _JWT_PARTS - 1:
        return _open_jwt(text)
    if text[:2] == b"ey" and b"~" in text:
        raise CredentialError("unsupported-form", form="sd-jwt")
    found = read_json(text)
    if not isinstance(found, dict):
        raise CredentialError("not-a-credential")
    kinds = types_of(found)
    if "EnvelopedVerifiableCredential" in kinds and str(found.get("id", "")).startswith(_JWT_DATA):
        return _open_jwt(str(found["id"]).removeprefix(_JWT_DATA).encode())
    other = next((_OTHER_FORMS[kind] for kind in kinds if kind in _OTHER_FORMS), None)
    if other:
        raise CredentialError("unsupported-form", form=other)
    if "VerifiableCredential" not in kinds:
        raise CredentialError("not-a-credential")
    return Envelope(found, "data-integrity")


def _kind_of(data: bytes) -> str:
    """Return what people hand over instead of a credential: a printout, an archive, a photo, some words."""
    kinds = {b"%PDF": "PDF", b"PK\x03\x04": "ZIP", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP"}
    return next((kind for start, kind in kinds.items() if data.startswith(start)), "text")


def types_of(node: Json) -> list[str]:
    """Return the types of a JSON-LD node, whichever way they are spelled."""
    found = node.get("type", node.get("@type", []))
    return [kind for kind in (found if isinstance(found, list) else [found]) if isinstance(kind, str)]


def _open_jwt(text: bytes) -> Envelope:
    head, _, rest = text.decode("ascii", "replace").partition(".")
    body, _, signature = rest.partition(".")
    header, payload = (_json_part(part) for part in (head, body))
    if "vc" in payload or "vp" in payload:
        raise CredentialError("old-vc-claim")
    if "VerifiableCredential" not in types_of(payload):
        raise CredentialError("not-a-credential")
    return Envelope(payload, "vc-jwt", header, f"{head}.{body}".encode(), base64url_decode(signature))


def _json_part(part: str) -> dict[str, Any]:
    found = read_json(base64url_decode(part))
    if not isinstance(found, dict):
        raise CredentialError("not-a-credential")
    return found
