"""Whether the signature of a VC-JWT fits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from testamur.core.credential.envelope import Envelope
from testamur.core.credential.issuer import find_key, issuer_of
from testamur.core.credential.jose.vc_jwt import JWT_TYPE
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.world import World

JOSE_SPEC = "https://www.w3.org/TR/vc-jose-cose/#securing-with-jose"

# RFC 8725 (3.11) asks for an explicit type; issuers of Open Badges 3.0 in JWT form still write the older two.
_JWT_TYPES = {JWT_TYPE, "vc+ld+json+jwt", "JWT"}


def check_jwt(envelope: Envelope, world: World, at: datetime) -> list[Check]:
    """Verify a VC-JWT (Securing VCs using JOSE and COSE, section 3.1; RFC 7515, section 5.2)."""
    header, payload = envelope.header, envelope.credential
    refusal = _check_header(header)
    if refusal:
        return [refusal]
    issuer = issuer_of(payload)
    if "iss" in payload and payload["iss"] != issuer:
        return [failed("issuer", "iss-differs", JOSE_SPEC, iss=str(payload["iss"])[:200], issuer=issuer)]
    method = str(header.get("kid", ""))
    key = find_key(f"{issuer}{method}" if method.startswith("#") else method, issuer, world, at)
    if key.public_key is None:
        return list(key.checks)
    if key.public_key.algorithm != "EdDSA":
        return [*key.checks, failed("signature", "signature-does-not-fit", JOSE_SPEC)]
    if key.public_key.has_signed(envelope.signing_input, envelope.signature):
        return [*key.checks, passed("signature", "signature-fits", JOSE_SPEC, suite="EdDSA")]
    return [*key.checks, failed("signature", "signature-does-not-fit", JOSE_SPEC)]


def _check_header(header: dict[str, Any]) -> Check | None:
    algorithm = str(header.get("alg", "none"))[:40]
    if algorithm == "none":
        return failed("signature", "not-signed", JOSE_SPEC)
    if header.get("crit"):
        return failed("signature", "critical-header", JOSE_SPEC, names=str(header["crit"])[:100])
    if algorithm not in {"EdDSA", "Ed25519"}:
        return unknown("signature", "suite-not-supported", JOSE_SPEC, suite=algorithm)
    if "typ" in header and header["typ"] not in _JWT_TYPES:
        return failed("signature", "wrong-type", JOSE_SPEC, type=str(header["typ"])[:60])
    return None
