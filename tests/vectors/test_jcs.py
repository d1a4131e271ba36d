"""JSON Canonicalization Scheme (RFC 8785): the files of its author."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from testamur.core.credential.canonical.jcs import canonical_json

pytestmark = pytest.mark.vectors


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_every_file_comes_out_byte_for_byte(vectors: Path, name: str) -> None:
    folder = vectors / "rfc8785-jcs"
    value = json.loads((folder / "input" / f"{name}.json").read_text(encoding="utf-8"))
    assert canonical_json(value) == (folder / "output" / f"{name}.json").read_bytes()
