"""The standards' own test data, from the folder named by TESTAMUR_VECTORS."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import Canonicaliser


@pytest.fixture
def vectors() -> Path:
    folder = os.environ.get("TESTAMUR_VECTORS")
    if not folder:
        pytest.skip("TESTAMUR_VECTORS does not name the folder of the standards' test data")
    return Path(folder)


class WithExamples(PinnedContexts):
    """The pinned contexts and those of the vectors' folder (the examples use vocabularies that we do not ship)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = json.loads((folder / "index.json").read_text(encoding="utf-8"))

    def get(self, url: str) -> dict[str, Any] | None:
        known = super().get(url)
        if known is None and url in self.index:
            known = json.loads((self.folder / self.index[url]).read_text(encoding="utf-8"))
        return known


@pytest.fixture
def canonicaliser(vectors: Path) -> Canonicaliser:
    return Canonicaliser(WithExamples(vectors / "jsonld-contexts"))
