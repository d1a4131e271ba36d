"""One shape of document, compiled: values in, canonical bytes out.

Thousands of credentials differ in a dozen texts: who, when, with which result. Everything else of their canonical form
is written once, as byte strings with holes; for each credential the holes are filled, the few blank nodes that depend
on them are hashed, and the blocks are put in order. What comes out is exactly what RDFC-1.0 gives as long as all first
hashes differ, which is seen anew for each credential; a tie is `NotCovered`, as is any value that a context could
read differently.

All of it works on UTF-8, whose order of bytes is the order of code points that RDFC-1.0 asks for.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import perm
from typing import Any

import orjson

from testamur.core.credential.canonical.filling import (
    HOLE,
    LABEL_AT_END,
    MARKS,
    VALUE,
    Fill,
    Line,
    fill,
    label_mark,
    sorted_fill,
    unfill,
    value_mark,
)
from testamur.core.credential.canonical.ranking import Ranking, label_order
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.terms import ESCAPES, RELATIVE_BASE
from testamur.core.credential.canonical.walk import Graph
from testamur.core.credential.ports import Json

Path = tuple[str | int, ...]

# What is written in N-Quads and in JSON as it is, and what may stand in an address.
_AS_THEY_ARE = bytes(code for code in range(ord(" "), 256) if code not in b'"\\\x7f')
_IN_ADDRESSES = bytes(code for code in _AS_THEY_ARE if code not in b" <>{}|^`")
_RELATIVE = RELATIVE_BASE.encode()
_SCHEMES = ("https", "http", "urn", "did", "mailto", "data")
# Three blank nodes among a dozen can be in 1,320 places; with more of them, an order hardly ever comes again.
_MOST_ORDERS = 2_048


def place_of(document: Json, path: Path) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return what stands at *path*. Raises `KeyError`, `IndexError` or `TypeError` where nothing does."""
    found: Any = document
    for step in path:
        found = found[step]
    return found


def with_holes(document: Json, paths: Sequence[Path]) -> Json:
    """Return a copy of *document* with a mark in place of each value. Raises `NotCovered` where it holds marks."""
    if any(mark in json.dumps(document, ensure_ascii=False) for mark in MARKS):
        raise NotCovered
    holed = copy.deepcopy(document)
    for number, path in enumerate(paths):
        place_of(holed, path[:-1])[path[-1]] = value_mark(number)
    return holed


@dataclass(frozen=True, slots=True)
class _Order:
    """What the ranks of the blank nodes fix: their labels, all blocks that no value is in, and where the others go."""

    labels: tuple[bytes, ...]
    subjects: Sequence[bytes]
    blocks: Sequence[bytes]
    places: Sequence[int]


