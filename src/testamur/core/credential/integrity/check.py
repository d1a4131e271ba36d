"""Whether the proofs inside a credential hold."""

from __future__ import annotations

from datetime import datetime

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.integrity.sign import SUITE, proof_hash
from testamur.core.credential.issuer import find_key, issuer_of
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import multibase_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.world import World

DI_SPEC = "https://www.w3.org/TR/vc-data-integrity/#verify-proof"
EDDSA_SPEC = "https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022"

_MAX_PROOFS = 8
# What the engine cannot judge, as opposed to what is wrong.
_CANNOT_TELL = {"unknown-context", "unsafe-number", "described-twice", "graph-too-tangled", "unsupported-keyword"}


def check_proofs(credential: Json, world: World, at: datetime) -> list[Check]:
    """Return the checks of every proof; with none, one that failed."""
    proofs = credential.get("proof", [])
    listed = proofs if isinstance(proofs, list) else [proofs]
    if not listed:
        return [failed("signature", "not-signed", DI_SPEC)]
    if len(listed) > _MAX_PROOFS:
        return [unknown("signature", "too-many-proofs", DI_SPEC, count=len(listed), limit=_MAX_PROOFS)]
    return [check for proof in listed for check in _check_proof(proof, credential, world, at)]


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
    key = find_key(str(proof.get("verificationMethod", "")), issuer_of(credential), world, at)
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


def _check_value(proof: Json, credential: Json, world: World, public_key: PublicKey) -> Check:
    try:
        signed = proof_hash(credential, proof, world.canonicaliser)
        value = multibase_decode(str(proof.get("proofValue", "")))
    except CredentialError as error:
        make = unknown if error.code in _CANNOT_TELL else failed
        return make("signature", error.code, EDDSA_SPEC, **error.facts)
    if public_key.kind is Kind.ED25519 and public_key.has_signed(signed, value):
        return passed("signature", "signature-fits", EDDSA_SPEC, suite=SUITE)
    return failed("signature", "signature-does-not-fit", EDDSA_SPEC)
