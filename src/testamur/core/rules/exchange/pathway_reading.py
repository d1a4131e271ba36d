"""CTDL pathways → policies: one for the destination, and one for every component on the way that asks something.

What we wrote ourselves carries the policy's own file. It is believed clause by clause, and only where the graph still
says what that clause would be written as; what somebody has changed in the graph since is read from the graph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from testamur.core.model.quantity import CREDIT_UNITS
from testamur.core.rules import policy as p
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.components import Components, is_gathering
from testamur.core.rules.exchange.conditions import MAX_PARTS, Conditions
from testamur.core.rules.exchange.documents import read_document
from testamur.core.rules.exchange.graph import Graph, Node, line, literal, name_of, prose, texts
from testamur.core.rules.exchange.pathway_writing import export_pathway
from testamur.core.rules.exchange.problems import ExchangeError, Notice
from testamur.core.rules.exchange.resources import Item
from testamur.core.rules.language import DefinitionError, dump_policy, parse_policy
from testamur.core.rules.language.walking import unit_of

_UNNAMED = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID = 64
_FIRST_VERSION = "1"
# Terms that the import reads, or that say again what it has read.
_READ = frozenset((
    "alternateName", "comparator", "creditLevelType", "creditUnitType", "creditValue", "ctid", "description",
    "hasChild", "hasCondition", "hasConstraint", "hasDestinationComponent", "hasPart", "identifier",
    "identifierTypeName", "identifierValueCode", "isChildOf", "isDestinationComponentOf", "isPartOf", "leftAction",
    "leftSource", "logicalOperator", "name", "ownedBy", "precededBy", "precedes", "proxyFor", "proxyForItems",
    "proxyForList", "requiredConstraints", "requiredNumber", "rightAction", "rightSource", "targetComponent", "value",
    "versionCode",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What a graph says, as policies: the destination's first. ``items``: what it tells of the items they name."""

    policies: tuple[p.Policy, ...]
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]

    @property
    def policy(self) -> p.Policy:
        """The policy of the destination."""
        return self.policies[0]


def import_pathway(data: bytes | str, *, unit: str = "", language: str = "en") -> Imported:
    """Return the policies of the one pathway in *data*. Raises `ExchangeError`.

    *unit*: the credits' unit where the graph does not tell, and *language* the one to take texts in.
    """
    if unit and unit not in CREDIT_UNITS:
        raise ExchangeError("unknown-unit", found=unit)
    graph = Graph(read_document(data))
    parts = Components(graph, unit=unit, language=language)
    pathway = _pathway(graph)
    goal = _destination(graph, pathway)
    on_the_way = list(_on_the_way(graph, goal))
    _list_unread(graph, parts)
    conditions = Conditions(parts)
    policies = [_of_the_goal(conditions, pathway, goal)]
    for found in on_the_way:
        clauses = [clause for _place, clause in _told(conditions, found)]
        policy = _policy(_head(parts, pathway, found, found), clauses)
        taken = any(one.id == policy.id for one in policies)
        policies.append(replace(policy, id=_identifier(f"{len(policies)}-{policy.id}", "")) if taken else policy)
    return Imported(tuple(policies), tuple(parts.items.values()), tuple(parts.notices))


def _pathway(graph: Graph) -> Node:
    found = [node for node in graph.nodes.values() if "Pathway" in node.kinds]
    if len(found) != 1:
        raise ExchangeError("many-pathways" if found else "no-pathway", "", pathways=len(found))
    return found[0]


def _destination(graph: Graph, pathway: Node) -> Node:
    """Return the component that the pathway leads to, whichever side says so."""
    named = {address for address, _node, _place in graph.follow(pathway, "hasDestinationComponent")}
    for node in graph.nodes.values():
        leads_from = (address for address, _node, _place in graph.follow(node, "isDestinationComponentOf"))
        if pathway.id and pathway.id in leads_from:
            named.add(node.id)
    if len(named) != 1:
        raise ExchangeError("many-destinations" if named else "no-destination", pathway.place, found=len(named))
    address = named.pop()
    if address not in graph.nodes:
        raise ExchangeError("no-such-node", pathway.at("hasDestinationComponent"), id=address[:200])
    return graph.nodes[address]


def _list_unread(graph: Graph, parts: Components) -> None:
    """Tell of every term that is not read, once each, with how often it stands there."""
    met: Counter[str] = Counter()
    first: dict[str, str] = {}
    for node in graph.nodes.values():
        for name, spelled in node.terms.items():
            if name not in _READ and not spelled.startswith("@") and name in node.values:
                met[spelled] += 1
                first.setdefault(spelled, node.at(name))
    for spelled, times in met.items():
        parts.notice("unread-term", first[spelled], term=spelled[:100], times=str(times))


def _own_file(pathway: Node, parts: Components) -> p.Policy | None:
    """Return the policy that the graph carries along, where we wrote it."""
    told = texts(pathway, "description").get(t.CARRIER, "")
    if not told:
        return None
    try:
        return parse_policy(told)
    except DefinitionError as error:
        parts.notice("carried-unreadable", pathway.at("description"), reason=str(error)[:200])
        return None


def _on_the_way(graph: Graph, goal: Node) -> Iterator[Node]:
    """Yield the components on the way that ask something themselves. Raises `ExchangeError` where one needs itself."""
    needs: dict[str, set[str]] = {}
    waiting, steps = [goal], iter(range(MAX_PARTS))
    while waiting:
        node = waiting.pop()
        if node.id not in needs:
            targets = {one.id: one for one in _targets_of(graph, node, steps)}
            needs[node.id] = set(targets)
            waiting += reversed(targets.values())
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise ExchangeError("cycle", goal.place, nodes=" → ".join(error.args[1])[:500]) from error
    for address in needs:
        found = graph.nodes[address]
        if address != goal.id and found.values.get("hasCondition") and not is_gathering(found):
            yield found


