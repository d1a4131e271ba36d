"""W3C RDF Dataset Canonicalization: the whole suite, and the labels it gives."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from testamur.core.credential import CredentialError
from testamur.core.credential.canonical.nquads import read_nquads
from testamur.core.credential.canonical.rdfc import Quad, canonicalise, canonicalise_with_labels

pytestmark = pytest.mark.vectors


def read(path: Path) -> list[Quad]:
    return read_nquads(path.read_bytes())


def test_every_dataset_of_the_suite_has_the_canonical_form_it_should(vectors: Path) -> None:
    folder = vectors / "w3c-rdf-canon"
    tried = 0
    for row in csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").split("\n")):
        source = folder / "rdfc10" / f"{row['test']}-in.nq"
        expected = folder / "rdfc10" / f"{row['test']}-rdfc10.nq"
        if row["rdfc10"] != "TRUE" or not expected.exists():
            continue
        tried += 1
        hash_name = (row["hashAlgorithm"] or "SHA256").lower()
        assert canonicalise(read(source), hash_name=hash_name) == expected.read_text(encoding="utf-8"), row["test"]
    assert tried >= 60


def test_every_blank_node_has_the_canonical_label_it_should(vectors: Path) -> None:
    folder = vectors / "w3c-rdf-canon" / "rdfc10"
    mapped = sorted(folder.glob("*-rdfc10map.json"))
    for path in mapped:
        expected = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix("-rdfc10map.json")
        hash_name = "sha384" if name == "test075" else "sha256"
        labels = canonicalise_with_labels(read(folder / f"{name}-in.nq"), hash_name=hash_name)[1]
        assert {node.removeprefix("_:"): label.removeprefix("_:") for node, label in labels.items()} == expected, name
    assert mapped


def test_the_poisoned_dataset_of_the_suite_is_refused(vectors: Path) -> None:
    with pytest.raises(CredentialError, match="graph-too-tangled"):
        canonicalise(read(vectors / "w3c-rdf-canon" / "rdfc10" / "test074-in.nq"))
