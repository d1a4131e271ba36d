"""W3C Data Integrity EdDSA: the worked examples of eddsa-rdfc-2022, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.did import key_document, verification_key
from testamur.core.credential.integrity.sign import proof_hash
from testamur.core.credential.multibase import multibase_decode

pytestmark = pytest.mark.vectors


class WithExamples(PinnedContexts):
    """The pinned contexts and those of the vectors' folder (the examples use a vocabulary that we do not ship)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = json.loads((folder / "index.json").read_text(encoding="utf-8"))

    def get(self, url: str) -> dict[str, Any] | None:
        known = super().get(url)
        if known is None and url in self.index:
            known = json.loads((self.folder / self.index[url]).read_text(encoding="utf-8"))
        return known


@pytest.mark.parametrize("example", [".", "employ"])
def test_the_worked_examples_come_out_byte_for_byte(vectors: Path, example: str) -> None:
    folder = vectors / "w3c-vc-di-eddsa" / "eddsa-rdfc-2022" / example
    canonicaliser = Canonicaliser(WithExamples(vectors / "jsonld-contexts"))
    signed = json.loads((folder / "signedDataInt.json").read_text(encoding="utf-8"))
    proof = signed.pop("proof")
    assert canonicaliser.nquads(signed) == (folder / "canonDocDataInt.txt").read_text(encoding="utf-8")
    hashed = proof_hash(signed, proof, canonicaliser)
    assert hashed.hex() == (folder / "combinedHashDataInt.txt").read_text(encoding="utf-8").strip()
    method = proof["verificationMethod"]
    key = verification_key(key_document(method.partition("#")[0]), method)
    assert key.has_signed(hashed, multibase_decode(proof["proofValue"]))
