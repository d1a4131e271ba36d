"""What a policy asks for, as the limbs of a figure: lists of named items, and pools that anything fitting may fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from testamur.core.rules.decision import Gap
from testamur.core.rules.policy import (
    AllOf,
    AnyOf,
    Capstone,
    Clause,
    Count,
    Coverage,
    Credits,
    Gate,
    Group,
    Item,
    Path,
    Policy,
    Require,
    Requirement,
    SomeOf,
)
from testamur.core.rules.pools import Combined, Listed, Pool, Tagged

_MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A limb before there are stars: ``refs`` are named; an open part takes whatever counts. ``group``: its id."""

    id: str
    name: str = ""
    refs: tuple[str, ...] = ()
    is_open: bool = False
    group: str = ""


def parts(policy: Policy) -> tuple[Part, ...]:
    """Return the limbs of *policy*, in the order of its clauses; at least one."""
    found = [part for clause in policy.clauses for part in _of_clause(clause)]
    named: set[str] = set()
    kept = []
    for part in found:
        fresh = tuple(ref for ref in dict.fromkeys(part.refs) if ref not in named)[:_MOST_NAMED]
        named.update(fresh)
        if fresh or part.is_open:
            kept.append(replace(part, refs=fresh))
    return tuple(kept) or (Part(policy.id, is_open=True),)


def _of_clause(clause: Clause) -> Iterator[Part]:
    rule = clause.rule
    if isinstance(rule, Require):
        yield from (replace(part, name=part.name or clause.note) for part in _of(rule.requirement, clause.id))
    elif isinstance(rule, Capstone):
        yield Part(clause.id or rule.ref, clause.note, (rule.ref,))


def _of(asked: Requirement, clause: str) -> Iterator[Part]:
    """Yield the parts of a requirement; items that stand together are one part. What must not be held is no star."""
    if isinstance(asked, AllOf | AnyOf | SomeOf):
        items = tuple(part.ref for part in asked.parts if isinstance(part, Item))
        if items:
            yield Part(clause, refs=items)
        for part in asked.parts:
            if not isinstance(part, Item):
                yield from _of(part, clause)
    elif isinstance(asked, Item):
        yield Part(clause, refs=(asked.ref,))
    elif isinstance(asked, Group | Gate):
        group = asked.id if isinstance(asked, Group) else ""
        yield from (
            replace(part, id=asked.id, name=part.name or asked.id, group=group) for part in _of(asked.part, asked.id)
        )
    elif isinstance(asked, Path):
        yield from (part for clause_inside in asked.clauses for part in _of_clause(clause_inside))
    elif isinstance(asked, Credits | Count):
        refs = _listed(asked.pool)
        yield Part(clause, refs=refs, is_open=not refs)
    elif isinstance(asked, Coverage):
        yield Part(clause, is_open=True)


def _listed(pool: Pool) -> tuple[str, ...]:
    """Return what a pool names, where it is only names."""
    if isinstance(pool, Listed):
        return pool.refs
    if isinstance(pool, Combined) and pool.operator == "|":
        left, right = _listed(pool.left), _listed(pool.right)
        return (*left, *right) if left and right else ()
    return ()


def places(policy: Policy) -> dict[str, tuple[int, int]]:
    """Return reference → its place among what is taken: in the order of the clauses, what comes after others last."""
    last = {
        clause.rule.ref
        for clause in policy.clauses
        if isinstance(clause.rule, Capstone) and clause.rule.after is not None
    }
    refs = dict.fromkeys(ref for part in parts(policy) for ref in part.refs)
    return {ref: (2 if ref in last else 0, at) for at, ref in enumerate(refs)}


def in_order(way: Iterable[Gap], policy: Policy) -> tuple[Gap, ...]:
    """Return what is missing in the order in which it is taken: begun, named, sums, and what comes after others."""
    known = places(policy)

    def place(gap: Gap) -> tuple[int, int]:
        return (-1, 0) if gap.kind == "settle" else known.get(gap.facts.get("ref", ""), (1, 0))

    return tuple(sorted(way, key=place))


def tags(policy: Policy) -> list[str]:
    """Return the tags that the policy tells apart, in its order."""
    return list(dict.fromkeys(_tags(policy)))


def _tags(part: object) -> Iterator[str]:
    if isinstance(part, Tagged):
        yield part.tag
    elif isinstance(part, tuple):
        for one in part:
            yield from _tags(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _tags(getattr(part, field.name))
