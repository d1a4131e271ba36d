"""RDF Dataset Canonicalization (RDFC-1.0), with a work budget against poisoned graphs.

Written against https://www.w3.org/TR/rdf-canon/ ; the numbers in comments are its sections. A quad is a tuple of
N-Quads terms (subject, predicate, object, graph); the graph is empty for the default one; a blank node is a term that
starts with ``_:``. Why not PyLD's own: it escapes control characters differently from the standard, and a graph of
eight entangled blank nodes keeps it busy for more than ten seconds.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from testamur.core.credential.errors import CredentialError

Quad = tuple[str, str, str, str]


class Digest(Protocol):
    """What a hash function gives back."""

    def digest(self) -> bytes:
        """Return the hash."""

    def hexdigest(self) -> str:
        """Return the hash in hexadecimal digits."""


Hash = Callable[[bytes], Digest]

# The hash functions that the standards of Data Integrity pair with RDFC-1.0.
HASHES: Mapping[str, Hash] = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}

# Each step looks at one statement or one name. A credential needs none of them, a presentation of five badges for one
# achievement 800, the hardest honest dataset of the W3C suite 22,680; all are taken in 30 ms. Poison needs millions.
WORK_BUDGET = 60_000
# How far a path may lead from node to node; whoever looks alike at the ends of longer chains is told apart by nobody.
_LONGEST_PATH = 200
_POSITIONS = ((0, "s"), (2, "o"), (3, "g"))


def canonicalise(quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = WORK_BUDGET) -> str:
    """Return the canonical N-Quads document of a dataset; *hash_name* is one of `HASHES`.

    Raises `CredentialError` ``graph-too-tangled`` when telling the blank nodes apart takes more than *budget* steps.
    """
    return canonicalise_with_labels(quads, hash_name=hash_name, budget=budget)[0]


def canonicalise_with_labels(
    quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = WORK_BUDGET
) -> tuple[str, dict[str, str]]:
    """Return the canonical document and the canonical label of each blank node (``{"_:n1": "_:c14n0"}``).

    Raises as `canonicalise`.
    """
    run = _Canonicalisation(quads, HASHES[hash_name], budget)
    return run.run(), run.canonical.issued


def is_blank(term: str) -> bool:
    """Say whether an N-Quads term is a blank node."""
    return term.startswith("_:")


def line(quad: Quad) -> str:
    """Serialise one quad as a line of canonical N-Quads."""
    subject, predicate, value, graph = quad
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"


class _Issuer:
    """Hands out identifiers in order (4.5)."""

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = dict(issued or {})

    def issue(self, node: str) -> str:
        if node not in self.issued:
            self.issued[node] = f"_:{self.prefix}{len(self.issued)}"
        return self.issued[node]

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.issued)


class _Canonicalisation:
    """One run of the algorithm (4.4)."""

    def __init__(self, quads: Iterable[Quad], hashed: Hash, budget: int) -> None:
        self.quads = list(dict.fromkeys(quads))
        self.hashed = hashed
        self.budget = budget
        self.canonical = _Issuer("c14n")
        self.first_degree: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self.mentions: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            for node in {quad[position] for position, _ in _POSITIONS if is_blank(quad[position])}:
                self.mentions[node].append(quad)

    def run(self) -> str:
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node in self.mentions:
            self.first_degree[node] = self._hash_first_degree(node)
            by_hash[self.first_degree[node]].append(node)
        tied = []
        for value in sorted(by_hash):  # 4.4.3 step 4
            if len(by_hash[value]) == 1:
                self.canonical.issue(by_hash[value][0])
            else:
                tied.append(by_hash[value])
        for nodes in tied:  # 4.4.3 step 5
            self._settle(nodes)
        return "".join(sorted({line(self._relabel(quad)) for quad in self.quads}))

    def _digest(self, text: str) -> str:
        return self.hashed(text.encode()).hexdigest()

    def _relabel(self, quad: Quad) -> Quad:
        issued = self.canonical.issued
        return (issued.get(quad[0], quad[0]), quad[1], issued.get(quad[2], quad[2]), issued.get(quad[3], quad[3]))

    def _settle(self, nodes: list[str]) -> None:
        results = []
        for node in nodes:
            if node in self.canonical.issued:
                continue
            issuer = _Issuer("b")
            issuer.issue(node)
            results.append(self._hash_n_degree(node, issuer))
        for _value, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self.canonical.issue(node)

    def _hash_first_degree(self, node: str) -> str:
        """4.6: what the node looks like when every other blank node looks the same."""

        def mask(term: str) -> str:
            if not is_blank(term):
                return term
            return "_:a" if term == node else "_:z"

        lines = [line((mask(s), p, mask(o), mask(g))) for s, p, o, g in self.mentions[node]]
        return self._digest("".join(sorted(lines)))

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """4.7: how one blank node looks from a quad of another."""
        label = self.canonical.issued.get(related) or issuer.issued.get(related) or self.first_degree[related]
        predicate = "" if position == "g" else quad[1]
        text = position + predicate + label
        found = self.seen.get(text)
        if found is None:
            found = self.seen[text] = self._digest(text)
        return found

    def _hash_n_degree(self, node: str, issuer: _Issuer, depth: int = 0) -> tuple[str, _Issuer]:
        """4.8: tell nodes apart that look the same, by the paths that lead away from them."""
        self._spend(len(self.mentions[node]))
        if depth > _LONGEST_PATH:
            raise CredentialError("graph-too-tangled")
        related: dict[str, list[str]] = defaultdict(list)
        for quad in self.mentions[node]:
            for index, position in _POSITIONS:
                term = quad[index]
                if is_blank(term) and term != node:
                    related[self._hash_related(term, quad, issuer, position)].append(term)
        data = ""
        for value in sorted(related):
            path, issuer = self._best_path(related[value], issuer, depth)
            data += value + path
        return self._digest(data), issuer

    def _best_path(self, nodes: list[str], issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """4.8.3 step 5.4: the least path over all orders of the nodes, and the issuer that walked it."""
        chosen = ("", issuer)
        for order in _orders(nodes):
            self._spend(len(order) + len(issuer.issued))
            found = self._walk(order, issuer.copy(), chosen[0], depth)
            if found and (not chosen[0] or found[0] < chosen[0]):
                chosen = found
        return chosen

    def _walk(self, order: Sequence[str], issuer: _Issuer, best: str, depth: int) -> tuple[str, _Issuer] | None:
        """Follow one order of the nodes; None as soon as the path cannot be the least any more."""

        def is_hopeless(path: str) -> bool:
            return bool(best) and len(path) >= len(best) and path > best

        path, unexplored = "", []
        for node in order:
            if node in self.canonical.issued:
                path += self.canonical.issued[node]
            else:
                if node not in issuer.issued:
                    unexplored.append(node)
                path += issuer.issue(node)
            if is_hopeless(path):
                return None
        for node in unexplored:
            value, walked = self._hash_n_degree(node, issuer, depth + 1)
            path += issuer.issue(node) + f"<{value}>"
            issuer = walked
            if is_hopeless(path):
                return None
        return path, issuer

    def _spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise CredentialError("graph-too-tangled")


def _orders(nodes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield *nodes* in each different order once.

    One node may stand there often: to a named graph it is related by each of its statements, all alike.
    """
    order = sorted(nodes)
    while True:
        yield tuple(order)
        rising = next((place for place in range(len(order) - 2, -1, -1) if order[place] < order[place + 1]), None)
        if rising is None:
            return
        larger = next(place for place in range(len(order) - 1, rising, -1) if order[place] > order[rising])
        order[rising], order[larger] = order[larger], order[rising]
        order[rising + 1 :] = reversed(order[rising + 1 :])
