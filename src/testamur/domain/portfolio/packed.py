"""How skills age, and the scales on which they are told, as the packs have them; it stores and asks nothing."""

from __future__ import annotations

from functools import cache

from testamur import packs
from testamur.core.skills.profile import Families, Scales, parse_families, parse_scales


@cache
def families() -> Families:
    """Return the families of skills, with their half-lives."""
    return parse_families(packs.skills()["currency"], name="currency.yaml")


@cache
def scales() -> Scales:
    """Return the scales on which somebody can say how well they can do something."""
    return parse_scales(packs.skills()["scales"], name="scales.yaml")
