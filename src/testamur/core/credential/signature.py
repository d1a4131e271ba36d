"""Who signed it, and whether the signature fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from testamur.core.credential.did import verification_key
from testamur.core.credential.envelope import Envelope
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.keys import is_signed_by
from testamur.core.credential.multibase import multibase_decode
from testamur.core.credential.ports import Json, Unreachable
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.secure import JWT_TYPE, SUITE, proof_hash
from testamur.core.credential.world import World

DI_SPEC = "https://www.w3.org/TR/vc-data-integrity/#verify-proof"
EDDSA_SPEC = "https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022"
JOSE_SPEC = "https://www.w3.org/TR/vc-jose-cose/#securing-with-jose"
ISSUER_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#issuer"

_MAX_PROOFS = 8
# RFC 8725 (3.11) asks for an explicit type; issuers of Open Badges 3.0 in JWT form still write the older two.
_JWT_TYPES = {JWT_TYPE, "vc+ld+json+jwt", "JWT"}
# What the engine cannot judge, as opposed to what is wrong.
_CANNOT_TELL = {"unknown-context", "unsafe-number", "described-twice", "graph-too-tangled", "unsupported-keyword"}


def issuer_of(credential: Json) -> str:
    """Return the issuer's identifier, or nothing where there is none."""
    issuer = credential.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def check_signatures(envelope: Envelope, world: World, at: datetime) -> list[Check]:
    """Return the checks of every signature on the credential; with none on it, one that failed."""
    if envelope.form == "vc-jwt":
        return _check_jwt(envelope, world)
    proofs = envelope.credential.get("proof", [])
    listed = proofs if isinstance(proofs, list) else [proofs]
    if not listed:
        return [failed("signature", "not-signed", DI_SPEC)]
    if len(listed) > _MAX_PROOFS:
        return [unknown("signature", "too-many-proofs", DI_SPEC, count=len(listed), limit=_MAX_PROOFS)]
    return [check for proof in listed for check in _check_proof(proof, envelope.credential, world, at)]


def _check_proof(proof: object, credential: Json, world: World, at: datetime) -> list[Check]:
    """Verify one proof (VC Data Integrity 1.0, section 4.4)."""
    if not isinstance(proof, dict):
        return [failed("signature", "malformed-proof", DI_SPEC)]
    suite = str(proof.get("cryptosuite") or proof.get("type"))[:60]
    if proof.get("type") != "DataIntegrityProof" or suite != SUITE:
        return [unknown("signature", "suite-not-supported", DI_SPEC, suite=suite)]
    if "previousProof" in proof:
        return [unknown("signature", "proof-chain", DI_SPEC)]
    if proof.get("proofPurpose") != "assertionMethod":
        return [failed("signature", "wrong-purpose", DI_SPEC, purpose=str(proof.get("proofPurpose"))[:60])]
    lapsed = _check_lapse(proof, at)
    if lapsed:
        return [lapsed]
    key = _find_key(str(proof.get("verificationMethod", "")), credential, world)
    if key.public_key is None:
        return list(key.checks)
    return [*key.checks, _check_value(proof, credential, world, key.public_key)]


def _check_lapse(proof: Json, at: datetime) -> Check | None:
    try:
        if "expires" in proof and instant(proof["expires"]) < at:
            return failed("signature", "proof-expired", DI_SPEC, until=str(proof["expires"])[:40])
        if "created" in proof:
            instant(proof["created"])
    except CredentialError as error:
        return failed("signature", error.code, DI_SPEC, **error.facts)
    return None


def _check_value(proof: Json, credential: Json, world: World, public_key: bytes) -> Check:
    try:
        signed = proof_hash(credential, proof, world.canonicaliser)
        value = multibase_decode(str(proof.get("proofValue", "")))
    except CredentialError as error:
        make = unknown if error.code in _CANNOT_TELL else failed
        return make("signature", error.code, EDDSA_SPEC, **error.facts)
    if is_signed_by(public_key, signed, value):
        return passed("signature", "signature-fits", EDDSA_SPEC, suite=SUITE)
    return failed("signature", "signature-does-not-fit", EDDSA_SPEC)


def _check_jwt(envelope: Envelope, world: World) -> list[Check]:
    """Verify a VC-JWT (Securing VCs using JOSE and COSE, section 3.1; RFC 7515, section 5.2)."""
    header, payload = envelope.header, envelope.credential
    refusal = _check_header(header)
    if refusal:
        return [refusal]
    if "iss" in payload and payload["iss"] != issuer_of(payload):
        return [failed("issuer", "iss-differs", JOSE_SPEC, iss=str(payload["iss"])[:200], issuer=issuer_of(payload))]
    method = str(header.get("kid", ""))
    key = _find_key(f"{issuer_of(payload)}{method}" if method.startswith("#") else method, payload, world)
    if key.public_key is None:
        return list(key.checks)
    if is_signed_by(key.public_key, envelope.signing_input, envelope.signature):
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


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that was looked for: found with a passed check, or not and why."""

    checks: tuple[Check, ...]
    public_key: bytes | None = None


def _find_key(method: str, credential: Json, world: World) -> _Key:
    """Resolve the issuer and take its key *method*; a key of anybody else is no key of this credential."""
    issuer = issuer_of(credential)
    controller = method.partition("#")[0]
    if controller != issuer:
        return _Key((failed("issuer", "key-not-the-issuers", ISSUER_SPEC, issuer=issuer[:200], key=method[:200]),))
    try:
        public_key = verification_key(world.resolver.resolve(controller), method)
    except Unreachable as reason:
        return _Key((unknown("issuer", reason.code, ISSUER_SPEC, **{"issuer": issuer[:200], **reason.facts}),))
    except CredentialError as error:
        make = unknown if error.code == "unsupported-key" else failed
        return _Key((make("issuer", error.code, ISSUER_SPEC, **{"issuer": issuer[:200], **error.facts}),))
    return _Key((passed("issuer", "key-is-the-issuers", ISSUER_SPEC, issuer=issuer),), public_key)
