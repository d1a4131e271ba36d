"""One shape of document, compiled: values in, canonical bytes out.

Thousands of credentials differ in a dozen texts: who, when, with which result. Everything else of their canonical form
is written once, as byte strings with holes; for each credential the holes are filled, the few blank nodes that depend
on them are hashed, and the blocks are put in order. What comes out is exactly what RDFC-1.0 gives as long as all first
hashes differ, which is seen anew for each credential; a tie is `NotCovered`, as is any value that a context could
read differently (https://www.w3.org/TR/rdf-canon/, 4.4.3 and 4.6).

All of it works on UTF-8, whose order of bytes is the order of code points that RDFC-1.0 asks for. Nothing is compiled
to code: a hole is a ``%b`` in a byte string, so no text of a stranger can be taken for anything else.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from testamur.core.credential.canonical.labels import mentions
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.terms import ESCAPES, RELATIVE_BASE
from testamur.core.credential.canonical.walk import Graph
from testamur.core.credential.ports import Json

Path = tuple[str | int, ...]

# Private-use characters stand for what is filled in later: \ue000 a value, \ue002 the label of a blank node.
_OPEN, _CLOSE, _LABEL, _LABEL_END = "\ue000", "\ue001", "\ue002", "\ue003"
_SCHEME = "x-slot:"
_HOLE = re.compile(f"(?:{_SCHEME})?{_OPEN}(\\d+){_CLOSE}|{_LABEL}(\\d+){_LABEL_END}")
# What is written in N-Quads and in JSON as it is, and what may stand in an address.
_AS_THEY_ARE = bytes(code for code in range(ord(" "), 256) if code not in b'"\\\x7f')
_IN_ADDRESSES = bytes(code for code in _AS_THEY_ARE if code not in b" <>{}|^`")
_LABEL_AT_END = re.compile(f"{_LABEL}(\\d+){_LABEL_END} \\.\n\\Z")
_SCHEMES = ("https", "http", "urn", "did", "mailto", "data")
_MOST_ORDERS = 2_048

_Fill = Callable[[Sequence[bytes]], bytes]


def place_of(document: Json, path: Path) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return what stands at *path*. Raises `KeyError`, `IndexError` or `TypeError` where nothing does."""
    found: Any = document
    for step in path:
        found = found[step]
    return found


def with_holes(document: Json, paths: Sequence[Path]) -> Json:
    """Return a copy of *document* with a mark in place of each value. Raises `NotCovered` where it holds marks."""
    if any(mark in json.dumps(document, ensure_ascii=False) for mark in (_OPEN, _CLOSE, _LABEL, _LABEL_END)):
        raise NotCovered
    holed = copy.deepcopy(document)
    for number, path in enumerate(paths):
        place_of(holed, path[:-1])[path[-1]] = f"{_SCHEME}{_OPEN}{number}{_CLOSE}"
    return holed


class _Line(NamedTuple):
    """A line with holes. One that ``may_repeat`` counts as often as it stands, others are members of a set."""

    subject: str
    rest: str
    may_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Order:
    """What an order of the blank nodes fixes: their labels, and all blocks that no value is in."""

    labels: tuple[bytes, ...]
    subjects: tuple[bytes, ...]
    blocks: tuple[bytes, ...]
    open_places: tuple[int, ...]


