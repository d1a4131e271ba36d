"""W3C RDF Dataset Canonicalization: the whole suite for SHA-256."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from testamur.core.credential import CredentialError
from testamur.core.credential.canonical.rdfc import Quad, canonicalise
from testamur.core.credential.canonical.terms import iri, literal

pytestmark = pytest.mark.vectors

_TERM = re.compile(
    r"""<(?P<iri>(?:[^>\\]|\\.)*)> | (?P<blank>_:\S+)
    | "(?P<text>(?:[^"\\]|\\.)*)"(?:\^\^<(?P<type>[^>]*)>|@(?P<lang>[\w-]+))?""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def plain(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if code[0] in "uU" else _SHORT[code]

    return _ESCAPE.sub(one, text)


def term(match: re.Match[str]) -> str:
    if match["blank"]:
        return match["blank"]
    if match["iri"] is not None:
        return iri(plain(match["iri"]))
    return literal(plain(match["text"]), plain(match["type"] or ""), match["lang"] or "")


def read(path: Path) -> list[Quad]:
    quads = []
    for row in path.read_text(encoding="utf-8").split("\n"):
        found = [term(match) for match in _TERM.finditer("" if row.startswith("#") else row)]
        if len(found) >= 3:
            quads.append((found[0], found[1], found[2], found[3] if len(found) > 3 else ""))
    return quads


def test_every_dataset_of_the_suite_has_the_canonical_form_it_should(vectors: Path) -> None:
    folder = vectors / "w3c-rdf-canon"
    tried = 0
    for row in csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").split("\n")):
        source = folder / "rdfc10" / f"{row['test']}-in.nq"
        expected = folder / "rdfc10" / f"{row['test']}-rdfc10.nq"
        if row["rdfc10"] != "TRUE" or row["hashAlgorithm"] not in {"", "SHA256"} or not expected.exists():
            continue
        tried += 1
        assert canonicalise(read(source)) == expected.read_text(encoding="utf-8"), row["test"]
    assert tried >= 60


def test_the_poisoned_dataset_of_the_suite_is_refused(vectors: Path) -> None:
    with pytest.raises(CredentialError, match="graph-too-tangled"):
        canonicalise(read(vectors / "w3c-rdf-canon" / "rdfc10" / "test074-in.nq"))
