"""A JSON-LD graph as nodes that know their place. Contexts are never fetched: the prefixes of CTDL are known here.

What a graph declares in a context of its own (``{"res": "https://…"}``) is used to complete its addresses. That is all
of JSON-LD that graphs of the Credential Registry need; what needs more is listed as not read, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.definition.texts import MAX_LINE, MAX_TEXT, clean_line, clean_text
from testamur.core.model.errors import ModelError
from testamur.core.model.quantity import parse_decimal
from testamur.core.rules.exchange.problems import ExchangeError
from testamur.core.rules.exchange.terms import CONCEPT_ADDRESS, CONCEPTS, PREFIXES

MAX_NODES = 5_000
# Digits of a number, as policies have them.
_LONGEST = 12
_ALIASES = {"@id": "id", "@type": "type"}


@dataclass(frozen=True, slots=True)
class Node:
    """One resource. ``values``: by the local name of the term, always lists. ``terms``: as the graph spells them."""

    id: str
    kinds: tuple[str, ...]
    values: Mapping[str, tuple[Any, ...]]
    terms: Mapping[str, str]
    place: str

    def at(self, name: str, number: int | None = None) -> str:
        """Return the place of a value."""
        told = self.terms.get(name, name).replace("~", "~0").replace("/", "~1")
        return f"{self.place}/{told}" + ("" if number is None else f"/{number}")


class Link(NamedTuple):
    """What a term refers to. ``node`` is None where the graph does not describe it; ``place``: of the reference."""

    address: str
    node: Node | None
    place: str


class Graph:
    """All nodes of a document. Raises `ExchangeError` where it is no graph."""

    def __init__(self, document: object) -> None:
        self._prefixes = dict(PREFIXES)
        self.nodes: dict[str, Node] = {}
        top = self._top(document)
        if len(top) > MAX_NODES:
            raise ExchangeError("too-many-nodes", nodes=len(top), limit=MAX_NODES)
        for place, raw in top.items():
            node = self.node(raw, place)
            if node.id in self.nodes:
                raise ExchangeError("repeated-node", node.place, id=node.id[:200])
            self.nodes[node.id or f"_:{node.place}"] = node

    def _top(self, document: object) -> dict[str, Any]:
        """Return the nodes at the top by their places: those of ``@graph``, of a list, or the one there is."""
        found, place = document, ""
        if isinstance(document, dict):
            self._learn(document.get("@context"))
            if "@graph" not in document:
                return {"": document}
            found, place = document["@graph"], "/@graph"
        if not isinstance(found, list):
            raise ExchangeError("not-a-graph", place)
        return {f"{place}/{number}": raw for number, raw in enumerate(found)}

    def _learn(self, context: object) -> None:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                self._prefixes.update({name: iri for name, iri in part.items() if isinstance(iri, str)})

    def node(self, raw: object, place: str) -> Node:
        """Return the node that *raw* describes. Raises `ExchangeError` where it is none."""
        if not isinstance(raw, dict):
            raise ExchangeError("not-a-node", place)
        spelled = {self.local(term): term for term in raw}
        values = {name: tuple(_items(raw[term])) for name, term in spelled.items()}
        named = values.pop("id", ())
        kinds = values.pop("type", ())
        if len(named) > 1 or not all(isinstance(value, str) for value in (*named, *kinds)):
            raise ExchangeError("not-a-name", place)
        return Node(
            self.address(named[0]) if named else "",
            tuple(self.local(kind) for kind in kinds),
            values,
            spelled,
            place,
        )

    def local(self, term: str) -> str:
        """Return the last part of a term of CTDL, however it is spelled; another term as it stands."""
        if term in _ALIASES:
            return _ALIASES[term]
        full = self.address(term)
        for iri in PREFIXES.values():
            if full.startswith(iri):
                return full.removeprefix(iri)
        return term

    def address(self, text: str) -> str:
        """Return an address with its prefix written out, where the graph or CTDL declares one."""
        prefix, colon, rest = text.partition(":")
        if colon and not rest.startswith("//") and prefix in self._prefixes:
            return self._prefixes[prefix] + rest
        return text

    def follow(self, node: Node, name: str) -> Iterator[Link]:
        """Yield what a term refers to, described in its place or elsewhere in the graph."""
        for number, value in enumerate(node.values.get(name, ())):
            place = node.at(name, number)
            found = self.node(value, place) if isinstance(value, dict) else None
            if found and (found.values or found.kinds):
                yield Link(found.id, found, place)
                continue
            address = found.id if found else value
            if not isinstance(address, str) or not address:
                raise ExchangeError("not-a-reference", place)
            yield Link(self.address(address), self.nodes.get(self.address(address)), place)

    def concept(self, node: Node, name: str) -> str:
        """Return the last part of the one concept that a term names (``compare:GTEQ`` → ``GTEQ``), or nothing."""
        values = [value.get("@id", "") if isinstance(value, dict) else value for value in node.values.get(name, ())]
        if not values:
            return ""
        if len(values) > 1 or not isinstance(values[0], str):
            raise ExchangeError("not-one-value", node.at(name))
        local = self.local(values[0])
        scheme, colon, last = local.removeprefix(CONCEPT_ADDRESS).replace("/", ":").rpartition(":")
        return last if not colon or scheme in CONCEPTS else local


def texts(node: Node, name: str) -> dict[str, str]:
    """Return the texts of a term by language tag; ``""`` where the graph gives none. Raises `ExchangeError`."""
    found: dict[str, str] = {}
    for number, value in enumerate(node.values.get(name, ())):
        if isinstance(value, str):
            found.setdefault("", value)
        elif isinstance(value, dict) and "@value" in value:
            found.setdefault(str(value.get("@language", "")), str(value["@value"]))
        elif isinstance(value, dict):
            for tag, told in value.items():
                first = next(iter(_items(told)), "")
                if not isinstance(first, str):
                    raise ExchangeError("not-a-text", node.at(name, number))
                found.setdefault(tag.removeprefix("@"), first)
        else:
            raise ExchangeError("not-a-text", node.at(name, number))
    return found


def line(node: Node, name: str, language: str = "en") -> str:
    """Return one text of a term in the language, or else the first, cut to a line's length; empty without one."""
    return _clean(node, name, language, long=False)


