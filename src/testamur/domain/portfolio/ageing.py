"""How skills age here, and on which scales they are told: the packs' files, and the hierarchies of the frameworks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from testamur import packs
from testamur.core.skills.profile import Families, Family, Scales, parse_families, parse_scales
from testamur.domain.frameworks.queries import hierarchy


@cache
def families() -> Families:
    """Return the families of skills, with their half-lives."""
    return parse_families(packs.skills()["currency"], name="currency.yaml")


@cache
def scales() -> Scales:
    """Return the scales on which somebody can say how well they can do something."""
    return parse_scales(packs.skills()["scales"], name="scales.yaml")


def ageing_of(uris: Collection[str]) -> Callable[[str], Family]:
    """Return what says how each of *uris* ages."""
    above = hierarchy(uris)
    return lambda uri: families().of(uri, above)
