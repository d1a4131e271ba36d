"""The conditions of a CTDL pathway as requirements of ours. What cannot be understood is never met.

A condition that a program cannot count is turned into an item that nobody can hold (`STAND_IN`), with the condition's
own words as the clause's note: a person reads it and decides. Leaving it out would make the policy milder than it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.components import Components, is_gathering
from testamur.core.rules.exchange.graph import Link, Node, line, literal, name_of, number_in, prose, whole
from testamur.core.rules.exchange.problems import ExchangeError

STAND_IN = "unread: "
MAX_NESTED = 40
# Conditions and their targets, however often a graph leads to them.
MAX_PARTS = 50_000
_LONGEST_STAND_IN = 120
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


class Conditions:
    """Reads the conditions of one graph, with its components."""

    def __init__(self, components: Components) -> None:
        self.components = components
        self._graph = components.graph
        self._notice = components.notice
        self._open: list[str] = []
        self._read = 0

    def of(self, node: Node) -> Iterator[tuple[Node, p.Requirement]]:
        """Yield the conditions of a component or condition, each with what it asks."""
        for address, found, place in self._graph.follow(node, "hasCondition"):
            if found is None:
                raise ExchangeError("no-such-node", place, id=address[:200])
            yield found, self._entered(found)

    def _entered(self, node: Node) -> p.Requirement:
        self._read += 1 + len(node.values.get("targetComponent", ()))
        if node.place in self._open:
            raise ExchangeError("cycle", node.place, nodes=node.id[:200])
        if len(self._open) >= MAX_NESTED:
            raise ExchangeError("too-deep", node.place, limit=MAX_NESTED)
        if self._read > MAX_PARTS:
            raise ExchangeError("too-many-parts", node.place, limit=MAX_PARTS)
        self._open.append(node.place)
        asked = self._condition(node)
        self._open.pop()
        return asked

    def _condition(self, node: Node) -> p.Requirement:
        targets = list(self._targets(node))
        constraints = list(self._graph.follow(node, "hasConstraint"))
        operator = self._graph.concept(node, "logicalOperator")
        if operator not in ("", "And", "Or"):
            return self._in_words(node, "operator-not-understood", operator=operator[:80])
        parts = [wanted for _found, wanted in self.of(node)]
        needed = whole(node, "requiredNumber") or (1 if operator == "Or" else 0)
        if constraints:
            parts = [self._needed(node, needed, [*self._each(targets), *parts])] if needed else parts
            return _all([*parts, *self._constraints(node, targets, constraints)])
        if not targets and not parts:
            return self._in_words(node, "in-words")
        if not parts and all(link.node and t.COMPETENCY in link.node.kinds for link in targets):
            return self._coverage(node, targets, needed)
        return self._needed(node, needed, [*self._each(targets), *parts])

    def _targets(self, node: Node) -> Iterator[Link]:
        for link in self._graph.follow(node, "targetComponent"):
            if link.node is None:
                self._notice("not-in-the-graph", link.place, id=link.address[:200])
            yield link

    def _each(self, targets: Sequence[Link]) -> Iterator[p.Requirement]:
        """Yield what each target asks: an item, one of a pool, or all that a gathering component asks."""
        for address, found, place in targets:
            pool = self.components.pool_of(found) if found else None
            if found is None:
                yield p.Item(name_of(address, place))
            elif t.COMPETENCY in found.kinds:
                yield p.Coverage((self.components.reference(found),))
            elif is_gathering(found):
                yield _all([wanted for _node, wanted in self.of(found)])
            else:
                yield p.Item(self.components.learn(found)) if pool is None else p.Count(">=", 1, pool)

    def _needed(self, node: Node, needed: int, parts: list[p.Requirement]) -> p.Requirement:
        if not parts:
            return self._in_words(node, "more-than-there-are", needed=str(needed), there="0")
        if not needed:
            self._notice("no-number", node.place)
            return _all(parts)
        self._check_enough(node, "requiredNumber", needed, len(parts))
        return _some(needed, parts)

    def _check_enough(self, node: Node, name: str, needed: int, there: int) -> None:
        """Tell of a condition that nobody can meet; it is taken over as it stands."""
        if needed > there:
            self._notice("more-than-there-are", node.at(name), needed=str(needed), there=str(there))

    def _coverage(self, node: Node, targets: Sequence[Link], needed: int) -> p.Requirement:
        refs = tuple(self.components.reference(link.node) for link in targets if link.node)
        if not needed:
            self._notice("no-number", node.place)
            return p.Coverage(refs)
        if needed > len(refs):
            return self._needed(node, needed, [*self._each(targets)])
        return p.Coverage(refs, (needed * _HUNDRED / len(refs)).quantize(_CENT, ROUND_DOWN))

    def _in_words(self, node: Node, code: str, **facts: str) -> p.Requirement:
        language = self.components.language
        told = line(node, "name", language) or prose(node, "description", language) or node.place
        self._notice(code, node.place, words=told[:200], **facts)
        return p.Item(f"{STAND_IN}{' '.join(told.split())[:_LONGEST_STAND_IN]}".rstrip())

    def _constraints(self, node: Node, targets: Sequence[Link], found: Sequence[Link]) -> list[p.Requirement]:
        pool = self.components.pool(targets)
        parts = [self._constraint(link, pool) for link in found]
        either = 1 if self._graph.concept(node, "logicalOperator") == "Or" else len(parts)
        needed = whole(node, "requiredConstraints") or either
        self._check_enough(node, "requiredConstraints", needed, len(parts))
        return parts if needed == len(parts) else [_some(needed, parts)]

    def _constraint(self, link: Link, pool: q.Pool | None) -> p.Requirement:
        node = link.node
        if node is None:
            raise ExchangeError("no-such-node", link.place, id=link.address[:200])
        sign = t.COMPARISONS.get(self._graph.concept(node, "comparator"), "")
        asked = self._graph.concept(node, "leftSource"), self._graph.concept(node, "leftAction")
        right = _right(node)
        if sign and right is not None and pool is not None:
            if asked == (t.CREDITS, t.SUM):
                return p.Credits(sign, CreditAmount(right, self.components.unit_of(node, pool)), pool)
            if asked[1] == t.COUNT_DISTINCT and right == right.to_integral_value():
                return p.Count(sign, int(right), pool)
        return self._in_words(node, "constraint-not-understood")


def _right(constraint: Node) -> Decimal | None:
    """Return the number on the right of a constraint, or None where there is something else."""
    return None if constraint.values.get("rightAction") else number_in(literal(constraint, "rightSource"))


def _all(parts: list[p.Requirement]) -> p.Requirement:
    return parts[0] if len(parts) == 1 else p.AllOf(tuple(parts))


def _some(needed: int, parts: list[p.Requirement]) -> p.Requirement:
    if needed == len(parts):
        return _all(parts)
    return p.AnyOf(tuple(parts)) if needed == 1 else p.SomeOf(needed, tuple(parts))
