"""The proofs that stand on a document: a set, in which some may build on others."""

from __future__ import annotations

from collections.abc import Sequence

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json

MAX_PROOFS = 8


def proofs_of(document: Json) -> list[Json]:
    """Return the proofs on *document*, none of them judged.

    Raises `CredentialError`: ``malformed-proof``, ``too-many-proofs``, ``proof-id-twice`` (others could not tell which
    of them a third one builds on).
    """
    found = document.get("proof", [])
    listed = found if isinstance(found, list) else [found]
    if len(listed) > MAX_PROOFS:
        raise CredentialError("too-many-proofs", count=len(listed), limit=MAX_PROOFS)
    if not all(isinstance(proof, dict) for proof in listed):
        raise CredentialError("malformed-proof")
    names = [proof["id"] for proof in listed if "id" in proof]
    if not all(isinstance(name, str) for name in names):
        raise CredentialError("malformed-proof")
    if len(set(names)) < len(names):
        raise CredentialError("proof-id-twice")
    return listed


def previous_proofs(proof: Json, standing: Sequence[Json]) -> list[Json]:
    """Return those of the *standing* proofs that *proof* builds on (VC Data Integrity 1.0, section 4.5).

    They are taken as they are: each is judged by itself, so proofs that name each other lead nowhere. Raises
    `CredentialError`: ``previous-proof-missing``, ``malformed-proof``.
    """
    if "previousProof" not in proof:
        return []
    named = proof["previousProof"]
    names = named if isinstance(named, list) else [named]
    if not names or not all(isinstance(name, str) for name in names) or proof.get("id") in names:
        raise CredentialError("malformed-proof")
    known = {earlier["id"] for earlier in standing if "id" in earlier}
    missing = next((name for name in names if name not in known), None)
    if missing is not None:
        raise CredentialError("previous-proof-missing", proof=missing[:200])
    return [earlier for earlier in standing if earlier.get("id") in names]
