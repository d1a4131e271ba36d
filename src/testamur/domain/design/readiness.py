"""The questions of an institution's self-audit, as data that comes with this version."""

from __future__ import annotations

from functools import cache

from testamur import packs
from testamur.core import quality


@cache
def questions() -> quality.Pack:
    """Return the questions, read once."""
    return quality.parse_pack(packs.readiness()["institution"])