class Template:
    """Canonical bytes, and JSON, of documents that are alike but for the texts at *paths*."""

    def __init__(self, graph: Graph, holed: Json, paths: Sequence[Path], words: set[str]) -> None:
        """Compile. *graph* is the walk of *holed* (`with_holes`), *words* are those of the contexts.

        Raises `NotCovered` where a value does not stand in exactly one statement, as one text or one address.
        """
        self.paths = tuple(paths)
        try:
            self.json = _fill(orjson.dumps(holed).decode(), 0)
        except orjson.JSONEncodeError as error:
            raise NotCovered from error
        self._nodes = {node: number for number, node in enumerate(n for part in graph.parts() for n in part.blanks)}
        # Labels that stand in one place each, in the order of the labels; their holes come after those of the nodes.
        self._sorted_labels: list[list[int]] = []
        blocks = _by_subject(graph, self._nodes)
        self._addresses = _addresses("".join([*blocks, *chain.from_iterable(blocks.values())]), len(self.paths))
        schemes = "|".join(scheme for scheme in _SCHEMES if not any(word.partition(":")[0] == scheme for word in words))
        self._have_schemes = re.compile(rf"(?:(?:{schemes}):[^\n]*\n)*").fullmatch
        self._arrange_hashes(graph)
        self._arrange_blocks(blocks)
        self._orders: dict[tuple[tuple[int, int], ...], _Order] = {}

    def _arrange_hashes(self, graph: Graph) -> None:
        """Prepare the first hash of each blank node: done for those without holes, to be done for the others."""
        closed, self._open_hashes = [], []
        for part in graph.parts():
            for node, lines in mentions(part).items():
                # RDFC-1.0, 4.6 hashes a list: lines that differ in the other blank node only are alike, and all count.
                fill = _sorted_fill([_Line("", line, "_:z" in line) for line in lines], len(self.paths))
                if any(_OPEN in line for line in lines):
                    self._open_hashes.append((self._nodes[node], fill))
                else:
                    closed.append((hashlib.sha256(fill(())).digest(), self._nodes[node]))
        self._closed_hashes = sorted(closed)
        self._closed_digests = [digest for digest, _node in self._closed_hashes]
        if len(set(self._closed_digests)) != len(closed):
            raise NotCovered

    def _arrange_blocks(self, blocks: Mapping[str, list[str]]) -> None:
        """Sort the statements of each subject into what is written once, and what is filled in each time."""
        values = len(self.paths)
        self._closed_subjects: list[_Fill] = []
        self._open_subjects: list[_Fill] = []
        self._blank_blocks: dict[int, tuple[_Fill, bool]] = {}
        subject_values = []
        names = []
        for subject, rests in blocks.items():
            fill = _sorted_fill(self._with_sorted_labels([_Line(subject, rest) for rest in rests]), values)
            hole = _HOLE.fullmatch(subject.strip("<>"))
            text = "".join(rests)
            if hole and hole[2]:
                self._blank_blocks[int(hole[2])] = (fill, _OPEN in text)
            elif hole or _OPEN in text:
                self._open_subjects.append(fill)
            else:
                self._closed_subjects.append(fill)
            if hole and hole[1]:
                subject_values.append(int(hole[1]))
            elif not hole:
                names.append(subject[1:-1].encode())
        self._subject_values, self._names = tuple(subject_values), frozenset(names)
        self._open_blanks = [(node, fill) for node, (fill, is_open) in self._blank_blocks.items() if is_open]

    def _with_sorted_labels(self, lines: Sequence[_Line]) -> list[_Line]:
        """Return *lines*, those that differ in the label at their end only with holes for the labels in order."""
        alike: dict[str, list[int]] = {}
        others = []
        for line in lines:
            found = _LABEL_AT_END.search(line.rest)
            if found:
                alike.setdefault(line.rest[: found.start()], []).append(int(found[1]))
            else:
                others.append(line)
        for start, nodes in alike.items():
            first = len(self._nodes) + sum(map(len, self._sorted_labels))
            self._sorted_labels.append(nodes)
            # One line: between its parts nothing else can come.
            rests = [f"{start}{_LABEL}{first + place}{_LABEL_END} .\n" for place in range(len(nodes))]
            others.append(_Line(lines[0].subject, lines[0].subject.join(rests)))
        return others

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
            addresses = "\n".join([*[values[number] for number in self._addresses], ""])
            joined = "\n".join(values).encode()
            if not self._have_schemes(addresses) or RELATIVE_BASE in addresses:
                raise NotCovered
            if addresses.encode().translate(None, _IN_ADDRESSES) != b"\n" * len(self._addresses):
                raise NotCovered
            if joined.translate(None, _AS_THEY_ARE) == b"\n" * (len(values) - 1):
                plain = joined.split(b"\n")
                return plain, plain
            escaped = [value.translate(ESCAPES).encode() for value in values]
        except UnicodeEncodeError as error:
            raise NotCovered from error
        return escaped, [orjson.dumps(value)[1:-1] for value in values]

    def render(self, values: Sequence[bytes]) -> bytes:
        """Return the canonical form with *values* as `encode` gave them first. Raises `NotCovered`."""
        subjects = {values[number] for number in self._subject_values}
        if len(subjects) != len(self._subject_values) or not subjects.isdisjoint(self._names):
            raise NotCovered
        order = self._order(values)
        filling = (*values, *order.labels)
        blocks = [fill(filling) for fill in self._open_subjects]
        blocks += order.subjects
        blocks.sort()
        first_blank = len(blocks)
        blocks += order.blocks
        for place, (_node, fill) in zip(order.open_places, self._open_blanks, strict=True):
            blocks[first_blank + place] = fill(filling)
        return b"".join(blocks)

    def _order(self, values: Sequence[bytes]) -> _Order:
        """Return the labels of the blank nodes. Raises `NotCovered` when two have the same first hash."""
        closed = self._closed_digests
        found = sorted([(hashlib.sha256(fill(values)).digest(), node) for node, fill in self._open_hashes])
        key, before = [], b""
        for digest, node in found:
            place = bisect_left(closed, digest)
            if digest == before or (place < len(closed) and closed[place] == digest):
                raise NotCovered
            before = digest
            key.append((place, node))
        known = self._orders.get(tuple(key))
        if known is None:
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            known = self._new_order([node for _digest, node in sorted([*self._closed_hashes, *found])])
            self._orders[tuple(key)] = known
        return known

    def _new_order(self, nodes: Sequence[int]) -> _Order:
        if len(nodes) != len(self._nodes):
            raise NotCovered
        labels = [b""] * len(nodes)
        for number, node in enumerate(nodes):
            labels[node] = b"_:c14n%d" % number
        for group in self._sorted_labels:
            labels += sorted((labels[node] for node in group), key=_before_space)
        filling = (*[b""] * len(self.paths), *labels)
        sequence = sorted(self._blank_blocks, key=lambda node: _before_space(labels[node]))
        blocks = []
        for node in sequence:
            fill, is_open = self._blank_blocks[node]
            blocks.append(b"" if is_open else fill(filling))
        places = tuple(sequence.index(node) for node, _fill in self._open_blanks)
        subjects = sorted(fill(filling) for fill in self._closed_subjects)
        return _Order(tuple(labels), tuple(subjects), tuple(blocks), places)


