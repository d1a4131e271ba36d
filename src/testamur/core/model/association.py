"""How two achievements relate: one is part of the other, comes before it, was replaced by it.

The kinds and their spelling are those of CLR 2.0 (domain.md 2.5); an association reads "source *kind* target".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from testamur.core.model.errors import ModelError

EXACT_MATCH, CHILD, PARENT, PART = "exactMatchOf", "isChildOf", "isParentOf", "isPartOf"
PEER, RELATED, PRECEDES, REPLACED = "isPeerOf", "isRelatedTo", "precedes", "replacedBy"
KINDS = (EXACT_MATCH, CHILD, PARENT, PART, PEER, RELATED, PRECEDES, REPLACED)
SYMMETRIC = (EXACT_MATCH, PEER)
# Nothing is its own part, comes before itself or replaces itself: each of these leads one way only.
ORDERS = ((CHILD, PARENT, PART), (PRECEDES,), (REPLACED,))


@dataclass(frozen=True, slots=True)
class Association:
    """Source *kind* target, by address. Raises `ModelError` for an unknown kind."""

    source: str
    kind: str
    target: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            message = f"unknown association '{self.kind[:60]}'; known: {', '.join(KINDS)}"
            raise ModelError(message)

    @property
    def upright(self) -> Association:
        """The same, told one way: children of parents, and the two of a symmetric kind in the order of their names."""
        if self.kind == PARENT:
            return Association(self.target, CHILD, self.source)
        if self.kind in SYMMETRIC and self.source > self.target:
            return Association(self.target, self.kind, self.source)
        return self


def knot_in(associations: Iterable[Association]) -> tuple[str, ...]:
    """Return addresses that lead back to themselves in one of the `ORDERS`, first and last the same; else nothing."""
    upright = [one.upright for one in associations]
    for kinds in ORDERS:
        needs: dict[str, set[str]] = {}
        for one in upright:
            if one.kind in kinds:
                needs.setdefault(one.source, set()).add(one.target)
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            return tuple(error.args[1])
    return ()
