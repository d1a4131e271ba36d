"""How each skill of a person ages: the packs' half-lives, found by the hierarchies of the frameworks."""

from __future__ import annotations

from collections.abc import Callable, Collection

from testamur.core.skills.profile import Family
from testamur.domain.frameworks.queries import hierarchy
from testamur.domain.portfolio.packed import families


def ageing_of(uris: Collection[str]) -> Callable[[str], Family]:
    """Return what says how each of *uris* ages."""
    above = hierarchy(uris)
    return lambda uri: families().of(uri, above)