class Template:
    """Canonical bytes, and JSON, of documents that are alike but for the texts at *paths*."""

    def __init__(self, graph: Graph, holed: Json, paths: Sequence[Path], words: set[str]) -> None:
        """Compile. *graph* is the walk of *holed* (`with_holes`), *words* are those of the contexts.

        Raises `NotCovered` where a value does not stand in exactly one statement, as one text or one address.
        """
        self.paths = tuple(paths)
        try:
            written = orjson.dumps(holed).decode()
        except orjson.JSONEncodeError as error:
            raise NotCovered from error
        self.json, self._unfill = fill(written, 0), unfill(written, len(paths))
        nodes = {node: number for number, node in enumerate(n for part in graph.parts() for n in part.blanks)}
        blocks = _by_subject(graph, nodes)
        self._addresses = _addresses("".join([*blocks, *chain.from_iterable(blocks.values())]), len(paths))
        schemes = "|".join(scheme for scheme in _SCHEMES if not any(word.partition(":")[0] == scheme for word in words))
        allowed = re.escape(_IN_ADDRESSES)
        self._are_addresses = re.compile(rb"(?:(?:%b):[%b]*\n)*" % (schemes.encode(), allowed)).fullmatch
        self._ranking = Ranking(graph, nodes, len(paths))
        self._labels = label_order(len(nodes))
        # Labels that stand in one place each, in the order of the labels; their holes come after those of the nodes.
        self._sorted_labels: list[list[int]] = []
        self._arrange(blocks)
        self._between = b"\n" * (len(paths) - 1)
        self._is_remembering = perm(len(nodes), self._ranking.open_count) <= _MOST_ORDERS
        self._orders: dict[tuple[int, ...], _Order] = {}

    def _arrange(self, blocks: Mapping[str, list[str]]) -> None:
        """Sort the statements of each subject into what an order of the blank nodes fixes, and what values are in."""
        self._closed_subjects: list[Fill] = []
        self._open_subjects: list[Fill] = []
        self._closed_blanks: list[tuple[int, Fill]] = []
        self._open_nodes: list[int] = []
        self._open_blanks: list[Fill] = []
        subject_values, names = [], []
        for subject, rests in blocks.items():
            written = sorted_fill(self._with_sorted_labels(subject, rests), len(self.paths))
            hole = HOLE.fullmatch(subject.strip("<>"))
            has_values = VALUE in subject or any(VALUE in rest for rest in rests)
            if hole and hole[2]:
                if has_values:
                    self._open_nodes.append(int(hole[2]))
                    self._open_blanks.append(written)
                else:
                    self._closed_blanks.append((int(hole[2]), written))
                continue
            (self._open_subjects if has_values else self._closed_subjects).append(written)
            if hole:
                subject_values.append(int(hole[1]))
            else:
                names.append(subject[1:-1].encode())
        self._subject_values, self._names = tuple(subject_values), frozenset(names)

    def _with_sorted_labels(self, subject: str, rests: Sequence[str]) -> list[Line]:
        """Return the lines of *subject*; those that differ in the label at their end only, with labels in order."""
        alike: dict[str, list[int]] = {}
        lines = []
        for rest in rests:
            found = LABEL_AT_END.search(rest)
            if found:
                alike.setdefault(rest[: found.start()], []).append(int(found[1]))
            else:
                lines.append(Line(subject, rest))
        for start, nodes in alike.items():
            first = len(self._labels) + sum(map(len, self._sorted_labels))
            self._sorted_labels.append(nodes)
            # One line: between its parts nothing else can come.
            ordered = [f"{start}{label_mark(first + place)} .\n" for place in range(len(nodes))]
            lines.append(Line(subject, subject.join(ordered)))
        return lines

    def values(self, document: Json) -> list[str]:
        """Return the texts at the paths. Raises `NotCovered` where one is no text."""
        try:
            found = [place_of(document, path) for path in self.paths]
        except (KeyError, IndexError, TypeError) as error:
            raise NotCovered from error
        if not all(isinstance(value, str) for value in found):
            raise NotCovered
        return found

    def encode(self, values: Sequence[str]) -> tuple[Sequence[bytes], Sequence[bytes]]:
        """Return *values* as they stand in N-Quads and in JSON. Raises `NotCovered`."""
        try:
            joined = "\n".join(values).encode()
            if joined.translate(None, _AS_THEY_ARE) == self._between:
                plain = joined.split(b"\n")
                self._check_addresses(plain)
                return plain, plain
            escaped = [value.translate(ESCAPES).encode() for value in values]
        except UnicodeEncodeError as error:
            raise NotCovered from error
        self._check_addresses(escaped)
        return escaped, [orjson.dumps(value)[1:-1] for value in values]

    def read(self, data: bytes) -> Sequence[bytes] | None:
        """Return the values of a document's JSON as they stand in N-Quads, or None where it is no plain case of this.

        It is one where `encode` and `json` would give *data*. Raises `NotCovered`.
        """
        values = self._unfill(data)
        if values is None or b"\n".join(values).translate(None, _AS_THEY_ARE) != self._between:
            return None
        self._check_addresses(values)
        return values

    def _check_addresses(self, values: Sequence[bytes]) -> None:
        addresses = b"\n".join([*[values[number] for number in self._addresses], b""])
        if not self._are_addresses(addresses) or _RELATIVE in addresses:
            raise NotCovered

    def render(self, values: Sequence[bytes]) -> bytes:
        """Return the canonical form with *values* as `encode` gave them first. Raises `NotCovered`."""
        subjects = {values[number] for number in self._subject_values}
        if len(subjects) != len(self._subject_values) or not subjects.isdisjoint(self._names):
            raise NotCovered
        places = self._ranking.places(values)
        order = self._orders.get(places) or self._order(places)
        filling = (*values, *order.labels)
        blocks = [written(filling) for written in self._open_subjects]
        blocks += order.subjects
        blocks.sort()
        first_blank = len(blocks)
        blocks += order.blocks
        for place, written in zip(order.places, self._open_blanks, strict=True):
            blocks[first_blank + place] = written(filling)
        return b"".join(blocks)

    def _order(self, places: tuple[int, ...]) -> _Order:
        ranks = self._ranking.ranks(places)
        labels = [self._labels[rank] for rank in ranks]
        for group in self._sorted_labels:
            labels += [self._labels[rank] for rank in sorted([ranks[node] for node in group])]
        filling = (*[b""] * len(self.paths), *labels)
        blocks = [b""] * len(ranks)
        for node, written in self._closed_blanks:
            blocks[ranks[node]] = written(filling)
        subjects = [written(filling) for written in self._closed_subjects]
        made = _Order(tuple(labels), subjects, blocks, [ranks[node] for node in self._open_nodes])
        if self._is_remembering:
            self._orders[places] = made
        return made


def _by_subject(graph: Graph, nodes: Mapping[int, int]) -> dict[str, list[str]]:
    """Return the rest of each statement's line by its subject; a blank node is a mark with its number."""
    blocks: dict[str, list[str]] = {}
    for part in graph.parts():
        for line in part.lines:
            subject, _, rest = line.partition(" ")
            blocks.setdefault(subject, []).append(f" {rest}")
        for node, rest in part.from_blank:
            blocks.setdefault(label_mark(nodes[node]), []).append(rest)
        for start, node in part.to_blank:
            subject, _, predicate = start.partition(" ")
            blocks.setdefault(subject, []).append(f" {predicate}{label_mark(nodes[node])} .\n")
        for node, middle, target in part.between:
            blocks.setdefault(label_mark(nodes[node]), []).append(f"{middle}{label_mark(nodes[target])} .\n")
    return blocks


def _addresses(text: str, count: int) -> list[int]:
    """Return which of the holes are addresses. Raises `NotCovered` where one is neither that nor one text."""
    addresses = []
    for number in range(count):
        mark = value_mark(number)
        if f"<{mark}>" in text:
            addresses.append(number)
        elif text.count(f'"{mark}"') != 1:
            raise NotCovered
    return addresses
