"""Files that a credential refers to: their digests, where they are at hand (VC Data Model 2.0, section 5.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import multibase_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.question import Question
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.shape import items

RELATED_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources"

_MAX_RESOURCES = 32
# Subresource Integrity, section 3.2; multihash's codes for the same three.
_HASHES: Mapping[str, Callable[[bytes], Any]] = {
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}
_MULTIHASH = {0x12: "sha256", 0x20: "sha384", 0x13: "sha512"}


def check_related(credential: Json, question: Question) -> tuple[list[Check], list[Check]]:
    """Return the checks of the digests of what is at hand, and notices on the rest."""
    named = items(credential.get("relatedResource", []))
    if len(named) > _MAX_RESOURCES:
        return [], [unknown("relatedResource", "not-looked-at", RELATED_SPEC)]
    checks: list[Check] = []
    notices: list[Check] = []
    for node in named:
        check = _check_one(node, question)
        (checks if check else notices).append(check or unknown("relatedResource", "not-looked-at", RELATED_SPEC))
    return checks, notices


def _check_one(node: Mapping[str, Any], question: Question) -> Check | None:
    address = str(node.get("id"))
    data = question.world.resources.read(address)
    if data is None:
        return None
    try:
        fits = [_HASHES[name](data).digest() == digest for name, digest in _digests(node)]
    except CredentialError as error:
        return failed("relatedResource", error.code, RELATED_SPEC, url=address[:200])
    if fits and all(fits):
        return passed("relatedResource", "digest-fits", RELATED_SPEC, url=address[:200])
    return failed("relatedResource", "digest-does-not-fit", RELATED_SPEC, url=address[:200])


def _digests(node: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield the hash and digest of both ways of writing one. Raises `CredentialError` ``bad-digest``."""
    for text in items(node.get("digestSRI", [])):
        name, _, value = str(text).partition("-")
        if name not in _HASHES:
            raise CredentialError("bad-digest")
        try:
            yield name, base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise CredentialError("bad-digest") from error
    for text in items(node.get("digestMultibase", [])):
        try:
            data = multibase_decode(str(text))
        except CredentialError as error:
            raise CredentialError("bad-digest") from error
        if len(data) < len(_MULTIHASH) or data[0] not in _MULTIHASH or data[1] != len(data) - 2:
            raise CredentialError("bad-digest")
        yield _MULTIHASH[data[0]], data[2:]