def _before_space(label: bytes) -> bytes:
    """Return what a label sorts by: a space follows it, so that _:c14n10 comes after _:c14n1."""
    return label + b" "


def _by_subject(graph: Graph, nodes: Mapping[int, int]) -> dict[str, list[str]]:
    """Return the rest of each statement's line by its subject; a blank node is a mark with its number."""

    def label(node: int) -> str:
        return f"{_LABEL}{nodes[node]}{_LABEL_END}"

    blocks: dict[str, list[str]] = {}
    for part in graph.parts():
        for line in part.lines:
            subject, _, rest = line.partition(" ")
            blocks.setdefault(subject, []).append(f" {rest}")
        for node, rest in part.from_blank:
            blocks.setdefault(label(node), []).append(rest)
        for start, node in part.to_blank:
            subject, _, predicate = start.partition(" ")
            blocks.setdefault(subject, []).append(f" {predicate}{label(node)} .\n")
        for node, middle, target in part.between:
            blocks.setdefault(label(node), []).append(f"{middle}{label(target)} .\n")
    return blocks


def _addresses(text: str, count: int) -> list[int]:
    """Return which of the holes are addresses. Raises `NotCovered` where one is neither that nor one text."""
    addresses = []
    for number in range(count):
        mark = f"{_SCHEME}{_OPEN}{number}{_CLOSE}"
        as_address, as_text = text.count(f"<{mark}>"), text.count(f'"{mark}"')
        if as_address:
            addresses.append(number)
        if not as_address and as_text != 1:
            raise NotCovered
    return addresses


def _fill(text: str, values: int) -> _Fill:
    """Return a function that writes *text* with its holes filled; label *n* comes after the *values*."""
    parts, holes, end = [], [], 0
    for match in _HOLE.finditer(text):
        parts.append(text[end : match.start()].encode().replace(b"%", b"%%"))
        holes.append(int(match[1]) if match[1] else values + int(match[2]))
        end = match.end()
    if not holes:
        constant = text.encode()
        return lambda _filling: constant
    form = b"%b".join([*parts, text[end:].encode().replace(b"%", b"%%")])
    take = itemgetter(*holes)
    return lambda filling: form % take(filling)


def _sorted_fill(lines: Sequence[_Line], values: int) -> _Fill:
    """Return a function that writes *lines* sorted.

    Most lines differ before their first hole, so that their order is known now; only the others are sorted each time.
    """
    fills: list[_Fill] = []
    decided = ""
    for group in _undecided(sorted(_without_repeats(lines), key=lambda line: _start(line.rest))):
        if len(group) == 1:
            decided += group[0].subject + group[0].rest
        else:
            fills += [_fill(decided, values), _sorting(group, values)]
            decided = ""
    fills.append(_fill(decided, values))
    return fills[0] if len(fills) == 1 else lambda filling: b"".join([fill(filling) for fill in fills])


def _sorting(lines: Sequence[_Line], values: int) -> _Fill:
    once = [_fill(line.subject + line.rest, values) for line in lines if not line.may_repeat]
    often = [_fill(line.subject + line.rest, values) for line in lines if line.may_repeat]

    def filled(filling: Sequence[bytes]) -> bytes:
        return b"".join(sorted([*{fill(filling) for fill in once}, *[fill(filling) for fill in often]]))

    return filled


def _without_repeats(lines: Sequence[_Line]) -> list[_Line]:
    return [*dict.fromkeys(line for line in lines if not line.may_repeat), *(line for line in lines if line.may_repeat)]


def _start(text: str) -> str:
    """Return what stands before the first hole."""
    hole = _HOLE.search(text)
    return text[: hole.start()] if hole else text


def _undecided(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return *lines*, sorted by their starts, in groups whose order among themselves depends on the holes."""
    groups: list[list[_Line]] = []
    for line in lines:
        start = _start(line.rest)
        if groups and any(start.startswith(_start(other.rest)) for other in groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
