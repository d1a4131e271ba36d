"""The verifier's side: whether what is shown was signed so."""

from __future__ import annotations

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.rdfc import canonicalise_with_labels
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.hashing import options_digest
from testamur.core.credential.integrity.selective.sign import signed_together
from testamur.core.credential.integrity.selective.statements import blank_label, relabelled
from testamur.core.credential.integrity.selective.values import MAX_STATEMENTS, DerivedProof, read_derived
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.ports import Json


def fits(document: Json, proof: Json, public_key: PublicKey, canonicaliser: Canonicaliser) -> bool:
    """Say whether a derived *proof* fits an unsecured *document* (vc-di-ecdsa, section 3.6.8).

    Raises `CredentialError`: all of `read_derived` and `Canonicaliser.quads`, ``too-many-statements``.
    """
    if "previousProof" in proof:
        raise CredentialError("suite-not-supported", suite="ecdsa-sd-2023 with other proofs")
    shown = read_derived(proof)
    lines = _lines(document, shown, canonicaliser)
    mandatory = set(shown.mandatory)
    if any(index >= len(lines) for index in mandatory) or len(lines) - len(mandatory) != len(shown.signatures):
        return False
    together = [text for index, text in enumerate(lines) if index in mandatory]
    options_hash = options_digest(proof, document, canonicaliser, "sha256")
    if not public_key.has_signed(signed_together(options_hash, shown.public_key.codec, together), shown.signature):
        return False
    single = [text for index, text in enumerate(lines) if index not in mandatory]
    pairs = zip(single, shown.signatures, strict=True)
    return all(shown.public_key.has_signed(text.encode(), signature) for text, signature in pairs)


def _lines(document: Json, shown: DerivedProof, canonicaliser: Canonicaliser) -> list[str]:
    """Return the statements with the labels that they were signed under."""
    quads = canonicaliser.quads(document)
    if len(quads) > MAX_STATEMENTS:
        raise CredentialError("too-many-statements", count=len(quads), limit=MAX_STATEMENTS)
    issued = canonicalise_with_labels(quads)[1]
    if set(issued.values()) != {f"_:c14n{number}" for number in shown.labels}:
        raise CredentialError("bad-proof-value", reason="labels")
    keyed = {f"_:c14n{number}": blank_label(digest) for number, digest in shown.labels.items()}
    return relabelled(quads, {name: keyed[label] for name, label in issued.items()})
