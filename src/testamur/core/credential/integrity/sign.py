"""Sign: a document becomes a credential that anyone can check."""

from __future__ import annotations

import hashlib
from datetime import datetime

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.instants import stamp
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.multibase import base58_encode
from testamur.core.credential.ports import Json, Signer

SUITE = "eddsa-rdfc-2022"


def data_integrity(document: Json, signer: Signer, *, created: datetime, canonicaliser: Canonicaliser) -> Json:
    """Return *document* with a Data Integrity proof (https://www.w3.org/TR/vc-di-eddsa/, section 3.2).

    Raises `CredentialError` when part of the document would go unsigned, or others could read it differently.
    """
    check_signer(document, signer)
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
