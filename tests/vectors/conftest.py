"""The standards' own test data, from the folder named by TESTAMUR_VECTORS."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def vectors() -> Path:
    folder = os.environ.get("TESTAMUR_VECTORS")
    if not folder:
        pytest.skip("TESTAMUR_VECTORS does not name the folder of the standards' test data")
    return Path(folder)
