"""W3C Data Integrity ECDSA, ecdsa-sd-2023: the worked examples of base and derived proofs, byte for byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from testamur.core.credential import Canonicaliser, Kind, PublicKey, SigningKey
from testamur.core.credential.instants import instant
from testamur.core.credential.integrity.hashing import options_digest, unsecured
from testamur.core.credential.integrity.selective import Secrets, base_proof, derive, sign
from testamur.core.credential.integrity.selective.check import fits
from testamur.core.credential.integrity.selective.statements import statements
from testamur.core.credential.integrity.selective.values import read_base, read_derived
from testamur.core.credential.multibase import multibase_decode

pytestmark = pytest.mark.vectors

EXAMPLES = [
    ("employ", "employMandatory.json", "employSelective.json"),
    ("prc", "prCredMandatory.json", "prCredSelective.json"),
]


class Example:
    """One worked example, by the names of its files."""

    def __init__(self, vectors: Path, name: str, mandatory: str, selective: str) -> None:
        self.folder = vectors / "w3c-vc-di-ecdsa" / "ecdsa-sd-2023" / name
        material = self.of("../SDKeyMaterial")
        self.mandatory, self.selective = self.of(f"../../{mandatory}"), self.of(f"../../{selective}")
        self.hmac_key = bytes.fromhex(material["hmacKeyString"])
        self.secrets = {pair: material[pair]["secretKeyMultibase"] for pair in ("baseKeyPair", "proofKeyPair")}
        self.base, self.derived = self.of("addSignedSDBase"), self.of("derivedRevealDocument")

    def of(self, name: str) -> Any:
        return json.loads((self.folder / name).with_suffix(".json").read_text(encoding="utf-8"))

    def key(self, pair: str, **names: str) -> SigningKey:
        return SigningKey.from_seed(multibase_decode(self.secrets[pair])[2:], kind=Kind.P256, **names)


@pytest.fixture(params=EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def example(request: pytest.FixtureRequest, vectors: Path) -> Example:
    return Example(vectors, *request.param)


def test_statements_and_their_groups_are_those_of_the_example(example: Example, canonicaliser: Canonicaliser) -> None:
    bare = unsecured(example.base, canonicaliser).document
    found = statements(bare, example.hmac_key, canonicaliser)
    assert list(found.lines) == example.of("addBaseDocHMACCanon")
    mandatory = found.texts(found.quads(example.mandatory))
    assert [[i, text] for i, text in enumerate(found.lines) if text in mandatory] == example.of("addBaseTransform")[
        "mandatory"
    ]["value"]
    hashes = example.of("addHashData")
    together = "".join(text for text in found.lines if text in mandatory)
    assert hashlib.sha256(together.encode()).hexdigest() == hashes["mandatoryHash"]
    assert options_digest(example.base["proof"], bare, canonicaliser, "sha256").hex() == hashes["proofHash"]
    indexes = example.of("derivedGroupIndexes")
    combined = found.texts(found.quads([*example.mandatory, *example.selective]))
    assert [i for i, text in enumerate(found.lines) if text in combined] == indexes["combinedIndexes"]


def test_the_base_proof_made_again_is_the_same(
    example: Example, canonicaliser: Canonicaliser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The examples leave the validity to the holder; we never do.
    monkeypatch.setattr(sign, "mandatory_of", lambda _document, pointers: tuple(pointers))
    wanted = example.base
    issuer = wanted["issuer"] if isinstance(wanted["issuer"], str) else wanted["issuer"]["id"]
    key = example.key("baseKeyPair", controller=issuer, method=wanted["proof"]["verificationMethod"])
    made = base_proof(
        unsecured(wanted, canonicaliser).document,
        key,
        Secrets(example.hmac_key, example.key("proofKeyPair")),
        created=instant(wanted["proof"]["created"]),
        canonicaliser=canonicaliser,
        mandatory=example.mandatory,
    )
    assert read_base(made["proof"]) == read_base(wanted["proof"])
    assert made == wanted


def test_the_derived_proof_made_again_is_the_same(example: Example, canonicaliser: Canonicaliser) -> None:
    made = derive(example.base, example.selective, canonicaliser=canonicaliser)
    assert read_derived(made["proof"]) == read_derived(example.derived["proof"])
    assert made == example.derived


def test_the_derived_proof_fits(example: Example, canonicaliser: Canonicaliser) -> None:
    key = PublicKey.from_multikey(example.derived["proof"]["verificationMethod"].partition("#")[2])
    bare = unsecured(example.derived, canonicaliser).document
    assert fits(bare, example.derived["proof"], key, canonicaliser)
    assert not fits(bare | {"validUntil": "2039-12-03T00:00:00Z"}, example.derived["proof"], key, canonicaliser)
