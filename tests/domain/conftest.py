"""What the rooms' tests share: a university."""

from __future__ import annotations

import campus as campuses
import pytest


@pytest.fixture
def campus(db: None) -> campuses.Campus:
    """A university with one person in each role."""
    del db
    return campuses.found()
