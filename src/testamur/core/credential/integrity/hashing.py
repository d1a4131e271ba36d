"""What a proof signs: the hash of its own options, then that of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import orjson

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.jcs import canonical_json
from testamur.core.credential.canonical.rdfc import HASHES
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.suites import Suite
from testamur.core.credential.ports import Json

# The options of a batch differ in nothing; those of strangers are not kept when they are longer than any of ours.
_LONGEST_REMEMBERED = 2_000
_REMEMBERED = 512


@dataclass(slots=True)
class Unsecured:
    """A document without its proofs, hashed at most once for proofs that hash it alike."""

    document: Json
    canonicaliser: Canonicaliser
    _digests: dict[str, bytes] = field(default_factory=dict)

    def signed(self, proof: Json, suite: Suite, hash_name: str, previous: list[Json]) -> bytes:
        """Return what *proof* signs, on top of the *previous* proofs that it names. Raises `CredentialError`.

        vc-di-eddsa, sections 3.2.2 to 3.2.5 and 3.3; vc-di-ecdsa, the same sections.
        """
        if suite.is_json:
            document = _in_context_of(proof, self._with(previous))
            options = {name: value for name, value in proof.items() if name != "proofValue"}
            return _json_digest(options, hash_name) + _json_digest(document, hash_name)
        return options_digest(proof, self.document, self.canonicaliser, hash_name) + self._digest(hash_name, previous)

    def _digest(self, hash_name: str, previous: list[Json]) -> bytes:
        if previous:
            return self.canonicaliser.digest(self._with(previous), hash_name=hash_name)
        if hash_name not in self._digests:
            self._digests[hash_name] = self.canonicaliser.digest(self.document, hash_name=hash_name)
        return self._digests[hash_name]

    def _with(self, previous: list[Json]) -> Json:
        return {**self.document, "proof": previous} if previous else self.document


def unsecured(document: Json, canonicaliser: Canonicaliser) -> Unsecured:
    """Return *document* without its proofs."""
    bare = document.copy()
    bare.pop("proof", None)
    return Unsecured(bare, canonicaliser)


def options_digest(proof: Json, document: Json, canonicaliser: Canonicaliser, hash_name: str) -> bytes:
    """Return the hash of a proof's options, read with the contexts of *document*. Raises `CredentialError`."""
    options = {**proof, "@context": document.get("@context", [])}
    options.pop("proofValue", None)
    try:
        text = orjson.dumps(options)
    except (orjson.JSONEncodeError, UnicodeEncodeError) as error:
        raise CredentialError("not-json-ld", reason=str(error)[:80]) from error
    if len(text) > _LONGEST_REMEMBERED:
        return canonicaliser.digest(options, hash_name=hash_name)
    return _remembered(text, canonicaliser, hash_name)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(options: bytes, canonicaliser: Canonicaliser, hash_name: str) -> bytes:
    return canonicaliser.digest(orjson.loads(options), hash_name=hash_name)


def _json_digest(value: Json, hash_name: str) -> bytes:
    return HASHES[hash_name](canonical_json(value)).digest()


def _in_context_of(proof: Json, document: Json) -> Json:
    """Return *document* with the contexts that the proof was made in: the first of its own (section 3.3.2)."""
    if "@context" not in proof:
        return document
    made_in, found = _listed(proof["@context"]), _listed(document.get("@context", []))
    if found[: len(made_in)] != made_in:
        raise CredentialError("proof-context-differs")
    return {**document, "@context": proof["@context"]}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
