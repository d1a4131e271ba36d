"""The issuer's side: a base proof, from which the holder derives others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.hashing import options_digest, unsecured
from testamur.core.credential.integrity.selective.statements import statements
from testamur.core.credential.integrity.selective.values import BaseProof
from testamur.core.credential.integrity.sign import ASSERTION, Use, proof_options
from testamur.core.credential.integrity.suites import SELECTIVE, suite_for
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.keys import Kind, SigningKey
from testamur.core.credential.ports import Json, Signer

# Without these, a holder could leave out that the credential has ended or was withdrawn, or who issued it.
ALWAYS_MANDATORY = (
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/issuanceDate",
    "/expirationDate",
    "/credentialStatus",
)
_KEY_BYTES = 32
# 128 bits more than the number needs, so that none is likelier than another (FIPS 186-5, appendix A.2.1).
_NUMBER_BYTES = 48
ENTROPY_BYTES = _KEY_BYTES + _NUMBER_BYTES
# The order of the group of P-256 (SEC 2, section 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must be new for every base proof: the key of labels, and the key that signs single statements."""

    hmac_key: bytes
    statement_key: SigningKey

    @classmethod
    def from_entropy(cls, entropy: bytes) -> Secrets:
        """Return the secrets made of `ENTROPY_BYTES` bytes of chance. Raises `CredentialError` ``bad-key``."""
        if len(entropy) != ENTROPY_BYTES:
            raise CredentialError("bad-key", reason="length", length=len(entropy))
        number = int.from_bytes(entropy[_KEY_BYTES:], "big") % (_ORDER - 1) + 1
        return cls(entropy[:_KEY_BYTES], SigningKey.from_seed(number.to_bytes(_KEY_BYTES, "big"), kind=Kind.P256))


def base_proof(
    document: Json,
    signer: Signer,
    secrets: Secrets,
    *,
    created: datetime,
    canonicaliser: Canonicaliser,
    mandatory: Sequence[str] = (),
    use: Use = ASSERTION,
) -> Json:
    """Return *document* with a base proof of ecdsa-sd-2023 (https://www.w3.org/TR/vc-di-ecdsa/, section 3.6.1).

    *mandatory* are JSON Pointers to what every derived proof has to show; `ALWAYS_MANDATORY` are among them wherever
    the document has them. Raises `CredentialError`: all of `data_integrity`, ``bad-pointer``, ``nothing-there``,
    ``pointer-splits-list``, ``not-selectable``, ``too-many-statements``.
    """
    check_signer(document, signer)
    suite = suite_for(signer.kind, SELECTIVE)
    if use.previous or document.get("proof"):
        # Other proofs would not survive that a part of the document is left out.
        raise CredentialError("suite-not-supported", suite=f"{SELECTIVE} with other proofs")
    bare = unsecured(document, canonicaliser).document
    pointers = mandatory_of(bare, mandatory)
    options = proof_options(bare, signer.verification_method, created, suite, use)
    found = statements(bare, secrets.hmac_key, canonicaliser)
    chosen = found.texts(found.quads(pointers))
    public_key = secrets.statement_key.public_key
    signed = signed_together(
        options_digest(options, bare, canonicaliser, "sha256"),
        public_key.codec,
        [text for text in found.lines if text in chosen],
    )
    sign = secrets.statement_key.sign
    signatures = tuple(sign(text.encode()) for text in found.lines if text not in chosen)
    value = BaseProof(signer.sign(signed), public_key, secrets.hmac_key, signatures, pointers)
    return {**bare, "proof": {**options, "proofValue": value.text}}


def mandatory_of(document: Json, pointers: Sequence[str]) -> tuple[str, ...]:
    """Return *pointers* and those that are always mandatory, each once."""
    always = (pointer for pointer in ALWAYS_MANDATORY if pointer[1:] in document)
    return tuple(dict.fromkeys((*pointers, *always, *_subjects(document))))


def _subjects(document: Json) -> Iterator[str]:
    """Yield what shows that there is a subject, and nothing of it: without one it would be no credential."""
    found = document.get("credentialSubject")
    places = {"": found} if isinstance(found, dict) else {f"/{place}": one for place, one in enumerate(found or ())}
    for place, subject in places.items():
        names = subject if isinstance(subject, dict) else ()
        name = next((name for name in ("type", "id") if name in names), None)
        if name:
            yield f"/credentialSubject{place}/{name}"


def signed_together(options_hash: bytes, public_key: bytes, mandatory: Sequence[str]) -> bytes:
    """Return what the issuer's own key signs (section 3.5.1)."""
    return options_hash + public_key + hashlib.sha256("".join(mandatory).encode()).digest()
