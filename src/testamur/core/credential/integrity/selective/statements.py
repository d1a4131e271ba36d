"""A document as statements whose blank nodes keep their identity while parts of the document are taken away.

The specification (vc-di-ecdsa, sections 3.4.1 to 3.4.14) gives every node an ``@id``, lists included, which JSON-LD
forbids: Open Badges 3.0 with the values allowed for a result could not be signed. Here, node objects get an id of ours,
a list's cells are named after where the list hangs, and both are exchanged on terms, never inside a text.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.rdfc import Quad, canonicalise_with_labels, is_blank, line
from testamur.core.credential.canonical.terms import RDF
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.selective.pointers import select
from testamur.core.credential.integrity.selective.values import MAX_STATEMENTS
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.ports import Json

_FIRST, _REST = f"<{RDF}first>", f"<{RDF}rest>"
# Objects with one of these are values or collections, not nodes.
_NOT_A_NODE = {"@value", "@list", "@set", "@graph"}

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statements:
    """A document's statements, ``lines`` in the order in which they are signed.

    ``labels`` are the keyed labels (``_:u…``) of its blank nodes by the names that they have here.
    """

    document: Json
    prefix: str
    lines: tuple[str, ...]
    labels: Labels
    canonicaliser: Canonicaliser

    def texts(self, quads: Sequence[Quad]) -> set[str]:
        """Return the lines of *quads* with the names of here."""
        return {line(_relabel(quad, self.labels)) for quad in quads}

    def quads(self, pointers: Sequence[str]) -> list[Quad]:
        """Return what *pointers* select. Raises `CredentialError`: all of `select`, ``pointer-splits-list``."""
        found = _named(self.canonicaliser.quads(select(self.document, pointers)), self.prefix)
        if not self.texts(found) <= set(self.lines):
            # A list is one value: whoever leaves out a part of it says something else.
            raise CredentialError("pointer-splits-list")
        return found


def statements(document: Json, hmac_key: bytes, canonicaliser: Canonicaliser) -> Statements:
    """Return the statements of an unsecured *document*.

    Raises `CredentialError`: all of `Canonicaliser.quads`, ``too-many-statements``, ``not-selectable``.
    """
    plain = canonicaliser.nquads(document)
    prefix = f"urn:bnid:{_unguessable(document)}:"
    skolemised = _skolemised(document, prefix)
    quads = _named(canonicaliser.quads(skolemised), prefix)
    if len(quads) > MAX_STATEMENTS:
        raise CredentialError("too-many-statements", count=len(quads), limit=MAX_STATEMENTS)
    canonical, issued = canonicalise_with_labels(quads)
    if canonical != plain:
        # An id of ours went where none belongs, such as into a map of languages.
        raise CredentialError("not-selectable", reason="nodes")
    labels = {name: keyed_label(label, hmac_key) for name, label in issued.items()}
    lines = sorted({line(_relabel(quad, labels)) for quad in quads})
    return Statements(skolemised, prefix, tuple(lines), labels, canonicaliser)


def keyed_label(label: str, hmac_key: bytes) -> str:
    """Return the label that replaces a canonical one (section 3.4.5): it does not tell how many came before it."""
    return blank_label(hmac.digest(hmac_key, label.removeprefix("_:").encode(), "sha256"))


def blank_label(digest: bytes) -> str:
    """Return the blank node of a keyed digest."""
    return f"_:u{base64url_encode(digest)}"


def relabelled(quads: Sequence[Quad], labels: Labels) -> list[str]:
    """Return the lines of *quads* under other labels, in their order."""
    return sorted({line(_relabel(quad, labels)) for quad in quads})


def _relabel(quad: Quad, labels: Labels) -> Quad:
    subject, predicate, value, graph = quad
    return labels.get(subject, subject), predicate, labels.get(value, value), labels.get(graph, graph)


def _unguessable(document: Json) -> str:
    """Return what no document can contain, since it depends on all of it."""
    return hashlib.sha256(orjson.dumps(document)).hexdigest()


def _skolemised(document: Json, prefix: str) -> Json:
    """Return *document* with an id on every node that has none."""
    numbers = iter(range(MAX_STATEMENTS))

    def below(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        if isinstance(value, list):
            return [below(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {name: inner if name == "@context" else below(inner) for name, inner in value.items()}
        if _NOT_A_NODE.isdisjoint(found) and found.get("id") is None and found.get("@id") is None:
            found["id"] = f"{prefix}{_next(numbers)}"
        return found

    skolemised: Json = below(document)
    return skolemised


def _next(numbers: Iterator[int]) -> int:
    for number in numbers:
        return number
    raise CredentialError("too-many-statements", count=MAX_STATEMENTS, limit=MAX_STATEMENTS)


def _named(quads: Sequence[Quad], prefix: str) -> list[Quad]:
    """Return *quads* with our ids as blank nodes again, and the cells of lists named after where they hang."""
    opening = f"<{prefix}"
    cells = _cells(quads)

    def named(term: str) -> str:
        if term.startswith(opening):
            return f"_:{term[len(opening) : -1]}"
        if not is_blank(term):
            return term
        if term not in cells:
            raise CredentialError("not-selectable", reason="blank-node")
        return cells[term]

    return [(named(s), p, named(o), named(g) if g else g) for s, p, o, g in quads]


def _cells(quads: Sequence[Quad]) -> dict[str, str]:
    """Return the name of each list cell: its subject, property and place, which no selection changes."""
    rest = {s: o for s, p, o, _ in quads if p == _REST and is_blank(s)}
    if not rest:
        return {}
    first = {s: o for s, p, o, _ in quads if p == _FIRST and s in rest}
    heads = [(f"{s} {p} {g}", o) for s, p, o, g in quads if o in rest and p not in {_REST, _FIRST}]
    names: dict[str, str] = {}
    used: set[str] = set()
    while heads:
        where, cell = heads.pop()
        if where in used:
            raise CredentialError("not-selectable", reason="lists")
        used.add(where)
        place = 0
        while cell in rest and cell not in names:
            names[cell] = f"_:cell {place} of {where}"
            inner = first.get(cell, "")
            if inner in rest:
                heads.append((names[cell], inner))
            cell, place = rest[cell], place + 1
    return names
