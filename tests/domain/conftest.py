"""What the rooms' tests share: a university."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture
def campus(db: None) -> object:
    import campus

    del db
    return campus.found()
