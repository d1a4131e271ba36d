"""The order of a compiled shape's blank nodes: by their first hashes, most of which never change.

RDFC-1.0, 4.4.3 step 4 and 4.6 (https://www.w3.org/TR/rdf-canon/).
"""

from __future__ import annotations

import hashlib
from bisect import bisect
from collections.abc import Mapping, Sequence

from testamur.core.credential.canonical.filling import VALUE, Fill, Line, sorted_fill
from testamur.core.credential.canonical.labels import mentions
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.walk import Graph


def label_order(count: int) -> list[bytes]:
    """Return *count* labels in the order that lines beginning with them are sorted: c14n0, c14n1, c14n10, c14n2."""
    return sorted([b"_:c14n%d" % number for number in range(count)], key=lambda label: label + b" ")


class Ranking:
    """Ranks of blank nodes: where each one's label stands in `label_order`."""

    def __init__(self, graph: Graph, nodes: Mapping[int, int], values: int) -> None:
        """Prepare the first hash of each of *nodes*: done for those without holes, to be done for the others.

        Raises `NotCovered` where two have the same.
        """
        labels = label_order(len(nodes))
        self._rank = [labels.index(b"_:c14n%d" % number) for number in range(len(nodes))]
        closed: dict[bytes, int] = {}
        self._open: list[int] = []
        self._fills: list[Fill] = []
        for part in graph.parts():
            for node, lines in mentions(part).items():
                # 4.6 hashes a list: lines that differ in the other blank node only look the same, and all count.
                fill = sorted_fill([Line("", line, "_:z" in line) for line in lines], values)
                if any(VALUE in line for line in lines):
                    self._open.append(nodes[node])
                    self._fills.append(fill)
                else:
                    closed[hashlib.sha256(fill(())).digest()] = nodes[node]
        if len(closed) + len(self._open) != len(nodes):
            raise NotCovered
        self._known = frozenset(closed)
        self._hashes = sorted(closed)
        self._closed = [closed[digest] for digest in self._hashes]
        self.open_count = len(self._open)

    def places(self, values: Sequence[bytes]) -> tuple[int, ...]:
        """Return where the nodes with holes stand among all, by their first hashes.

        Raises `NotCovered` when two nodes have the same.
        """
        hashes = [hashlib.sha256(fill(values)).digest() for fill in self._fills]
        in_order = sorted(hashes)
        if len(set(hashes)) != len(hashes) or not self._known.isdisjoint(hashes):
            raise NotCovered
        known = self._hashes
        return tuple([bisect(known, digest) + in_order.index(digest) for digest in hashes])

    def ranks(self, places: Sequence[int]) -> tuple[int, ...]:
        """Return the rank of each node when those with holes stand in *places*."""
        taken = dict(zip(places, self._open, strict=True))
        others = iter(self._closed)
        ranks = [0] * len(self._rank)
        for place, rank in enumerate(self._rank):
            ranks[taken[place] if place in taken else next(others)] = rank
        return tuple(ranks)
