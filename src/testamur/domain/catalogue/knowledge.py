"""What policies need to know of the world, from the packs that come with this version; read once."""

from __future__ import annotations

from functools import cache

from testamur.core.rules import Knowledge


@cache
def knowledge() -> Knowledge:
    """Return level maps, credit conversions and grading schemes."""
    return Knowledge()
