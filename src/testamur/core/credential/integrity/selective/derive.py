"""The holder's side: a part of a credential, and the proof that it was signed so."""

from __future__ import annotations

from collections.abc import Sequence

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.rdfc import canonicalise_with_labels
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.hashing import unsecured
from testamur.core.credential.integrity.proofs import proofs_of
from testamur.core.credential.integrity.selective.pointers import select
from testamur.core.credential.integrity.selective.statements import statements
from testamur.core.credential.integrity.selective.values import DerivedProof, is_base, read_base
from testamur.core.credential.integrity.suites import DATA_INTEGRITY, SELECTIVE
from testamur.core.credential.multibase import base64url_decode
from testamur.core.credential.ports import Json


def derive(document: Json, pointers: Sequence[str], *, canonicaliser: Canonicaliser) -> Json:
    """Return what *pointers* select of *document*, and all that is mandatory, with a derived proof (section 3.6.6).

    Raises `CredentialError`: ``not-a-base-proof`` (there is none, or more than one), ``base-proof-differs`` (the
    document was changed), ``nothing-there``, ``bad-pointer``, ``pointer-splits-list``, and all of `read_base`.
    """
    proof = _base_proof(document)
    base = read_base(proof)
    bare = unsecured(document, canonicaliser).document
    found = statements(bare, base.hmac_key, canonicaliser)
    mandatory = found.texts(found.quads(base.mandatory))
    combined = tuple(dict.fromkeys((*base.mandatory, *pointers)))
    quads = found.quads(combined)
    shown = found.texts(quads)
    signatures = dict(zip((text for text in found.lines if text not in mandatory), base.signatures, strict=False))
    if len(signatures) != len(base.signatures) or len(signatures) + len(mandatory) != len(found.lines):
        raise CredentialError("base-proof-differs")
    listed = [text for text in found.lines if text in shown]
    issued = canonicalise_with_labels(quads)[1]
    value = DerivedProof(
        base.signature,
        base.public_key,
        tuple(signatures[text] for text in listed if text not in mandatory),
        {_number(label): base64url_decode(found.labels[name][3:]) for name, label in issued.items()},
        tuple(index for index, text in enumerate(listed) if text in mandatory),
    )
    return {**select(bare, combined), "proof": {**proof, "proofValue": value.text}}


def _number(label: str) -> int:
    """Return the number of a canonical label: 3 of ``_:c14n3``."""
    return int(label.removeprefix("_:c14n"))


def _base_proof(document: Json) -> Json:
    """Return the one base proof on *document*; other proofs cannot survive what is left out."""
    found = [
        proof
        for proof in proofs_of(document)
        if proof.get("type") == DATA_INTEGRITY and proof.get("cryptosuite") == SELECTIVE and is_base(proof)
    ]
    if len(found) != 1:
        raise CredentialError("not-a-base-proof")
    return found[0]
