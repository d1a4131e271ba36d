"""Bytes → a document and the way it claims to be secured. Nothing is judged here.

Whatever people paste: JSON, tokens, images with either inside, data URLs, and JSON that only holds one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.core.credential.baked import extract, is_image
from testamur.core.credential.cose.sign1 import CoseSign1, cose_in, is_cose, is_cose_text, open_sign1
from testamur.core.credential.data_url import is_data_url, open_data_url
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.claims import refuse_old_claims
from testamur.core.credential.jose.enveloped import ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION, token_in
from testamur.core.credential.jose.jws import Jws, open_jws
from testamur.core.credential.jose.sd_jwt import SdJwt, open_sd_jwt
from testamur.core.credential.jose.sd_jwt.token import compact_of
from testamur.core.credential.multibase import base64_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_BYTES, read_json
from testamur.core.credential.shape import VERSION_2, is_url, items, types_of

_JSON_STARTS = (b"{", b"[", b'"', b"\xef\xbb\xbf")
_STARTS_A_TOKEN = b"ey"
PRESENTATIONS = {"presentation", "vp-jwt", "vp-sd-jwt", "vp-cose"}
# A picture that holds a data URL that holds JSON that holds an envelope with a token: nobody needs more.
_MAX_WRAPPINGS = 5
# What other programs answer with: an object around the credential, and nothing of its own.
_WRAPPERS = ("verifiableCredential", "verifiablePresentation", "credential", "jwt", "vp_token")
_BADGES_2 = {"Assertion", "BadgeClass"}
# What we can name but not judge yet. Naming it is better than calling it broken.
_OTHER_FORMS: Mapping[str, str] = {"EuropeanDigitalCredential": "european-digital-credential"}
# A credential with one of these types as well is taken for what that says.
_NOT_SIMPLY = {ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION, "VerifiablePresentation", *_BADGES_2, *_OTHER_FORMS}


@dataclass(frozen=True, slots=True)
class Envelope:
    """A document as found, and the token that secures it where that is not a proof inside it.

    ``form``: ``data-integrity``, ``vc-jwt``, ``vc-cose``, ``sd-jwt``, ``sd-jwt-vc`` (claims that are no W3C
    credential); ``presentation``, ``vp-jwt``, ``vp-sd-jwt``, ``vp-cose``; ``open-badges-2``.
    """

    credential: Json
    form: str
    token: Jws | SdJwt | CoseSign1 | None = None

    @property
    def claims(self) -> Json:
        """The members of the document, and what was signed beside them, by the names of JSON Web Tokens."""
        if isinstance(self.token, CoseSign1) and self.token.claims:
            return {**self.credential, **self.token.claims}
        return self.credential

    @property
    def is_presentation(self) -> bool:
        """Whether it holds credentials, and is none itself."""
        return self.form in PRESENTATIONS

    @property
    def is_credential(self) -> bool:
        """Whether it is a credential that can be judged."""
        return not self.is_presentation and self.form != "open-badges-2"


def open_envelope(data: bytes) -> Envelope:
    """Return what *data* holds.

    Raises `CredentialError`: ``empty``, ``no-credential-inside`` with what it is instead, ``unsupported-form`` with its
    name, ``not-a-credential``, ``too-many-wrappings``, and all of `extract`, `open_data_url`, `read_json`, `open_jws`,
    `open_sd_jwt`, `open_sign1`, `cose_in` and `token_in`.
    """
    return _open(data, 0)


def open_document(found: object, wrappings: int = 0) -> Envelope:
    """Return what the JSON value *found* is. Raises `CredentialError` as `open_envelope`."""
    if wrappings > _MAX_WRAPPINGS:
        raise CredentialError("too-many-wrappings", limit=_MAX_WRAPPINGS)
    if isinstance(found, str):
        return _open(found.encode("utf-8", "replace"), wrappings + 1)
    if not isinstance(found, dict):
        raise CredentialError("not-a-credential")
    kinds = set(types_of(found))
    if kinds.isdisjoint(_NOT_SIMPLY) and "VerifiableCredential" in kinds:
        return Envelope(found, "data-integrity")
    if kinds & {ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION}:
        return _open_enveloped(found, is_presentation=ENVELOPED_PRESENTATION in kinds)
    if "VerifiablePresentation" in kinds:
        return Envelope(found, "presentation")
    if kinds & _BADGES_2:
        return Envelope(found, "open-badges-2")
    other = next((name for kind, name in _OTHER_FORMS.items() if kind in kinds), None)
    if other:
        raise CredentialError("unsupported-form", form=other)
    inside = [found[name] for name in _WRAPPERS if name in found]
    if not kinds and len(inside) == 1:
        return open_document(inside[0], wrappings + 1)
    raise CredentialError("not-a-credential")


def _open(data: bytes, wrappings: int) -> Envelope:
    if is_cose(data):  # before it is taken for text, of which the spaces around it do not count
        return _of_cose(data)
    text = data.strip()
    if not text:
        raise CredentialError("empty")
    if wrappings > _MAX_WRAPPINGS:
        raise CredentialError("too-many-wrappings", limit=_MAX_WRAPPINGS)
    if is_image(text):
        return _open_baked(extract(text).strip(), wrappings)
    if is_data_url(text):
        return _open(open_data_url(text), wrappings + 1)
    if text.startswith(_STARTS_A_TOKEN) or is_cose_text(text):
        if len(text) > MAX_BYTES:
            raise CredentialError("too-large", bytes=len(text), limit=MAX_BYTES)
        return _of_cose(cose_in(text)) if is_cose_text(text) else _open_token(text.decode("ascii", "replace"))
    if not text.startswith(_JSON_STARTS):
        raise CredentialError("no-credential-inside", kind=_kind_of(text))
    found = read_json(text)
    if isinstance(found, dict) and "payload" in found and not types_of(found):
        return _open_token(compact_of(text))  # RFC 9901, section 8
    return open_document(found, wrappings)


def _open_baked(text: bytes, wrappings: int) -> Envelope:
    """Return what was in an image; Open Badges 2.0 may put there no more than where it is hosted."""
    link = text.decode("utf-8", "replace")
    if text.startswith(b"http") and is_url(link):
        return Envelope({"id": link[:2000], "type": "Assertion"}, "open-badges-2")
    return _open(text, wrappings + 1)


def _open_enveloped(found: Json, *, is_presentation: bool) -> Envelope:
    """Return what is in an envelope that is a JSON object (VC Data Model 2.0, sections 4.12.1 and 4.13.3)."""
    contexts = items(found.get("@context"))
    if VERSION_2 not in contexts:  # which defines what an envelope is
        raise CredentialError("no-base-context", found=str(contexts[0] if contexts else None)[:200])
    form, token = token_in(found.get("id"))
    envelope = _of_cose(base64_decode(token.encode())) if form.endswith("cose") else _open_token(token)
    if envelope.is_presentation is not is_presentation or envelope.form not in {form, f"{form}-vc"}:
        raise CredentialError("not-a-credential")
    return envelope


def _open_token(text: str) -> Envelope:
    if "~" in text:
        token = open_sd_jwt(text)
        if isinstance(token.claims.get("vct"), str):
            return Envelope(token.claims, "sd-jwt-vc", token)
        return _of_claims(token.claims, token, "sd-jwt")
    jws = open_jws(text)
    return _of_claims(jws.claims(), jws, "jwt")


def _of_cose(data: bytes) -> Envelope:
    token = open_sign1(data)
    return _of_claims(token.document(), token, "cose")


def _of_claims(claims: Json, token: Jws | SdJwt | CoseSign1, form: str) -> Envelope:
    refuse_old_claims(claims)
    kinds = set(types_of(claims))
    if "VerifiablePresentation" in kinds:
        return Envelope(claims, f"vp-{form}", token)
    if "VerifiableCredential" in kinds:
        return Envelope(claims, form if form == "sd-jwt" else f"vc-{form}", token)
    if kinds & _BADGES_2:
        return Envelope(claims, "open-badges-2", token)
    if "status_list" in claims:
        raise CredentialError("unsupported-form", form="status-list")
    raise CredentialError("not-a-credential")


def _kind_of(data: bytes) -> str:
    """Return what people hand over instead of a credential: a printout, an archive, a photo, some words."""
    kinds = {b"%PDF": "PDF", b"PK\x03\x04": "ZIP", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP"}
    found = next((kind for start, kind in kinds.items() if data.startswith(start)), "")
    return found or ("text" if data.isascii() or _is_text(data) else "binary")


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
