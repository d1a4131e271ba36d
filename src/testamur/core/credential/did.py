"""Controllers of keys: their documents, made and read.

DID Core 1.0; Controlled Identifiers 1.0, whose documents may also lie at plain https addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import base64url_decode
from testamur.core.credential.reading import read_json

DID_CONTEXT = "https://www.w3.org/ns/did/v1"
MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1"
JWK_CONTEXT = "https://w3id.org/security/jwk/v1"

_HOST = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?"
)
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,100}")
_ADDRESS = re.compile(r"https://[!-~]{1,2000}")
_LONGEST_JWK = 4_000

# What an entry may call itself, and the kind of key that this promises (none: any).
_TYPES: Mapping[str, Kind | None] = {
    "Multikey": None,
    "JsonWebKey": None,
    "JsonWebKey2020": None,
    "Ed25519VerificationKey2020": Kind.ED25519,
    "EcdsaSecp256r1VerificationKey2019": Kind.P256,
}
_SECRETS = {"secretKeyMultibase", "secretKeyJwk", "privateKeyMultibase", "privateKeyJwk", "privateKeyBase58"}


def document(did: str, public_keys: Sequence[PublicKey]) -> dict[str, Any]:
    """Return the DID document of *did* with every key that ever signed for it (DID Core 1.0; Multikey)."""
    methods = [
        {"id": f"{did}#{key.multikey}", "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey}
        for key in public_keys
    ]
    return {"@context": [DID_CONTEXT, MULTIKEY_CONTEXT], "id": did, "verificationMethod": methods, **_uses(methods)}


@lru_cache(maxsize=1024)
def key_document(did: str) -> Mapping[str, Any]:
    """Return the document that a did:key stands for; nothing is looked up (https://w3c-ccg.github.io/did-key-spec/).

    Raises `CredentialError`: ``bad-did``, and all of `PublicKey.from_multikey`.
    """
    text = did.removeprefix("did:key:")
    if not text.startswith("z"):
        raise CredentialError("bad-did", did=did[:200])
    return document(did, [PublicKey.from_multikey(text)])


@lru_cache(maxsize=1024)
def jwk_document(did: str) -> Mapping[str, Any]:
    """Return the document that a did:jwk stands for (https://github.com/quartzjer/did-jwk/blob/main/spec.md).

    Raises `CredentialError`: ``bad-did``, and all of `PublicKey.from_jwk`.
    """
    text = did.removeprefix("did:jwk:")
    try:
        jwk = read_json(base64url_decode(text)) if len(text) <= _LONGEST_JWK else None
    except CredentialError as error:
        raise CredentialError("bad-did", did=did[:200]) from error
    if not isinstance(jwk, dict):
        raise CredentialError("bad-did", did=did[:200])
    PublicKey.from_jwk(jwk)
    method = {"id": f"{did}#0", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
    return {"@context": [DID_CONTEXT, JWK_CONTEXT], "id": did, "verificationMethod": [method], **_uses([method])}


def _uses(methods: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    return {purpose: [method["id"] for method in methods] for purpose in ("assertionMethod", "authentication")}


def web_address(did: str) -> str:
    """Return where the document of a did:web lies (https://w3c-ccg.github.io/did-method-web/).

    Raises `CredentialError` ``bad-did``.
    """
    host, *path = did.removeprefix("did:web:").split(":")
    host = unquote(host)
    if not _HOST.fullmatch(host) or not all(_SEGMENT.fullmatch(part) and part.strip(".") for part in path):
        raise CredentialError("bad-did", did=did[:200])
    return f"https://{host}/{'/'.join(path)}/did.json" if path else f"https://{host}/.well-known/did.json"


def controller_address(name: str) -> str:
    """Return *name*, an https address at which a controlled identifier document lies. Raises ``bad-did``."""
    try:
        parts = urlsplit(name) if _ADDRESS.fullmatch(name) and "#" not in name else None
        host = parts.netloc if parts else ""
    except ValueError:
        host = ""
    if not _HOST.fullmatch(host):
        raise CredentialError("bad-did", did=name[:200])
    return name


def verification_key(
    doc: Mapping[str, Any], method: str, *, purpose: str = "assertionMethod", at: datetime | None = None
) -> PublicKey:
    """Return the key of *method* if the document allows it for *purpose*, and still did *at* that time.

    Controlled Identifiers 1.0, section 3.3. Raises `CredentialError`: ``method-not-found``, ``method-not-allowed`` (it
    is there for another purpose, or of somebody else), ``key-revoked``, ``key-expired``, ``bad-instant``,
    ``unsupported-key``, ``bad-key``.
    """
    allowed = _listed(doc, purpose)
    found = _described(doc, _listed(doc, "verificationMethod"), method) or _described(doc, allowed, method)
    if found is None or method.partition("#")[0] != doc.get("id"):
        raise CredentialError("method-not-found", method=method[:200])
    if not _is_among(doc, allowed, method) or found.get("controller", doc.get("id")) != doc.get("id"):
        raise CredentialError("method-not-allowed", method=method[:200], purpose=purpose)
    if at is not None:
        _check_lapse(found, method, at)
    return _key(found)


def _check_lapse(entry: Mapping[str, Any], method: str, at: datetime) -> None:
    """Refuse a key whose controller took it back, or let it run out (Controlled Identifiers 1.0, section 2.2)."""
    for member, code in (("revoked", "key-revoked"), ("expires", "key-expired")):
        if member in entry and instant(entry[member]) <= at:
            raise CredentialError(code, method=method[:200], since=entry[member])


def _key(entry: Mapping[str, Any]) -> PublicKey:
    """Return the key of an entry, which has to be there once and publicly."""
    name = str(entry.get("type"))[:60]
    multikey, jwk = entry.get("publicKeyMultibase"), entry.get("publicKeyJwk")
    if not _SECRETS.isdisjoint(entry):
        raise CredentialError("bad-key", reason="private")
    if name not in _TYPES or (multikey is None and jwk is None):
        raise CredentialError("unsupported-key", key=name)
    if multikey is not None and jwk is not None:
        raise CredentialError("bad-key", reason="two-keys")
    key = PublicKey.from_multikey(str(multikey)) if multikey is not None else _of_jwk(jwk)
    if _TYPES[name] not in (None, key.kind):
        raise CredentialError("bad-key", reason="algorithm")
    return key


def _of_jwk(jwk: object) -> PublicKey:
    if not isinstance(jwk, dict):
        raise CredentialError("bad-key", reason="not-a-jwk")
    return PublicKey.from_jwk(jwk)


def _described(doc: Mapping[str, Any], entries: list[Any], method: str) -> Mapping[str, Any] | None:
    """Return the entry that describes *method*; names alone describe nothing."""
    for entry in entries:
        if isinstance(entry, dict) and _absolute(doc, entry.get("id")) == method:
            return entry
    return None


def _is_among(doc: Mapping[str, Any], entries: list[Any], method: str) -> bool:
    return any(_absolute(doc, entry.get("id") if isinstance(entry, dict) else entry) == method for entry in entries)


def _listed(doc: Mapping[str, Any], name: str) -> list[Any]:
    value = doc.get(name, [])
    return value if isinstance(value, list) else [value]


def _absolute(doc: Mapping[str, Any], name: object) -> str:
    """Return a method's full name; documents may abbreviate it to its fragment."""
    text = str(name)
    return f"{doc.get('id')}{text}" if text.startswith("#") else text
