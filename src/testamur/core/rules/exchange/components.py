"""The components of a CTDL pathway as items and pools of ours, and what the graph tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.core.rules import pools as q
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.graph import Graph, Link, Node, line, literal, name_of, number, texts
from testamur.core.rules.exchange.problems import ExchangeError, Notice
from testamur.core.rules.exchange.resources import Item
from testamur.core.rules.language.pooling import pool as read_pool
from testamur.core.rules.language.scanner import Scanner

MAX_NOTICES = 500


class Components:
    """Reads the components of one graph; ``items`` and ``notices`` fill up on the way.

    ``unit``: that of credits where the graph does not tell; ``language``: the one to take texts in.
    """

    def __init__(self, graph: Graph, *, unit: str = "", language: str = "en") -> None:
        self.graph = graph
        self.unit = unit
        self.language = language
        self.items: dict[str, Item] = {}
        self.notices: list[Notice] = []

    def notice(self, code: str, place: str, **facts: str) -> None:
        """Keep a notice, once, and no more than anybody would read."""
        told = Notice(code, place, facts)
        if told not in self.notices and len(self.notices) < MAX_NOTICES:
            self.notices.append(told)

    def forget(self, place: str) -> None:
        """Drop the notices on everything at and below a place: it was read in another way after all."""
        self.notices = [told for told in self.notices if not f"{told.place}/".startswith(f"{place}/")]

    def reference(self, component: Node) -> str:
        """Return the name that our policies know a component by: its own there, what it stands for, its address."""
        own = self._identified(component, t.REFERENCE)
        if own is not None:
            return name_of(str(literal(own, "identifierValueCode")), own.at("identifierValueCode"))
        for name in ("proxyFor", "proxyForList"):
            for link in self.graph.follow(component, name):
                return name_of(link.address, link.place)
        told = component.id or line(component, "name", self.language)
        return name_of(told, component.place)

    def _identified(self, component: Node, kind: str) -> Node | None:
        for link in self.graph.follow(component, "identifier"):
            if link.node and kind in texts(link.node, "identifierTypeName").values():
                return link.node
        return None

    def learn(self, component: Node) -> str:
        """Keep what the graph tells of an item, and return its name."""
        ref = self.reference(component)
        if ref not in self.items:
            kind = next((t.ITEM_KINDS[kind] for kind in component.kinds if kind in t.ITEM_KINDS), "other")
            worth = [
                amount_in(self.graph, link.node, self.unit)
                for link in self.graph.follow(component, "creditValue")
                if link.node
            ]
            address = next((link.address for link in self.graph.follow(component, "proxyFor")), "")
            title = line(component, "name", self.language)
            self.items[ref] = Item(ref, title, kind, next(iter(worth), None), address=address)
        return ref

    def unit_of(self, constraint: Node, pool: q.Pool) -> str:
        """Return the unit of a sum: told beside it, that of the items summed, or the caller's."""
        told = texts(constraint, "name").get(t.CARRIER, "").rpartition(" ")[2]
        if told in CREDIT_UNITS:
            return told
        refs = pool.refs if isinstance(pool, q.Listed) else ()
        units = {item.credits.unit for ref in refs if (item := self.items.get(ref)) and item.credits}
        unit = units.pop() if len(units) == 1 else self.unit
        if not unit:
            raise ExchangeError("no-unit", constraint.place)
        return unit

    def pool(self, targets: Sequence[Link]) -> q.Pool | None:
        """Return the pool that components make together: everything where there are none, None for what is no pool."""
        listed: list[str] = []
        pools: list[q.Pool] = []
        for address, found, place in targets:
            pool = self.pool_of(found) if found else None
            if pool is not None:
                pools.append(pool)
            elif found is not None and (is_gathering(found) or t.COMPETENCY in found.kinds):
                return None
            else:
                listed.append(self.learn(found) if found else name_of(address, place))
        joined = [*([q.Listed(tuple(listed))] if listed else []), *pools] or [q.Anything()]
        together = joined[0]
        for pool in joined[1:]:
            together = q.Combined("|", together, pool)
        return together

    def pool_of(self, component: Node) -> q.Pool | None:
        """Return the pool that a component stands for: one of ours in words, or a list of addresses."""
        own = self._identified(component, t.POOL)
        if own is not None:
            return _pool_in(str(literal(own, "identifierValueCode")), own.at("identifierValueCode"))
        named = [name_of(link.address, link.place) for link in self.graph.follow(component, "proxyForItems")]
        return q.Listed(tuple(named)) if t.MULTIPLE in component.kinds and named else None


def amount_in(graph: Graph, profile: Node, unit: str) -> CreditAmount | None:
    """Return the credits of a value profile; *unit* is theirs where it has none that is known. None without a unit."""
    value = number(profile, "value")
    told = texts(profile, "description").get(t.CARRIER, "").partition(",")[0].rpartition(" ")[2]
    concept = graph.concept(profile, "creditUnitType")
    found = told if told in CREDIT_UNITS else t.CREDIT_UNITS_BY_CONCEPT.get(concept, unit)
    return CreditAmount(value, found) if value is not None and found else None


def _pool_in(told: str, place: str) -> q.Pool:
    try:
        scanner = Scanner(told)
        pool = read_pool(scanner)
        if scanner.peek().kind != "end":
            scanner.refuse(["&", "|", "-"])
    except Unacceptable as error:
        raise ExchangeError(error.code, place, found=told[:80]) from error
    return pool


def is_gathering(component: Node) -> bool:
    """Say whether a component only holds together what its conditions ask, and stands for nothing itself."""
    named = {"proxyFor", "proxyForItems", "identifier"} & set(component.values)
    return (
        any(kind in t.GATHERING for kind in component.kinds)
        and bool(component.values.get("hasCondition"))
        and not named
    )
