"""Expanded JSON-LD → quads, refusing whatever a signature would not cover or others would read differently.

JSON-LD 1.1 API, section 8 (https://www.w3.org/TR/json-ld11-api/). Why not PyLD's own: it drops relative IRIs without a
word, so that parts of a document would stand there unsigned.
"""

from __future__ import annotations

from typing import Any

from testamur.core.credential.canonical.jcs import canonical_json
from testamur.core.credential.canonical.rdfc import Quad
from testamur.core.credential.canonical.terms import RDF, XSD, iri, literal, number
from testamur.core.credential.errors import CredentialError

_TYPE, _FIRST, _REST, _NIL = f"<{RDF}type>", f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
_I18N = "https://www.w3.org/ns/i18n#"
_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_OF_AN_ENDORSEMENT = {"@id", "@type", f"{_BADGES}endorsementComment"}
_KEYWORDS_OF_A_NODE = {"@id", "@type", "@index", "@graph"}


def quads(expanded: list[Any]) -> list[Quad]:
    """Return the quads of an expanded document. Raises `CredentialError`.

    A subject with an address may be described more than once only in equal words: with different ones, somebody could
    move a statement (such as the status) away from where a reader looks without touching what was signed. Except for
    the words of an endorsement, which stands in what it endorses and is signed by itself.
    """
    writer = _Writer()
    for node in expanded:
        writer.node(node, "")
    return writer.quads


class _Writer:
    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self.described: dict[tuple[str, str], dict[str, Any]] = {}
        self.blanks = 0
        self.named: dict[str, str] = {}

    def _blank(self, name: str = "") -> str:
        """Return a blank node of our own; equal *name*s in the document are the same node."""
        if name in self.named:
            return self.named[name]
        self.blanks += 1
        label = f"_:n{self.blanks}"
        if name:
            self.named[name] = label
        return label

    def _subject(self, name: str | None) -> str:
        if name is None:
            return self._blank()
        return self._blank(name) if name.startswith("_:") else iri(name)

    def node(self, node: dict[str, Any], graph: str) -> str:
        """Write a node object and all beneath it; return its term."""
        subject = self._subject(node.get("@id"))
        says = len(node) > ("@id" in node) and not _only_endorses(node)
        if says and self.described.setdefault((subject, graph), node) != node:
            raise CredentialError("described-twice", subject=str(node["@id"])[:200])
        for kind in node.get("@type", ()):
            self.quads.append((subject, _TYPE, self._subject(kind), graph))
        for inner in node.get("@graph", ()):
            self.node(inner, subject)
        for key, values in node.items():
            if key not in _KEYWORDS_OF_A_NODE:
                self._property(subject, key, values, graph)
        return subject

    def _property(self, subject: str, key: str, values: list[Any], graph: str) -> None:
        if key.startswith(("@", "_:")):
            raise CredentialError("unsupported-keyword", keyword=key)
        predicate = iri(key)
        for value in values:
            self.quads.append((subject, predicate, self._object(value, graph), graph))

    def _object(self, value: dict[str, Any], graph: str) -> str:
        if "@value" in value:
            return _literal(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, items: list[Any], graph: str) -> str:
        terms = [self._object(item, graph) for item in items]
        rest = _NIL
        for term in reversed(terms):
            cell = self._blank()
            self.quads += [(cell, _FIRST, term, graph), (cell, _REST, rest, graph)]
            rest = cell
        return rest


def _only_endorses(node: dict[str, Any]) -> bool:
    """Say whether nothing is said of a subject but an endorser's comment, which no answer depends on (5.7.2)."""
    return node.get("@type") == [f"{_BADGES}EndorsementSubject"] and node.keys() <= _OF_AN_ENDORSEMENT


def _literal(value: dict[str, Any]) -> str:
    raw, datatype, language = value["@value"], value.get("@type", ""), value.get("@language", "")
    if (
        datatype == "@json"
    ):  # JSON-LD 1.1 API, section 8.6 (JSON literals are written in the canonical form of RFC 8785)
        return literal(canonical_json(raw).decode(), f"{RDF}JSON")
    if "@direction" in value:  # "rdfDirection": "i18n-datatype", as the implementations that we compared have it
        return literal(str(raw), f"{_I18N}{language.lower()}_{value['@direction']}")
    if isinstance(raw, bool):
        return literal("true" if raw else "false", datatype or f"{XSD}boolean")
    if isinstance(raw, int | float):
        return number(raw, datatype)
    return literal(str(raw), datatype, language)
