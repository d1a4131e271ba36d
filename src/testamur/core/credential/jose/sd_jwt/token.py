"""SD-JWTs as they are handed over: compact (RFC 9901, section 4) or as JSON (section 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.jws import Jws, json_object, open_jws
from testamur.core.credential.jose.sd_jwt.conceal import Path
from testamur.core.credential.jose.sd_jwt.disclose import Discloser
from testamur.core.credential.jose.sd_jwt.disclosure import (
    DEFAULT_HASH,
    HASH_NAME,
    Disclosure,
    digest,
    read_disclosure,
)
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_BYTES

SD_JWT_SPEC = "https://www.rfc-editor.org/rfc/rfc9901#section-7.1"

_MAX_DISCLOSURES = 2_000


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT as found, its signatures not judged.

    ``claims`` are those that everybody can see and those that were disclosed; ``places`` says where each disclosure
    belongs. ``presented`` is what a key binding covers: all of it but the binding itself.
    """

    jws: Jws
    claims: Json
    places: Mapping[Path, str]
    hash_name: str
    presented: str
    binding: Jws | None = None


def open_sd_jwt(text: str) -> SdJwt:
    """Return what *text* holds, with every disclosure in its place.

    Raises `CredentialError`: ``too-large``, ``not-an-sd-jwt``, ``too-many-disclosures``, ``repeated-disclosure``, and
    all of `open_jws`, `read_disclosure`, `digest` and `Discloser.disclose`.
    """
    if len(text) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(text), limit=MAX_BYTES)
    signed, *disclosures, binding = text.split("~") if text.isascii() and "~" in text else ("", "")
    if not signed:
        raise CredentialError("not-an-sd-jwt")
    jws = open_jws(signed)
    payload = jws.claims()
    hash_name = payload.get(HASH_NAME, DEFAULT_HASH)
    if not isinstance(hash_name, str):
        raise CredentialError("hash-not-supported", name=str(hash_name)[:40])
    discloser = Discloser(_by_digest(disclosures, hash_name))
    claims = discloser.disclose(payload)
    presented = text.removesuffix(binding) if binding else text
    return SdJwt(jws, claims, discloser.places, hash_name, presented, open_jws(binding) if binding else None)


def _by_digest(texts: list[str], hash_name: str) -> dict[str, Disclosure]:
    if len(texts) > _MAX_DISCLOSURES:
        raise CredentialError("too-many-disclosures", count=len(texts), limit=_MAX_DISCLOSURES)
    # Asked even where nothing is disclosed: an algorithm that is not known hides things that nobody can find.
    digest("", hash_name)
    found = {digest(text, hash_name): read_disclosure(text) for text in texts}
    if len(found) != len(texts):
        raise CredentialError("repeated-disclosure", text=next(text for text in texts if texts.count(text) > 1)[:60])
    return found


def compact_of(data: bytes) -> str:
    """Return the compact form of an SD-JWT in JSON serialisation, flattened or general (section 8).

    Disclosures and key binding stand with the first signature, which is the one that is kept. Raises `CredentialError`:
    ``not-an-sd-jwt``, and all of `json_object`.
    """
    found = json_object(data)
    signatures = found.get("signatures", [found])
    first = signatures[0] if isinstance(signatures, list) and signatures else None
    unprotected = first.get("header", {}) if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(unprotected, dict):
        raise CredentialError("not-an-sd-jwt")
    disclosures = unprotected.get("disclosures", [])
    parts = [first.get("protected"), found.get("payload"), first.get("signature"), unprotected.get("kb_jwt", "")]
    if not isinstance(disclosures, list) or not all(isinstance(part, str) for part in (*parts, *disclosures)):
        raise CredentialError("not-an-sd-jwt")
    *signed, binding = parts
    return "~".join([".".join(signed), *disclosures, binding])
