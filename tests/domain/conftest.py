"""What the rooms' tests share: a university."""

from __future__ import annotations

import pytest

import campus as campuses


@pytest.fixture
def campus(db: None) -> campuses.Campus:
    """A university with one person in each role."""
    del db
    return campuses.found()
