"""The order of a compiled shape's blank nodes: by their first hashes, most of which never change.

RDFC-1.0, 4.4.3 step 4 and 4.6 (https://www.w3.org/TR/rdf-canon/).
"""

from __future__ import annotations

import hashlib
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
        self._closed: list[tuple[bytes, int]] = []
        self._open: list[tuple[int, Fill]] = []
        for part in graph.parts():
            for node, lines in mentions(part).items():
                # 4.6 hashes a list: lines that differ in the other blank node only look the same, and all count.
                fill = sorted_fill([Line("", line, "_:z" in line) for line in lines], values)
                if any(VALUE in line for line in lines):
                    self._open.append((nodes[node], fill))
                else:
                    self._closed.append((hashlib.sha256(fill(())).digest(), nodes[node]))
        if len(dict(self._closed)) != len(self._closed):
            raise NotCovered
        self.open_count = len(self._open)

    def of(self, values: Sequence[bytes]) -> tuple[int, ...]:
        """Return the rank of each node. Raises `NotCovered` when two have the same first hash."""
        hashes = [(hashlib.sha256(fill(values)).digest(), node) for node, fill in self._open]
        hashes += self._closed
        by_hash = dict(hashes)
        if len(by_hash) != len(self._rank):
            raise NotCovered
        ranks = [0] * len(self._rank)
        for rank, digest in zip(self._rank, sorted(by_hash), strict=True):
            ranks[by_hash[digest]] = rank
        return tuple(ranks)
