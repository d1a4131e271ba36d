"""Disclosures: a claim with the salt that keeps its digest from being guessed (RFC 9901, section 4.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import base64url_decode, base64url_encode
from testamur.core.credential.reading import read_json

# The IANA registry of named information hashes; what is weaker than SHA-256 is no choice (RFC 9901, section 4.1.1).
_HASHES: Mapping[str, Callable[[bytes], Any]] = {
    "sha-256": hashlib.sha256,
    "sha-384": hashlib.sha384,
    "sha-512": hashlib.sha512,
}
DEFAULT_HASH = "sha-256"

# Names by which digests are found; no claim can have one (RFC 9901, section 4.1).
DIGESTS, DIGEST, HASH_NAME = "_sd", "...", "_sd_alg"
RESERVED = {DIGESTS, DIGEST, HASH_NAME}

_MEMBER, _ELEMENT = 3, 2


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A claim as disclosed: a member of an object, or (without ``name``) an element of an array."""

    text: str
    name: str | None
    value: Any


def write_disclosure(parts: tuple[object, ...]) -> str:
    """Return the disclosure of salt, name and value, or of salt and value (sections 4.2.1 and 4.2.2)."""
    return base64url_encode(orjson.dumps(parts))


def read_disclosure(text: str) -> Disclosure:
    """Return what *text* discloses. Raises `CredentialError`: ``malformed-disclosure``, and all of `read_json`."""
    found = read_json(base64url_decode(text))
    if not isinstance(found, list) or len(found) not in {_MEMBER, _ELEMENT} or not isinstance(found[0], str):
        raise CredentialError("malformed-disclosure", text=text[:60])
    if len(found) == _ELEMENT:
        return Disclosure(text, None, found[1])
    if not isinstance(found[1], str):
        raise CredentialError("malformed-disclosure", text=text[:60])
    return Disclosure(text, found[1], found[2])


def may_name_digests(written: bytes) -> bool:
    """Say whether JSON may have a member by one of the `RESERVED` names; without them, most of it needs no walk."""
    # An underscore is rare in a credential, and looked for in no time.
    return (b"_" in written and b'"_sd' in written) or b'..."' in written


def digest(text: str, hash_name: str = DEFAULT_HASH) -> str:
    """Return the digest of *text* as it is written, which is what an SD-JWT holds instead of a claim (section 4.2.3).

    Raises `CredentialError` ``hash-not-supported``.
    """
    make = _HASHES.get(hash_name)
    if make is None:
        raise CredentialError("hash-not-supported", name=hash_name[:40])
    return base64url_encode(make(text.encode()).digest())
