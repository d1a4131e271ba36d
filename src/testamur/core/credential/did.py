"""DID documents: made, and read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import PublicKey

DID_CONTEXT = "https://www.w3.org/ns/did/v1"
MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1"
_HOST = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?"
)
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,100}")


def document(did: str, public_keys: Sequence[PublicKey]) -> dict[str, Any]:
    """Return the DID document of *did* with every key that ever signed for it (DID Core 1.0; Multikey)."""
    methods = [
        {"id": f"{did}#{key.multikey}", "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey}
        for key in public_keys
    ]
    names = [method["id"] for method in methods]
    return {
        "@context": [DID_CONTEXT, MULTIKEY_CONTEXT],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
        "authentication": names,
    }


def key_document(did: str) -> dict[str, Any]:
    """Return the document that a did:key stands for; nothing is looked up. Raises `CredentialError`."""
    return document(did, [PublicKey.from_multikey(did.removeprefix("did:key:"))])


def web_address(did: str) -> str:
    """Return where the document of a did:web lies (https://w3c-ccg.github.io/did-method-web/).

    Raises `CredentialError` ``bad-did``.
    """
    host, *path = did.removeprefix("did:web:").split(":")
    host = unquote(host)
    if not _HOST.fullmatch(host) or not all(_SEGMENT.fullmatch(part) and part.strip(".") for part in path):
        raise CredentialError("bad-did", did=did[:200])
    return f"https://{host}/{'/'.join(path)}/did.json" if path else f"https://{host}/.well-known/did.json"


def verification_key(doc: Mapping[str, Any], method: str, *, purpose: str = "assertionMethod") -> PublicKey:
    """Return the key of *method* if the document allows it for *purpose*.

    Raises `CredentialError`: ``method-not-found``, ``method-not-allowed`` (it is there for another purpose),
    ``unsupported-key``, ``bad-key``.
    """
    entries = [entry for entry in _listed(doc, "verificationMethod") if isinstance(entry, dict)]
    allowed = _listed(doc, purpose)
    entries += [entry for entry in allowed if isinstance(entry, dict)]
    found = next((entry for entry in entries if _absolute(doc, entry.get("id")) == method), None)
    if found is None:
        raise CredentialError("method-not-found", method=method[:200])
    names = {_absolute(doc, entry.get("id") if isinstance(entry, dict) else entry) for entry in allowed}
    if method not in names or found.get("controller", doc.get("id")) != doc.get("id"):
        raise CredentialError("method-not-allowed", method=method[:200], purpose=purpose)
    if isinstance(found.get("publicKeyMultibase"), str):
        return PublicKey.from_multikey(found["publicKeyMultibase"])
    if isinstance(found.get("publicKeyJwk"), dict):
        return PublicKey.from_jwk(found["publicKeyJwk"])
    raise CredentialError("unsupported-key", key=str(found.get("type"))[:60])


def _listed(doc: Mapping[str, Any], name: str) -> list[Any]:
    value = doc.get(name, [])
    return value if isinstance(value, list) else [value]


def _absolute(doc: Mapping[str, Any], name: object) -> str:
    """Return a method's full name; documents may abbreviate it to its fragment."""
    text = str(name)
    return f"{doc.get('id')}{text}" if text.startswith("#") else text
