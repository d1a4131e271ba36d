"""JSON Web Signatures in compact form (RFC 7515): made, opened, and what their headers may say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import base64url_decode, base64url_encode
from testamur.core.credential.ports import Json, Signer
from testamur.core.credential.reading import MAX_BYTES, read_json

JWS_SPEC = "https://www.rfc-editor.org/rfc/rfc7515#section-5.2"

# RFC 7518, section 3.1; RFC 8037, section 3.1; RFC 9864, section 2.2, which names Ed25519 by itself.
ALGORITHMS: Mapping[str, Kind] = {kind.algorithm: kind for kind in Kind} | {"Ed25519": Kind.ED25519}
# With these, whoever can check a signature can make one, and so nobody has signed anything.
_SYMMETRIC = ("HS256", "HS384", "HS512")

_PARTS = 3
# Algorithm, type and the name of a key; certificates, which some put there, are not looked at.
_LONGEST_HEADER = 64 * 1024
# Those of one issuer are all alike, and short.
_LONGEST_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Jws:
    """A signature as found, not judged: what it says of itself, what it covers, and the signature."""

    header: Mapping[str, Any]
    payload: bytes
    signing_input: bytes
    signature: bytes

    def claims(self) -> Json:
        """Return the payload as a JSON object. Raises `CredentialError`: ``not-an-object``, and all of `read_json`."""
        return json_object(self.payload)

    def is_signed_by(self, key: PublicKey) -> bool:
        """Say whether *key* made the signature, by the algorithm of its kind and no other (RFC 8725, section 3.1)."""
        return ALGORITHMS.get(self.header["alg"]) is key.kind and key.has_signed(self.signing_input, self.signature)


def compact(payload: bytes, signer: Signer, typ: str, *, cty: str = "", kid: str = "") -> str:
    """Return *payload* signed, in compact form (RFC 7515, section 3.1), with a header that says this and no more."""
    signing_input = f"{_header(signer.kind.algorithm, typ, cty, kid)}.{base64url_encode(payload)}"
    return f"{signing_input}.{base64url_encode(signer.sign(signing_input.encode()))}"


@lru_cache(maxsize=1024)
def _header(algorithm: str, typ: str, cty: str, kid: str) -> str:
    named = {"alg": algorithm, "typ": typ, "cty": cty, "kid": kid}
    return base64url_encode(orjson.dumps({name: value for name, value in named.items() if value}))


def open_jws(token: str) -> Jws:
    """Return what *token* holds.

    Raises `CredentialError`: ``too-large``, ``not-a-jws``, ``bad-header``, ``bad-base64url``, and all of `read_json`
    for the header.
    """
    if len(token) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(token), limit=MAX_BYTES)
    parts = token.split(".", _PARTS)
    if len(parts) != _PARTS or not token.isascii():
        raise CredentialError("not-a-jws", parts=len(parts))
    head, body, signature = parts
    signing_input = token[: len(head) + 1 + len(body)].encode()
    return Jws(_read_header(head), base64url_decode(body), signing_input, base64url_decode(signature))


def _read_header(part: str) -> Mapping[str, Any]:
    """Return a header with what every one needs (RFC 7515, section 4): it may be remembered, so not to be changed."""
    if len(part) > _LONGEST_HEADER:
        raise CredentialError("bad-header", name="length")
    return _remembered(part) if len(part) <= _LONGEST_REMEMBERED else _parsed(part)


@lru_cache(maxsize=1024)
def _remembered(part: str) -> Mapping[str, Any]:
    return _parsed(part)


def _parsed(part: str) -> Mapping[str, Any]:
    header = json_object(base64url_decode(part))
    for name in ("alg", "typ", "cty", "kid"):
        if not isinstance(header.get(name, ""), str):
            raise CredentialError("bad-header", name=name)
    return {"alg": "none", **header}


def check_header(header: Mapping[str, Any], types: Collection[str], contents: Collection[str] = ("",)) -> None:
    """Refuse a header that asks for something else than one of *types* and *contents* (empty: it may be missing).

    What is in ``jwk``, ``jku``, ``x5c``, ``x5u`` is never looked at: a forger can write any key there. Raises
    `CredentialError`: ``not-signed``, ``wrong-algorithm``, ``suite-not-supported``, ``critical-header``,
    ``wrong-type``.
    """
    algorithm = header["alg"]
    if algorithm.lower() == "none":
        raise CredentialError("not-signed")
    # RFC 7515, section 4.1.11: we know no extension. RFC 7797, section 7: `b64` comes with `crit` or not at all.
    if "crit" in header or "b64" in header:
        raise CredentialError("critical-header", names=str(header.get("crit", ["b64"]))[:100])
    if algorithm in _SYMMETRIC:
        raise CredentialError("wrong-algorithm", algorithm=algorithm)
    if algorithm not in ALGORITHMS:
        raise CredentialError("suite-not-supported", suite=algorithm[:40])
    for name, allowed in (("typ", types), ("cty", contents)):
        found = header.get(name, "")
        if media_type(found) not in allowed:
            raise CredentialError("wrong-type", type=found[:60])


def media_type(text: str) -> str:
    """Return a media type as it is compared: without ``application/``, in small letters (RFC 7515, section 4.1.9)."""
    return text.lower().removeprefix("application/")


def json_object(data: bytes) -> Json:
    """Return the JSON object of *data*. Raises `CredentialError`: ``not-an-object``, and all of `read_json`."""
    found = read_json(data)
    if not isinstance(found, dict):
        raise CredentialError("not-an-object", kind=type(found).__name__)
    return found
