"""What the tests of this room share: an organisation that has come in."""

from __future__ import annotations

import pytest

from campus import Campus
from harbour import Harbour, harbour_bakery


@pytest.fixture
def harbour(campus: Campus) -> Harbour:
    """An organisation that has come in."""
    return harbour_bakery(campus)
