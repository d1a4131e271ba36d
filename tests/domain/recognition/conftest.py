"""What the tests of this room share: an office that is asked."""

from __future__ import annotations

import pytest

from campus import Campus
from recognition_office import Office


@pytest.fixture
def office(campus: Campus) -> Office:
    """A recognition office with nothing on its desk."""
    return Office(campus)