def prose(node: Node, name: str, language: str = "en") -> str:
    """Return one longer text of a term."""
    return _clean(node, name, language, long=True)


def _clean(node: Node, name: str, language: str, *, long: bool) -> str:
    told = {tag: text for tag, text in texts(node, name).items() if "-x-" not in tag and text.strip()}
    if not told:
        return ""
    near = [tag for tag in told if tag == language or tag.split("-")[0] == language.split("-", maxsplit=1)[0]]
    text = told[near[0]] if near else next(iter(told.values()))
    try:
        return clean_text(text[:MAX_TEXT]) if long else clean_line(text[:MAX_LINE])
    except Unacceptable as error:
        raise ExchangeError(error.code, node.at(name), found=text[:80]) from error


def literal(node: Node, name: str) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return the one plain value of a term, out of a value object, too; None where there is none."""
    values = node.values.get(name, ())
    if len(values) > 1:
        raise ExchangeError("not-one-value", node.at(name))
    first = values[0] if values else None
    return first.get("@value", first.get("@id")) if isinstance(first, dict) else first


def number(node: Node, name: str) -> Decimal | None:
    """Return the one number of a term, not negative. Raises `ExchangeError` for anything else."""
    found = literal(node, name)
    if found is None:
        return None
    exact = number_in(found)
    if exact is None:
        raise ExchangeError("not-a-number", node.at(name), found=str(found)[:80])
    return exact


def number_in(found: object) -> Decimal | None:
    """Return a number of ordinary length, not negative, however it is written (``1e2`` is 100); None for others."""
    try:
        value = parse_decimal(str(found).strip(), name="number")
    except ModelError:
        return None
    usual = -_LONGEST < value.adjusted() < _LONGEST
    return value if usual and len(format(value, "f")) <= _LONGEST else None


def whole(node: Node, name: str) -> int | None:
    """Return the one whole number of a term."""
    found = number(node, name)
    if found is not None and found != found.to_integral_value():
        raise ExchangeError("not-a-whole-number", node.at(name), found=str(found))
    return None if found is None else int(found)


def _items(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def name_of(told: str, place: str) -> str:
    """Return a name as our policies take them. Raises `ExchangeError` where they would not."""
    try:
        return clean_line(told)
    except Unacceptable as error:
        raise ExchangeError(error.code, place, found=told[:80]) from error
