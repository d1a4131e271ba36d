"""A document straight to its statements, by the tables of `scopes`: what nearly every credential needs, and no more.

It gives what the general way (`quads`) would give, or raises `NotCovered`; it never guesses. In the standard's suite of
mutants (tests/interop) every document that it accepts has the bytes that another implementation computes.

Blank nodes are numbers here. Lines that hold none are ready; the others wait for the canonical labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import orjson

from testamur.core.credential.canonical.rdfc import Quad
from testamur.core.credential.canonical.scopes import NotCovered, Scope, Scopes, Term
from testamur.core.credential.canonical.terms import ESCAPES, NEEDS_ESCAPE, RDF, XSD, number
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json

_TYPE = f" <{RDF}type> "
_FIRST, _REST = f" <{RDF}first> ", f" <{RDF}rest> "
_NIL = f"<{RDF}nil> .\n"
_END = " .\n"
_END_BEGINS = -len(_END)
_ABSENT = object()

# An object that stands in thousands of credentials alike (an issuer, an achievement) is walked once.
_MOST_PIECES = 256
_MOST_PLACES = 1_024
_LARGEST_PIECE = 32_768
_SMALLEST_PIECE = 4
_TRIES = 32
_FIRST_OF_PIECES = 1_000_000


@dataclass(slots=True)
class Graph:
    """The statements of a document: ``lines`` without blank nodes, and three kinds of links to and from blank nodes.

    ``pieces`` are graphs of their own that it shares with other documents; no blank node is in two of them.
    """

    lines: list[str] = field(default_factory=list)
    from_blank: list[tuple[int, str]] = field(default_factory=list)
    to_blank: list[tuple[str, int]] = field(default_factory=list)
    between: list[tuple[int, str, int]] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    pieces: list[Graph] = field(default_factory=list)
    hashes: dict[str, dict[int, bytes]] = field(default_factory=dict)

    def parts(self) -> list[Graph]:
        """Return this graph and all its pieces."""
        return [self, *self.pieces]

    def quads(self) -> list[Quad]:
        """Return the statements one by one, blank nodes as ``_:n4``. The end of a line is `_END`."""
        found: list[Quad] = []
        for part in self.parts():
            for line in part.lines:
                subject, predicate, value = line.split(" ", 2)
                found.append((subject, predicate, value[:_END_BEGINS], ""))
            for node, text in part.from_blank:
                _, predicate, value = text.split(" ", 2)
                found.append((f"_:n{node}", predicate, value[:_END_BEGINS], ""))
            for text, node in part.to_blank:
                subject, predicate, _ = text.split(" ")
                found.append((subject, predicate, f"_:n{node}", ""))
            found += [(f"_:n{node}", text.strip(), f"_:n{other}", "") for node, text, other in part.between]
        return found


@dataclass(slots=True)
class _Place:
    """Whether objects in one place (a scope and a property) were worth remembering so far."""

    tries: int = 0
    hits: int = 0


class Pieces:
    """Graphs of whole objects with an address of their own, by where they stand and their very bytes."""

    def __init__(self) -> None:
        self._places: dict[tuple[Scope, str], _Place] = {}
        self._graphs: dict[tuple[Scope, str, bytes], tuple[str, Graph]] = {}
        # Blank nodes of pieces have numbers that no document's own have, so a piece can be used as it is.
        self.numbers = count(_FIRST_OF_PIECES)

    def place(self, scope: Scope, name: str) -> _Place | None:
        """Return the place, or None where remembering has not paid."""
        if len(self._places) > _MOST_PLACES:  # strangers may make up types, and thereby scopes, without end
            self._places.clear()
        found = self._places.setdefault((scope, name), _Place())
        return found if found.tries < _TRIES or found.hits * 2 > found.tries else None

    def find(self, key: tuple[Scope, str, bytes]) -> tuple[str, Graph] | None:
        """Return the subject and statements of the object, if it was met before."""
        return self._graphs.get(key)

    def keep(self, key: tuple[Scope, str, bytes], subject: str, graph: Graph) -> None:
        """Remember the object; when there are too many, begin anew."""
        if len(self._graphs) >= _MOST_PIECES:
            self._graphs.clear()
        self._graphs[key] = (subject, graph)


def walk(document: Json, scopes: Scopes, pieces: Pieces) -> Graph:
    """Return the statements of *document*. Raises `NotCovered`."""
    walker = _Walker(scopes, pieces, count())
    root = scopes.root(document.get("@context"))
    walker.node(root, {name: value for name, value in document.items() if name != "@context"}, None)
    return walker.graph


class _Walker:
    def __init__(self, scopes: Scopes, pieces: Pieces, numbers: Iterator[int]) -> None:
        self.scopes = scopes
        self.pieces = pieces
        self.numbers = numbers
        self.graph = Graph()

    def node(self, scope: Scope, element: Json, name: str | None) -> str | int:
        """Write an object and all beneath it; return its subject: ``<iri>``, or the number of a blank node."""
        kinds = element.get("type", ())
        kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds) if isinstance(kinds, list) else kinds
        if not isinstance(kinds, tuple) or not all(isinstance(kind, str) for kind in kinds):
            raise NotCovered
        inner = scope.inner.get((name, kinds)) or self.scopes.enter(scope, name, kinds)
        address = element.get("id", _ABSENT)
        if address is _ABSENT:
            subject = self._blank()
            self._types(inner, subject, kinds)
            self._members_of_blank(inner, element, subject)
            return subject
        text = self.scopes.iri(address)
        if len(element) > 1:
            if text in self.graph.described:
                raise NotCovered  # twice the same subject: whether in equal words, the general way finds out
            self.graph.described.add(text)
            self._types(inner, text, kinds)
            self._members(inner, element, text)
        return text

    def _types(self, scope: Scope, subject: str | int, kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            line = scope.types.get(kind) or self.scopes.type(scope, kind)
            if isinstance(subject, str):
                self.graph.lines.append(subject + _TYPE + line)
            else:
                self.graph.from_blank.append((subject, _TYPE + line))

    def _members(self, scope: Scope, element: Json, subject: str) -> None:
        """Write the members of an object that has an address."""
        terms, add = scope.terms, self.graph.lines.append
        for name, value in element.items():
            if name in {"id", "type"}:
                continue
            term = terms.get(name) or self.scopes.term(scope, name)
            if value.__class__ is str and term.is_text:
                text = value.translate(ESCAPES) if NEEDS_ESCAPE(value) else value
                add(f'{subject}{term.predicate}"{text}{term.suffix}')
                continue
            for found in self._objects(scope, name, term, value):
                if isinstance(found, str):
                    add(subject + term.predicate + found)
                else:
                    self.graph.to_blank.append((subject + term.predicate, found))

    def _members_of_blank(self, scope: Scope, element: Json, subject: int) -> None:
        """Write the members of an object that has none."""
        terms, add = scope.terms, self.graph.from_blank.append
        for name, value in element.items():
            if name in {"id", "type"}:
                continue
            term = terms.get(name) or self.scopes.term(scope, name)
            if value.__class__ is str and term.is_text:
                text = value.translate(ESCAPES) if NEEDS_ESCAPE(value) else value
                add((subject, f'{term.predicate}"{text}{term.suffix}'))
                continue
            for found in self._objects(scope, name, term, value):
                if isinstance(found, str):
                    add((subject, term.predicate + found))
                else:
                    self.graph.between.append((subject, term.predicate, found))

    def _objects(self, scope: Scope, name: str, term: Term, value: object) -> list[str | int]:
        """Return what stands on the right of a line for each value: its text to the end, or a blank node."""
        values = value if isinstance(value, list) else [value]
        objects = [self._object(scope, name, term, item) for item in values]
        return [self._list(objects)] if term.is_list else objects

    def _object(self, scope: Scope, name: str, term: Term, value: object) -> str | int:
        if isinstance(value, str):
            if term.is_address:
                return self.scopes.iri(value) + _END
            if term.is_word:
                return term.values.meanings.get(value) or self.scopes.meaning(term.values, value)
            return '"' + (value.translate(ESCAPES) if NEEDS_ESCAPE(value) else value) + term.suffix
        if isinstance(value, dict):
            found = self._piece(scope, value, name) if len(value) >= _SMALLEST_PIECE and "id" in value else None
            found = self.node(scope, value, name) if found is None else found
            return found + _END if isinstance(found, str) else found
        if term.is_address or term.is_word or not isinstance(value, bool | int | float):
            raise NotCovered
        if isinstance(value, bool):
            suffix = term.suffix if term.datatype else f'"^^<{XSD}boolean> .\n'
            return f'"{"true" if value else "false"}{suffix}'
        try:
            return number(value, term.datatype) + _END
        except CredentialError as error:
            raise NotCovered from error

    def _list(self, objects: list[str | int]) -> str | int:
        """Write an RDF list; return its first cell."""
        rest: str | int = _NIL
        for found in reversed(objects):
            cell = self._blank()
            for predicate, target in ((_FIRST, found), (_REST, rest)):
                if isinstance(target, str):
                    self.graph.from_blank.append((cell, predicate + target))
                else:
                    self.graph.between.append((cell, predicate, target))
            rest = cell
        return rest

    def _piece(self, scope: Scope, element: Json, name: str) -> str | int | None:
        """Return the subject of an object that was met before in the very same bytes, or is worth remembering."""
        place = self.pieces.place(scope, name)
        if place is None:
            return None
        try:
            data = orjson.dumps(element)
        except orjson.JSONEncodeError as error:
            raise NotCovered from error
        if len(data) > _LARGEST_PIECE:
            return None
        place.tries += 1
        key = (scope, name, data)
        found = self.pieces.find(key)
        if found is None:
            walker = _Walker(self.scopes, self.pieces, self.pieces.numbers)
            subject = walker.node(scope, element, name)
            walker.graph.lines.sort()  # a sorted run is sorted again in no time
            found = (str(subject), walker.graph)
            self.pieces.keep(key, *found)
        else:
            place.hits += 1
        if not self.graph.described.isdisjoint(found[1].described):
            raise NotCovered
        self.graph.described |= found[1].described
        self.graph.pieces += found[1].parts()
        return found[0]

    def _blank(self) -> int:
        made = next(self.numbers)
        self.graph.blanks.append(made)
        return made
