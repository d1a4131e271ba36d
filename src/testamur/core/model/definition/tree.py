"""YAML text → a tree of nodes that know their place. The untrusted part: everything here has a limit.

The parser's events are read one by one and nothing is constructed from tags, so that a bomb stops at its first alias,
a deep nest at its thirty-third level, and no scalar is guessed to be a number, a date or ``no`` (YAML 1.1's surprises).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import cast

import yaml

from testamur.core.model.definition.problems import DefinitionError, Place, Problem, shorten

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_NODES = 20_000

# YAML 1.2.2, section 5.1, printable characters; noted here because PyYAML names only an offset.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FOREIGN_MARKS = ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value as written; ``quoted`` tells ``""`` from nothing at all.

    ``raw`` is its spelling in the file and ``start`` the index of that in the text.
    """

    text: str
    quoted: bool
    place: Place
    raw: str = field(default="", compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)

    def place_at(self, offset: int) -> Place:
        """Return where the character at *offset* of the trimmed text stands, through quotes, folds and indentation."""
        if not offset or not self.raw:
            return self.place
        trimmed = self.text.strip()
        before = sum(not char.isspace() for char in trimmed[:offset])
        spelled = self.raw[: _spelled(self.raw, before, after=offset >= len(trimmed))].split("\n")
        first = len(spelled) == 1
        return Place(self.place.line + len(spelled) - 1, len(spelled[-1]) + (self.place.column if first else 1))


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    items: list[Node]
    place: Place


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys with values in the file's order, duplicates included."""

    pairs: list[tuple[ScalarNode, Node]]
    place: Place


Node = ScalarNode | ListNode | MapNode


def _spelled(raw: str, before: int, *, after: bool) -> int:
    """Return the index in *raw* of the character that has *before* visible ones before it, or behind the last."""
    index = raw.find("\n") + 1 if raw[0] in "|>" else int(raw[0] in "\"'")
    end = index
    while index < len(raw):
        # A quote inside quotes is spelled with one character more: \" in the one kind, '' in the other.
        index += raw[index] == "\\" and raw[0] == '"'
        index += raw[0] == "'" and raw.startswith("''", index)
        if index < len(raw) and not raw[index].isspace():
            if not before:
                break
            before -= 1
            end = index + 1
        index += 1
    return end if after else min(index, len(raw))


def build(source: str | bytes) -> MapNode:
    """Return the file's top mapping. Raises `DefinitionError` with the one problem that stopped the reading."""
    text = _decode(source)
    root = _grown_fast(text)
    if root is None:
        try:
            root = _grown(text, yaml.SafeLoader(text))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            raise _stop("not-yaml", place, error.problem or "") from error
    if not isinstance(root, MapNode):
        raise _stop("not-a-definition" if root else "empty", root.place if root else Place(1, 1))
    return root


def _grown_fast(text: str) -> Node | None:
    """Return the tree by libyaml, twenty times faster, where PyYAML came with it; None where the other is to speak.

    Errors are told in the words of PyYAML itself, and so are texts with tabs, the one thing the two disagree on: one
    file has one answer on every machine.
    """
    if not yaml.__with_libyaml__ or "\t" in text:
        return None
    try:
        return _grown(text, yaml.CSafeLoader(text))
    except yaml.MarkedYAMLError:
        return None


def _grown(text: str, loader: yaml.SafeLoader | yaml.CSafeLoader) -> Node | None:
    planter = _Planter(text)
    try:
        while loader.check_event():
            planter.take(cast("yaml.Event", loader.get_event()))  # there is one: that is what was just asked
    finally:
        loader.dispose()
    return planter.root


def _stop(code: str, place: Place, found: str = "") -> DefinitionError:
    return DefinitionError([Problem(code, place.line, place.column, "", shorten(found))])


def _decode(source: str | bytes) -> str:
    """Return the text without its byte order mark. Raises `DefinitionError`."""
    size = len(source)
    if size > MAX_BYTES:
        raise _stop("too-large", Place(1, 1), str(size))
    text = source if isinstance(source, str) else _decode_bytes(source)
    text = text.removeprefix("\ufeff")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        raise _stop("unprintable", _place_in(text, unprintable.start()), f"U+{ord(unprintable[0]):04X}")
    return text


def _decode_bytes(source: bytes) -> str:
    for mark, encoding in _FOREIGN_MARKS:
        if source.startswith(mark):
            raise _stop("not-utf-8", Place(1, 1), encoding)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        raise _stop("not-utf-8", _place_in(before, len(before)), f"0x{source[error.start]:02X}") from error


def _place_in(text: str, index: int) -> Place:
    lines = re.split("\r\n|\r|\n", text[:index])
    return Place(len(lines), len(lines[-1]) + 1)


@dataclass(slots=True)
class _Planter:
    """Grows the tree from events without recursion. Raises `DefinitionError` at the first limit."""

    source: str = ""
    root: Node | None = None
    open_nodes: list[ListNode | MapNode] = field(default_factory=list)
    keys: list[ScalarNode | None] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else Place(1, 1)
        if isinstance(event, yaml.NodeEvent):
            self._guard(event, place)
        match event:
            case yaml.ScalarEvent():
                start, end = event.start_mark, event.end_mark
                raw = self.source[start.index : end.index] if start and end else ""
                self._add(ScalarNode(event.value, bool(event.style), place, raw, start.index if start else 0))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _stop("many-documents", place)
            case yaml.SequenceStartEvent():
                self._open(ListNode([], place))
            case yaml.MappingStartEvent():
                self._open(MapNode([], place))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.open_nodes.pop()
                self.keys.pop()

    def _guard(self, event: yaml.NodeEvent, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _stop("alias", place, f"*{event.anchor}")
        if event.anchor is not None:
            raise _stop("anchor", place, f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _stop("tag", place, str(tag))
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _stop("too-many-values", place)

    def _open(self, node: ListNode | MapNode) -> None:
        if len(self.open_nodes) >= MAX_DEPTH:
            raise _stop("too-deep", node.place)
        self._add(node)
        self.open_nodes.append(node)
        self.keys.append(None)

    def _add(self, node: Node) -> None:
        if not self.open_nodes:
            self.root = node
            return
        parent = self.open_nodes[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif (key := self.keys[-1]) is not None:
            parent.pairs.append((key, node))
            self.keys[-1] = None
        else:
            self.keys[-1] = self._as_key(node)

    def _as_key(self, node: Node) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise _stop("key-not-text", node.place)
        if node.text == "<<" and not node.quoted:
            raise _stop("merge-key", node.place, "<<")
        return node
