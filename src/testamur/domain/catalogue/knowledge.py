"""What policies need to know of the world, from the packs that come with this version; read once."""

from __future__ import annotations

from functools import cache

from testamur import packs
from testamur.core.rules import Knowledge
from testamur.core.rules.frameworks import parse_knowledge


@cache
def knowledge() -> Knowledge:
    """Return level maps, credit conversions and grading schemes."""
    return parse_knowledge(packs.frameworks().values())
