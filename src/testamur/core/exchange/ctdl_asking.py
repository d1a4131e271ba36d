"""Asking the nodes of a CTDL graph, with a memory of what was asked: the rest is told with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testamur.core.exchange.gathered import Gathered, in_language
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.graph import Graph, Node, literal, texts

_IGNORED = frozenset(
    {"ctid", "credentialStatusType", "lifeCycleStatusType", "ownedBy", "offeredBy", "dateEffective", "costDetails"}
)


class Asker:
    """What the nodes around one credential say. ``told``: what is gathered from them."""

    def __init__(self, graph: Graph, head: Node, language: str) -> None:
        self._graph = graph
        self._head = head
        self._taken: dict[str, set[str]] = {}
        self.told = Gathered(place=head.place or "/")
        spoken = str(next(iter(head.values.get("inLanguage", ())), ""))
        named = next(iter(self.words(head, "name")), "")
        self.language = named or (spoken if is_language_tag(spoken) else language)

    def values(self, node: Node, name: str) -> tuple[Any, ...]:
        """Return the values of a term, and remember that it was asked for."""
        self._taken.setdefault(node.place, set()).add(name)
        return node.values.get(name, ())

    def words(self, node: Node, name: str) -> dict[str, str]:
        """Return the texts of a term by language."""
        self.values(node, name)
        return {tag: text for tag, text in texts(node, name).items() if text.strip()}

    def spoken(self, node: Node, name: str) -> dict[str, str]:
        """Return the texts of a term in languages that there are; without a tag, in the graph's own."""
        found = in_language(self.words(node, name), self.language)
        return {tag: text for tag, text in found.items() if is_language_tag(tag) or tag == t.CARRIER}

    def first(self, node: Node, name: str, of: str = "targetNodeName") -> str:
        """Return the first text of the first node that a term leads to."""
        inner = next(iter(self.inner(node, name)), None)
        return next(iter(self.words(inner, of).values()), "") if inner else ""

    def literal(self, node: Node, name: str) -> str:
        """Return the one plain value of a term as text, or nothing."""
        self.values(node, name)
        found = literal(node, name) if len(node.values.get(name, ())) == 1 else None
        return "" if found is None else str(found).strip()

    def inner(self, node: Node, name: str) -> Iterator[Node]:
        """Yield the nodes that a term leads to, here or elsewhere in the graph."""
        self.values(node, name)
        for link in self._graph.follow(node, name):
            if link.node is not None:
                yield link.node

    def concepts(self, node: Node, name: str) -> Iterator[str]:
        """Yield the last parts of the concepts that a term names, as such or in an alignment."""
        for place, value in enumerate(self.values(node, name)):
            inner = self._graph.node(value, node.at(name, place)) if isinstance(value, dict) else None
            told = self.literal(inner, "targetNode") if inner else str(value)
            yield (told or (inner.id if inner else "")).replace("/", ":").rpartition(":")[2]

    def codes(self, node: Node) -> dict[str, str]:
        """Return a node's identifiers by the names of their kinds."""
        found = {}
        for one in self.inner(node, "identifier"):
            kind = next(iter(self.words(one, "identifierTypeName").values()), "")
            found[kind] = self.literal(one, "identifierValueCode")
        return found

    def leftovers(self) -> None:
        """Tell the terms of the nodes on the way that nobody asked for."""
        found: dict[str, tuple[str, int]] = {}
        for node in [self._head, *self._graph.nodes.values()]:
            if node.place not in self._taken:
                continue
            for name in set(node.values) - self._taken[node.place] - _IGNORED:
                place, times = found.get(name, (node.at(name), 0))
                found[name] = (place, times + 1)
        for name, (place, times) in sorted(found.items()):
            self.told.tell("unread-term", place, term=name, times=times)
