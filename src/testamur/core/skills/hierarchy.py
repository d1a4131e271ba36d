"""How a framework's concepts relate: what is broader, and what replaced what. Broken frameworks go round in circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Hierarchy:
    """Concepts by URI. ``broader`` names what stands directly above each; ``replaced`` what each became later."""

    def __init__(self, broader: Mapping[str, Iterable[str]], replaced: Mapping[str, str] | None = None) -> None:
        self._broader = {uri: tuple(one for one in above if one != uri) for uri, above in broader.items()}
        self._replaced = dict(replaced or {})
        narrower: dict[str, list[str]] = {}
        for uri in sorted(self._broader):
            for above in self._broader[uri]:
                narrower.setdefault(above, []).append(uri)
        self._narrower = {uri: tuple(below) for uri, below in narrower.items()}

    def current(self, uri: str) -> str:
        """Return what a concept is called now; the concept itself where nothing replaced it."""
        seen = {uri}
        while (later := self._replaced.get(uri)) is not None and later not in seen:
            seen.add(later)
            uri = later
        return uri

    def above(self, uri: str) -> dict[str, int]:
        """Return all that is broader, with how many steps it is away; nearest first, never the concept itself."""
        return _reached(uri, self._broader)

    def below(self, uri: str) -> dict[str, int]:
        """Return all that is narrower, with how many steps it is away; nearest first, never the concept itself."""
        return _reached(uri, self._narrower)

    def siblings(self, uri: str) -> tuple[str, ...]:
        """Return the other concepts that stand directly below what is directly above this one."""
        found = dict.fromkeys(one for above in self._broader.get(uri, ()) for one in self._narrower.get(above, ()))
        return tuple(one for one in found if one != uri)


FLAT = Hierarchy({})


def _reached(uri: str, steps: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    at: tuple[str, ...] = (uri,)
    distance = 0
    while at:
        distance += 1
        nearest = dict.fromkeys(one for name in at for one in steps.get(name, ()))
        at = tuple(one for one in nearest if one != uri and one not in found)
        found.update(dict.fromkeys(at, distance))
    return found
