"""A stack as associations between achievements, and the associations of others upon holdings (CLR 2.0).

What somebody else says of how achievements relate may make less of them count, never more: a part is used up by its
whole. That one replaced another, or that two are equivalent, is kept as an edge; it takes a decision to count by it
(domain.md 2.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from testamur.core.model.association import (
    CHILD,
    EXACT_MATCH,
    ORDERS,
    PARENT,
    PART,
    PRECEDES,
    REPLACED,
    Association,
    knot_in,
)
from testamur.core.rules import policy as p
from testamur.core.rules.decision import Decision
from testamur.core.rules.exchange.components import MAX_NOTICES
from testamur.core.rules.exchange.problems import Notice
from testamur.core.rules.holding import Holding
from testamur.core.rules.language.walking import parts_in

_RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Linked:
    """Holdings with what associations say of them; ``edges``: all associations between them, by the holdings' ids."""

    holdings: tuple[Holding, ...]
    edges: tuple[Association, ...]
    notices: tuple[Notice, ...] = ()


def stack_associations(
    decision: Decision,
    stacked: str,
    holdings: Sequence[Holding],
    *,
    policy: p.Policy | None = None,
    matches: Mapping[str, str] | None = None,
) -> tuple[Association, ...]:
    """Return how the achievements of a stack relate: *stacked* is the achievement that it leads to.

    Nothing where the decision is not met. With *policy*, what a capstone came after precedes it. *matches*: holding's
    id → the unit that a positive decision recognised it as.
    """
    if not decision:
        return ()
    by_id = {one.id: one for one in holdings}
    counted = [by_id[one.holding].ref for one in decision.counted if one.holding in by_id]
    found = [Association(stacked, PARENT, ref) for ref in counted if ref != stacked]
    older = [by_id[one.holding] for one in decision.left_out if one.because == _RENEWAL and one.holding in by_id]
    newer = {_family(by_id[one.holding]): by_id[one.holding].ref for one in decision.counted if one.holding in by_id}
    latest = [(held.ref, newer.get(_family(held), held.ref)) for held in older]
    found += [Association(old, REPLACED, new) for old, new in latest if old != new]
    found += _in_order(policy, set(counted)) if policy else ()
    for identifier, unit in (matches or {}).items():
        if identifier in by_id and by_id[identifier].ref != unit:
            found.append(Association(by_id[identifier].ref, EXACT_MATCH, unit).upright)
    return tuple(dict.fromkeys(found))


def _family(holding: Holding) -> str:
    return holding.family or holding.ref


def _in_order(policy: p.Policy, counted: set[str]) -> Iterator[Association]:
    for clause in policy.clauses:
        rule = clause.rule
        if isinstance(rule, p.Capstone) and rule.after is not None and rule.ref in counted:
            before = (part.ref for part in parts_in(rule.after) if isinstance(part, p.Item))
            yield from (Association(ref, PRECEDES, rule.ref) for ref in before if ref in counted and ref != rule.ref)


def link(holdings: Sequence[Holding], associations: Iterable[Association]) -> Linked:
    """Return *holdings* with what the associations between them say.

    A part of another holding is used up by that one's specification (``consumed_by``). Associations that lead in a
    circle say nothing, and are told, as are those with what is not there.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for holding in holdings:
        for name in dict.fromkeys((holding.id, holding.ref)):
            named[name].append(holding.id)
    told = list(dict.fromkeys(one.upright for one in associations))
    edges, notices = [], []
    for one in told:
        missing = [name for name in (one.source, one.target) if name not in named]
        notices += [Notice("not-in-the-record", "", {"id": name[:200]}) for name in missing]
        if not missing:
            edges += [
                Association(source, one.kind, target).upright
                for source in named[one.source]
                for target in named[one.target]
                if source != target
            ]
    sound = list(_without_knots(edges, notices))
    return Linked(tuple(_affected(holdings, sound)), tuple(sound), tuple(_once(notices)))


def _without_knots(edges: Sequence[Association], notices: list[Notice]) -> Iterator[Association]:
    for kinds in (*ORDERS, ()):
        part = [one for one in edges if (one.kind in kinds if kinds else not any(one.kind in of for of in ORDERS))]
        knot = knot_in(part)
        if knot:
            notices.append(Notice("cycle", "", {"ids": " → ".join(knot)[:500]}))
        else:
            yield from dict.fromkeys(part)


def _affected(holdings: Sequence[Holding], edges: Sequence[Association]) -> Iterator[Holding]:
    refs = {holding.id: holding.ref for holding in holdings}
    wholes: dict[str, list[str]] = defaultdict(list)
    for one in edges:
        if one.kind in (CHILD, PART):
            wholes[one.source].append(refs[one.target])
    for holding in holdings:
        used = dict.fromkeys((*holding.consumed_by, *wholes[holding.id]))
        yield replace(holding, consumed_by=tuple(used))


def _once(notices: Iterable[Notice]) -> Iterator[Notice]:
    told: list[Notice] = []
    for notice in notices:
        if notice not in told and len(told) < MAX_NOTICES:
            told.append(notice)
            yield notice
