"""CTDL transfer values → precedents. What a value is worth is read only where its unit is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from testamur.core.model.errors import ModelError
from testamur.core.model.level import LEVEL_BASES, Level
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.components import MAX_NOTICES, amount_in
from testamur.core.rules.exchange.documents import read_document
from testamur.core.rules.exchange.graph import Graph, Node, line, literal, name_of, prose, texts
from testamur.core.rules.exchange.problems import ExchangeError, Notice
from testamur.core.rules.exchange.transfer import CLASSES, LEARNING, Learning, TransferValue, in_short, name_of_value

MAX_VALUES = 1_000
_KINDS = {ours: kind for kind, ours in CLASSES.items()}
_READ = frozenset((
    "ctid", "name", "description", "ownedBy", "startDate", "endDate", "transferValue", "transferValueFrom",
    "transferValueFor", "requires",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transfers:
    """The transfer values of a graph, and what was not read."""

    values: tuple[TransferValue, ...]
    notices: tuple[Notice, ...]


def import_transfer_values(data: bytes | str, *, unit: str = "", language: str = "en") -> Transfers:
    """Return the transfer values of a graph. Raises `ExchangeError`. *unit* and *language* as for pathways."""
    if unit and unit not in CREDIT_UNITS:
        raise ExchangeError("unknown-unit", found=unit)
    graph = Graph(read_document(data))
    found = [node for node in graph.nodes.values() if "TransferValueProfile" in node.kinds]
    if not found:
        raise ExchangeError("no-transfer-value")
    if len(found) > MAX_VALUES:
        raise ExchangeError("too-many-values", values=len(found), limit=MAX_VALUES)
    reader = _Reader(graph, unit, language)
    values = [value for node in found for value in reader.values(node)]
    return Transfers(tuple(values), tuple(reader.notices))


class _Reader:
    def __init__(self, graph: Graph, unit: str, language: str) -> None:
        self._graph = graph
        self._unit = unit
        self._language = language
        self.notices: list[Notice] = []

    def _notice(self, code: str, place: str, **facts: str) -> None:
        told = Notice(code, place, facts)
        if told not in self.notices and len(self.notices) < MAX_NOTICES:
            self.notices.append(told)

    def values(self, node: Node) -> Iterator[TransferValue]:
        """Yield what a profile says: one value for each pair of what it leads from and to."""
        for name in sorted(set(node.values) - _READ):
            self._notice("unread-term", node.at(name), term=node.terms[name][:100])
        sources, targets = self._sides(node, "transferValueFrom"), self._sides(node, "transferValueFor")
        if len(sources) * len(targets) > MAX_VALUES:
            raise ExchangeError("too-many-values", node.place, limit=MAX_VALUES)
        value = self._value(node, sources[0], targets[0])
        pairs = [(source, target) for source in sources for target in targets]
        for place, (source, target) in enumerate(pairs, 1):
            named = value.id if len(pairs) == 1 else f"{value.id}-{place}"
            yield replace(value, id=named, source=source, target=target)

    def _sides(self, node: Node, name: str) -> list[Learning]:
        found = [self._learning(link.address, link.node, link.place) for link in self._graph.follow(node, name)]
        if not found:
            raise ExchangeError("one-sided", node.at(name))
        return found

    def _learning(self, address: str, node: Node | None, place: str) -> Learning:
        if node is None:
            self._notice("not-in-the-graph", place, id=address[:200])
            return Learning(name_of(address, place))
        carried = _carried(node, "name")
        name = line(node, "name", self._language)
        ref = name_of(str(carried.get("ref") or node.id or name), node.place)
        title = str(carried.get("title", ""))
        return Learning(
            ref,
            title if carried and name == (title or ref) else name,
            str(literal(node, "versionCode") or ""),
            next((_KINDS[kind] for kind in node.kinds if kind in _KINDS), LEARNING),
            self._one_address(node, "ownedBy") or str(carried.get("body", "")),
        )

    def _value(self, node: Node, source: Learning, target: Learning) -> TransferValue:
        """Return the value; what we packed beside it is believed while its words still say the same."""
        carried = _carried(node, "description")
        plain = self._plain(node, source, target, {})
        value = self._plain(node, source, target, carried)
        if not carried or in_short(value) == prose(node, "description", self._language):
            return value
        self._notice("changed", node.at("description"))
        return replace(plain, id=value.id)

    def _plain(self, node: Node, source: Learning, target: Learning, carried: dict[str, Any]) -> TransferValue:
        name = line(node, "name", self._language)
        value = TransferValue(
            id=name_of(str(carried.get("id") or node.id or name), node.place),
            source=source,
            target=target,
            credits=self._credits(node),
            level=_level(carried.get("level")),
            title=str(carried.get("title", "")),
            owner=self._one_address(node, "ownedBy") or str(carried.get("owner", "")),
            purpose=str(carried.get("purpose", "")),
            way=str(carried.get("way", "")),
            conditions=tuple(self._conditions(node)),
            max_age_months=_months(carried.get("max_age_months")),
            valid_from=_day(node, "startDate"),
            valid_until=_day(node, "endDate"),
        )
        return value if carried and name_of_value(value) == name else replace(value, title=name)

    def _one_address(self, node: Node, name: str) -> str:
        links = list(self._graph.follow(node, name))
        return name_of(links[0].address, links[0].place) if links else ""

    def _conditions(self, node: Node) -> Iterator[str]:
        for link in self._graph.follow(node, "requires"):
            told = prose(link.node, "condition", self._language) if link.node else ""
            if told:
                yield told
            else:
                self._notice("condition-not-understood", link.place)

    def _credits(self, node: Node) -> CreditAmount | None:
        """Return the credits, where there is one value with a unit that is known; else say so."""
        profiles = [link.node for link in self._graph.follow(node, "transferValue") if link.node]
        found = amount_in(self._graph, profiles[0], self._unit) if len(profiles) == 1 else None
        if profiles and found is None:
            self._notice("credits-not-understood", node.at("transferValue"))
        return found


def _carried(node: Node, name: str) -> dict[str, Any]:
    """Return what we packed beside a text, or nothing where it is not ours or not whole."""
    told = texts(node, name).get(t.CARRIER, "")
    if not told:
        return {}
    found = read_document(told)
    if not isinstance(found, dict):
        raise ExchangeError("carried-unreadable", node.at(name))
    return {key: _plain(value, node.at(name)) for key, value in found.items()}


def _plain(value: object, place: str) -> object:
    return name_of(value, place) if isinstance(value, str) else value


def _level(told: object) -> Level | None:
    try:
        framework, value, basis = told if isinstance(told, list) else ("", "", LEVEL_BASES[1])
        return Level(str(framework), str(value), str(basis)) if framework else None
    except (ModelError, ValueError):
        return None


def _months(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and told > 0 else None


def _day(node: Node, name: str) -> date | None:
    found = literal(node, name)
    if found is None:
        return None
    try:
        return date.fromisoformat(str(found)[:10])
    except ValueError as error:
        raise ExchangeError("not-a-date", node.at(name), found=str(found)[:80]) from error