def _targets_of(graph: Graph, component: Node, steps: Iterator[int]) -> Iterator[Node]:
    """Yield the components that a component's conditions name, however deep the conditions are nested.

    Each condition and target takes one of *steps*. Raises `ExchangeError` where they are used up.
    """
    waiting, seen = [component], set()
    while waiting:
        node = waiting.pop()
        inner = [link.node for link in graph.follow(node, "hasCondition") if link.node]
        targets = [link.node for link in graph.follow(node, "targetComponent") if link.node]
        if len(list(islice(steps, len(inner) + len(targets)))) < len(inner) + len(targets):
            raise ExchangeError("too-many-parts", component.place, limit=MAX_PARTS)
        yield from (found for found in targets if found.id in graph.nodes)
        fresh = {found.place: found for found in inner if found.place not in seen}
        seen |= set(fresh)
        waiting += fresh.values()


def _of_the_goal(conditions: Conditions, pathway: Node, goal: Node) -> p.Policy:
    parts = conditions.components
    told = list(_told(conditions, goal))
    head = _head(parts, pathway, pathway, goal)
    plain = _policy(head, (clause for _place, clause in told))
    own = _own_file(pathway, parts)
    if own is None:
        return plain
    now = replace(own, title=head.title, version=head.version, awards=head.awards)
    if now != own:
        parts.notice("changed", pathway.place, clause="")
    policy = _policy(now, _believed(parts, goal, told, own))
    if _is_sound(policy):
        return policy
    parts.notice("carried-unreadable", pathway.at("description"), reason="")
    return plain


def _policy(head: p.Policy, clauses: Iterable[p.Clause]) -> p.Policy:
    policy = replace(head, clauses=tuple(clauses))
    return replace(policy, unit=unit_of(policy))


def _is_sound(policy: p.Policy) -> bool:
    """Say whether clauses of two origins make one policy: no name twice, no share of a group that is gone."""
    try:
        return parse_policy(dump_policy(policy)) == policy
    except DefinitionError:
        return False


def _believed(parts: Components, goal: Node, told: list[tuple[str, p.Clause]], own: p.Policy) -> Iterator[p.Clause]:
    """Yield the clauses of our own file that the graph still tells the same way, and the graph's in place of others."""
    written = {clause.id: clause for clause in _as_written(own, parts.unit)}
    carried = {clause.id: clause for clause in own.clauses}
    for place, clause in told:
        if clause.id in carried and written.get(clause.id) == clause:
            parts.forget(place)
            yield carried[clause.id]
            continue
        parts.notice("changed" if clause.id in carried else "added", place, clause=clause.id)
        yield clause
    there = {clause.id for _place, clause in told}
    for gone in [name for name in carried if name not in there]:
        parts.notice("removed", goal.place, clause=gone)


def _as_written(policy: p.Policy, unit: str) -> Iterator[p.Clause]:
    """Yield the clauses as a graph alone tells them that we would write of *policy*."""
    graph = Graph(export_pathway(policy).document)
    told = _told(Conditions(Components(graph, unit=unit)), _destination(graph, _pathway(graph)))
    yield from (clause for _place, clause in told)


def _told(conditions: Conditions, goal: Node) -> Iterator[tuple[str, p.Clause]]:
    """Yield the clauses that a component's conditions make, each with the place of its condition."""
    parts = conditions.components
    taken: set[str] = set()
    for number, (node, wanted) in enumerate(conditions.of(goal), 1):
        name = _identifier(line(node, "name", parts.language), f"c{number}")
        while name in taken:
            name = _identifier(f"{name[: _LONGEST_ID - 8]}-{number}", f"c{number}")
        taken.add(name)
        yield node.place, p.Clause(p.Require(wanted), name, prose(node, "description", parts.language))
    if not taken:
        yield goal.place, p.Clause(p.Require(_children(parts, goal)), "c1")


def _children(parts: Components, goal: Node) -> p.Requirement:
    """Return all children of a component without conditions: CTDL does not say that they are needed, so it is told."""
    found = [link.node for link in parts.graph.follow(goal, "hasChild") if link.node]
    if not found:
        raise ExchangeError("nothing-asked", goal.place)
    parts.notice("children-taken-as-needed", goal.place, children=str(len(found)))
    return p.AllOf(tuple(p.Item(parts.learn(child)) for child in found))


def _head(parts: Components, pathway: Node, named: Node, goal: Node) -> p.Policy:
    """Return a policy without clauses: with the name and title of *named*, leading to *goal*."""
    ref = parts.reference(goal)
    version = str(literal(pathway, "versionCode") or _FIRST_VERSION)
    return p.Policy(
        id=_identifier(named.id.rstrip("/").rpartition("/")[2], "pathway"),
        version=_identifier(version, _FIRST_VERSION),
        title=line(named, "name", parts.language) or ref,
        awards=ref,
        clauses=(),
        unit=parts.unit,
        owners=tuple(dict.fromkeys(_owners(parts, pathway))),
    )


def _owners(parts: Components, pathway: Node) -> Iterator[str]:
    for link in parts.graph.follow(pathway, "ownedBy"):
        yield name_of(link.address, link.place)


def _identifier(told: str, otherwise: str) -> str:
    """Return a name as policies write them, or *otherwise*."""
    return _UNNAMED.sub("-", told)[:_LONGEST_ID].strip("._-") or otherwise
