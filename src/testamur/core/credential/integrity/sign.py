"""Sign: a document becomes a credential that anyone can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.integrity.hashing import unsecured
from testamur.core.credential.integrity.proofs import previous_proofs, proofs_of
from testamur.core.credential.integrity.suites import DATA_INTEGRITY, SELECTIVE, Suite, hash_name, suite_for
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.multibase import base58_encode
from testamur.core.credential.ports import Json, Signer


@dataclass(frozen=True, slots=True)
class Use:
    """What a proof is for: its purpose, for whom (``domain``, ``challenge``, ``nonce``), how long, and on top of what.

    ``previous`` are the ids of proofs on the document that this one seals (VC Data Integrity 1.0, section 2.1.2).
    """

    purpose: str = "assertionMethod"
    domain: str | tuple[str, ...] = ""
    challenge: str = ""
    nonce: str = ""
    expires: datetime | None = None
    id: str = ""
    previous: tuple[str, ...] = ()


# Almost every credential is signed for this.
ASSERTION = Use()


def data_integrity(
    document: Json,
    signer: Signer,
    *,
    created: datetime,
    canonicaliser: Canonicaliser,
    suite: str = "",
    use: Use = ASSERTION,
) -> Json:
    """Return *document* with a Data Integrity proof (https://www.w3.org/TR/vc-data-integrity/, section 4.2).

    Proofs that stand on it stay. Without *suite*, the usual one for the signer's kind of key. Raises `CredentialError`
    when part of the document would go unsigned or others could read it differently: all of `Canonicaliser.nquads`,
    ``not-the-issuer``, ``suite-not-supported``, ``key-of-another-kind``, ``previous-proof-missing``.
    """
    check_signer(document, signer)
    chosen = suite_for(signer.kind, suite)
    if chosen.name == SELECTIVE:
        raise CredentialError("suite-not-supported", suite=SELECTIVE)
    standing = proofs_of(document)
    options = proof_options(document, signer.verification_method, created, chosen, use)
    previous = previous_proofs(options, standing)
    signed = unsecured(document, canonicaliser).signed(options, chosen, hash_name(signer.kind), previous)
    proof = {**options, "proofValue": "z" + base58_encode(signer.sign(signed))}
    return {**document, "proof": [*standing, proof] if standing else proof}


def proof_options(document: Json, method: str, created: datetime, suite: Suite, use: Use) -> Json:
    """Return a proof without its value."""
    options: dict[str, Any] = {
        "type": DATA_INTEGRITY,
        "cryptosuite": suite.name,
        "created": stamp(created),
        "verificationMethod": method,
        "proofPurpose": use.purpose,
    }
    if use is not ASSERTION:
        options |= dict(_further(use))
    if suite.is_json and "@context" in document:
        options["@context"] = document["@context"]
    return options


def _further(use: Use) -> Iterator[tuple[str, Any]]:
    if use.id:
        yield "id", use.id
    if use.expires:
        yield "expires", stamp(use.expires)
    if use.domain:
        yield "domain", list(use.domain) if isinstance(use.domain, tuple) else use.domain
    if use.challenge:
        yield "challenge", use.challenge
    if use.nonce:
        yield "nonce", use.nonce
    if use.previous:
        yield "previousProof", list(use.previous) if len(use.previous) > 1 else use.previous[0]
