"""`GET /1.0/identifiers/{did}`: DID Resolution 0.3, over HTTP (https://www.w3.org/TR/did-resolution/)."""

from __future__ import annotations

from typing import Any

from testamur.core.credential import CredentialError
from testamur.core.credential.ports import Unreachable
from testamur.interfaces.protocols.vc_api.answers import Answer
from testamur.interfaces.protocols.vc_api.workplace import Service

_CONTEXT = "https://w3id.org/did-resolution/v1"
_DOCUMENT = "application/did+ld+json"
_LONGEST = 8_000

# What the method did:key calls its own errors (https://w3c-ccg.github.io/did-key-spec/, section 3.1.3).
_ERRORS = {"unsupported-key": "unsupportedPublicKeyType", "bad-key": "invalidPublicKey"}


def resolve(service: Service, did: str) -> Answer:
    """Return the resolution result of *did*."""
    if not did.startswith("did:") or len(did) > _LONGEST or any(char in did for char in "?#/ "):
        return _failed(400, "invalidDid")
    try:
        document = service.world.resolver.resolve(did)
    except CredentialError as error:
        length = error.code == "bad-key" and error.facts.get("reason") == "length"
        return _failed(400, "invalidPublicKeyLength" if length else _ERRORS.get(error.code, "invalidDid"))
    except Unreachable as reason:
        is_method = reason.code == "did-method-not-supported"
        return _failed(400 if is_method else 404, "methodNotSupported" if is_method else "notFound")
    return _answer(200, dict(document), {"contentType": _DOCUMENT})


def _failed(status: int, error: str) -> Answer:
    return _answer(status, None, {"error": error})


def _answer(status: int, document: dict[str, Any] | None, metadata: dict[str, str]) -> Answer:
    found = {
        "@context": _CONTEXT,
        "didDocument": document,
        "didResolutionMetadata": metadata,
        "didDocumentMetadata": {},
    }
    return Answer(status, found)
