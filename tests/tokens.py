"""Keys and tokens for tests of JOSE and COSE: those that an issuer makes, and those that nobody should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import orjson
import pytest

from testamur.core.credential import CredentialError, Kind, Outcome, Report, SigningKey, cbor
from testamur.core.credential.multibase import base64url_encode

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
ISSUER = "https://issuer.example"
CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5",
    "type": ["VerifiableCredential"],
    "issuer": {"id": ISSUER, "name": "Example University"},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:ana",
        "name": "Ana Ferrer",
        "address": {"street": "Carrer Major 1", "city": "Lleida"},
        "results": [{"subject": "Data", "grade": "B"}, {"subject": "Law", "grade": "A"}],
        "languages": ["ca", "en", "ms"],
    },
}


def key_of(kind: Kind, number: int = 1, controller: str = ISSUER) -> SigningKey:
    """Return a key of a kind, whose public half `published` tells."""
    seed = bytes([0] * (kind.size - 2) + [number, 7])
    return SigningKey.from_seed(seed, controller, kind=kind, method=f"{controller}#{kind.name}-{number}")


def published(*keys: SigningKey, did: str = ISSUER) -> dict[str, Any]:
    """Return the controller's document, with its keys as JSON Web Keys that have a name of their own."""
    methods = [
        {
            "id": key.verification_method,
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": {**key.public_key.jwk, "kid": key.public_key.thumbprint},
        }
        for key in keys
    ]
    names = [method["id"] for method in methods]
    return {"id": did, "verificationMethod": methods, "assertionMethod": names, "authentication": names}


def new_salts() -> Iterator[str]:
    """Yield salts, the same each time."""
    return (f"salt-{number:020}" for number in count())


def forge(header: Any, payload: Any, key: SigningKey) -> str:
    """Sign any header and payload, whatever they say."""
    parts = [part if isinstance(part, bytes) else orjson.dumps(part) for part in (header, payload)]
    signing_input = ".".join(base64url_encode(part) for part in parts)
    return f"{signing_input}.{base64url_encode(key.sign(signing_input.encode()))}"


def forge_cose(
    protected: Any,
    payload: Any,
    key: SigningKey,
    unprotected: Any = None,
    *,
    tag: int | None = 18,
) -> bytes:
    """Sign any headers and payload in COSE, whatever they say."""
    head = protected if isinstance(protected, bytes) else cbor.encode(protected)
    body = payload if isinstance(payload, bytes) else orjson.dumps(payload)
    signature = key.sign(cbor.encode(["Signature1", head, b"", body]))
    parts: list[Any] = [head, {} if unprotected is None else unprotected, body, signature]
    return cbor.encode(parts if tag is None else cbor.Tagged(tag, parts))


def code_of(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Return the code that a call is refused with."""
    with pytest.raises(CredentialError) as refused:
        call(*args, **kwargs)
    return refused.value.code


def reasons(report: Report, outcome: Outcome = Outcome.FAILED) -> list[str]:
    """Return why checks came out so."""
    return [check.because for check in report.checks if check.outcome is outcome]
