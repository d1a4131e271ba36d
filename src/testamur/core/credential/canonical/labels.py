"""Canonical labels for blank nodes that all look different, which is what credentials have (RDFC-1.0, 4.4.3 and 4.6).

Nodes that look alike at first sight (two equal results, say) go to the whole algorithm in `rdfc`.
"""

from __future__ import annotations

from testamur.core.credential.canonical.rdfc import HASHES, Quad, canonicalise
from testamur.core.credential.canonical.walk import Graph

_END = " .\n"


def canonical(graph: Graph, hash_name: str) -> bytes:
    """Return the canonical N-Quads of *graph*. Raises `CredentialError` ``graph-too-tangled``, ``lone-surrogate``."""
    parts = graph.parts()
    labels = _labels(parts, hash_name)
    if labels is None:
        return canonicalise(_quads(parts), hash_name=hash_name).encode()
    lines: list[str] = []
    for part in parts:
        lines += part.lines
        lines += [labels[subject] + rest for subject, rest in part.from_blank]
        lines += [start + labels[target] + _END for start, target in part.to_blank]
        lines += [labels[subject] + middle + labels[target] + _END for subject, middle, target in part.between]
    lines = list(dict.fromkeys(lines))  # a dataset is a set
    lines.sort()
    return "".join(lines).encode()


def mentions(graph: Graph) -> dict[int, list[str]]:
    """Return the lines that each blank node is in, as its first hash sees them: itself ``_:a``, others ``_:z``."""
    seen: dict[int, list[str]] = {node: [] for node in graph.blanks}
    # A statement is made once however often it is written; two that differ only in the other node count twice.
    for subject, rest in dict.fromkeys(graph.from_blank):
        seen[subject].append("_:a" + rest)
    for start, target in dict.fromkeys(graph.to_blank):
        seen[target].append(start + "_:a .\n")
    for subject, middle, target in graph.between:
        seen[subject].append("_:a" + middle + "_:z .\n")
        seen[target].append("_:z" + middle + "_:a .\n")
    return seen


def _first_hashes(graph: Graph, hash_name: str) -> dict[int, bytes]:
    """Return the first hash of each blank node of one part; nothing outside of a part mentions its blank nodes."""
    known = graph.hashes.get(hash_name)
    if known is None:
        hashed = HASHES[hash_name]
        known = {node: hashed("".join(sorted(lines)).encode()).digest() for node, lines in mentions(graph).items()}
        graph.hashes[hash_name] = known
    return known


def _labels(parts: list[Graph], hash_name: str) -> dict[int, str] | None:
    """Return the label of each blank node, or None where two have the same first hash."""
    found = {digest: node for part in parts for node, digest in _first_hashes(part, hash_name).items()}
    if len(found) != sum(len(part.blanks) for part in parts):
        return None
    return {found[digest]: f"_:c14n{number}" for number, digest in enumerate(sorted(found))}


def _quads(parts: list[Graph]) -> list[Quad]:
    lines: list[str] = []
    for part in parts:
        lines += part.lines
        lines += [f"_:n{subject}{rest}" for subject, rest in part.from_blank]
        lines += [f"{start}_:n{target}{_END}" for start, target in part.to_blank]
        lines += [f"_:n{subject}{middle}_:n{target}{_END}" for subject, middle, target in part.between]
    return [_parted(line) for line in lines]


def _parted(line: str) -> Quad:
    """Return the terms of a line in the default graph; only the last may hold a space."""
    subject, predicate, value = line.removesuffix(_END).split(" ", 2)
    return (subject, predicate, value, "")
