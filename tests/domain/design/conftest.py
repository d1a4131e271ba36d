"""What the tests of this room share: a studio."""

from __future__ import annotations

import pytest

from campus import Campus
from studio import Studio


@pytest.fixture
def studio(campus: Campus) -> Studio:
    """A design studio with nothing on its desk."""
    return Studio(campus)
