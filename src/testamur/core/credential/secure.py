"""Sign: a document becomes a credential that anyone can check."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import orjson

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.multibase import base58_encode, base64url_encode
from testamur.core.credential.ports import Json, Signer

SUITE = "eddsa-rdfc-2022"
JWT_TYPE = "vc+jwt"


def data_integrity(document: Json, signer: Signer, *, created: datetime, canonicaliser: Canonicaliser) -> Json:
    """Return *document* with a Data Integrity proof (https://www.w3.org/TR/vc-di-eddsa/, section 3.2).

    Raises `CredentialError` when part of the document would go unsigned, or others could read it differently.
    """
    _check_issuer(document, signer)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": stamp(created),
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    signature = signer.sign(proof_hash(document, proof, canonicaliser))
    return {**document, "proof": {**proof, "proofValue": "z" + base58_encode(signature)}}


def proof_hash(document: Json, proof: Json, canonicaliser: Canonicaliser) -> bytes:
    """Return the 64 bytes that eddsa-rdfc-2022 signs: options, then document (sections 3.2.4 and 3.2.5)."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    parts = ({"@context": document["@context"], **options}, unsecured)
    return b"".join(hashlib.sha256(canonicaliser.nquads(part).encode()).digest() for part in parts)


def jwt(document: Json, signer: Signer) -> str:
    """Return *document* as a compact VC-JWT (https://www.w3.org/TR/vc-jose-cose/, section 3.1).

    The payload is the credential itself; the old ``vc`` claim is gone from that standard.
    """
    _check_issuer(document, signer)
    header = {"alg": "EdDSA", "typ": JWT_TYPE, "cty": "vc", "kid": signer.verification_method}
    signing_input = f"{_part(header)}.{_part(document)}"
    return f"{signing_input}.{base64url_encode(signer.sign(signing_input.encode()))}"


def _part(value: dict[str, Any]) -> str:
    return base64url_encode(orjson.dumps(value))


def _check_issuer(document: Json, signer: Signer) -> None:
    """Refuse a signature that would never verify, before it is made."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    if found != signer.controller:
        raise CredentialError("not-the-issuer", issuer=str(found)[:200], signer=signer.controller)
