"""Bytes → a credential and the way it claims to be secured. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.credential.baked import extract, is_image
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.enveloped import ENVELOPED_CREDENTIAL, token_in
from testamur.core.credential.jose.jws import Jws, open_jws
from testamur.core.credential.jose.sd_jwt import SdJwt, open_sd_jwt
from testamur.core.credential.jose.sd_jwt.token import compact_of
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_BYTES, read_json

_TOKEN_START = b"ey"
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
    """A credential as found, and the token that secures it where that is not a proof inside it."""

    credential: Json
    form: str
    token: Jws | SdJwt | None = None


def open_envelope(data: bytes) -> Envelope:
    """Return what *data* holds: a JSON credential with a proof, a VC-JWT, an SD-JWT, or an image with one inside.

    Raises `CredentialError`: ``empty``, ``no-credential-inside`` with what it is instead, ``unsupported-form`` with its
    name, ``not-a-credential``, and all of `extract`, `read_json`, `open_jws`, `open_sd_jwt` and `token_in`.
    """
    text = data.strip()
    if not text:
        raise CredentialError("empty")
    if is_image(text):
        text = extract(text).strip()
    elif not text.startswith((b"{", b"[", b"ey", b"\xef\xbb\xbf")):
        raise CredentialError("no-credential-inside", kind=_kind_of(text))
    if text.startswith(_TOKEN_START) and len(text) <= MAX_BYTES:
        token = text.decode("ascii", "replace")
        return _open_sd_jwt(token) if "~" in token else _open_jwt(token)
    found = read_json(text)
    if not isinstance(found, dict):
        raise CredentialError("not-a-credential")
    kinds = types_of(found)
    if ENVELOPED_CREDENTIAL in kinds:
        form, token = token_in(found.get("id"))
        return _open_sd_jwt(token) if form == "sd-jwt" else _open_jwt(token)
    if "payload" in found and "VerifiableCredential" not in kinds:
        return _open_sd_jwt(compact_of(text))
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


def _open_jwt(text: str) -> Envelope:
    jws = open_jws(text)
    payload = jws.claims()
    if "vc" in payload or "vp" in payload:
        raise CredentialError("old-vc-claim")
    return Envelope(_credential(payload), "vc-jwt", jws)


def _open_sd_jwt(text: str) -> Envelope:
    token = open_sd_jwt(text)
    if isinstance(token.claims.get("vct"), str):
        return Envelope(token.claims, "sd-jwt-vc", token)
    return Envelope(_credential(token.claims), "sd-jwt", token)


def _credential(payload: Json) -> Json:
    kinds = types_of(payload)
    if "VerifiablePresentation" in kinds:
        raise CredentialError("unsupported-form", form="presentation")
    if "VerifiableCredential" not in kinds:
        raise CredentialError("not-a-credential")
    return payload
