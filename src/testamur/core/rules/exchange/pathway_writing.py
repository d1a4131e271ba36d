"""A policy as a CTDL pathway: components that can be counted, conditions on them, and the rest in words.

https://credreg.net/ctdl/terms/Pathway ; the table of what is written how is docs/protocols/ctdl-pathways.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from testamur.core.model.definition.texts import MAX_TEXT
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.losses import IN_WORDS, Loss, is_address, losses
from testamur.core.rules.exchange.resources import Item, Json
from testamur.core.rules.exchange.shelf import Shelf
from testamur.core.rules.language import dump_policy, policy_text, rule_text
from testamur.core.rules.language.printing import requirement_text
from testamur.core.rules.language.walking import parts_in

_HUNDRED = Decimal(100)
_ROUNDED = {"floor": ROUND_FLOOR, "ceil": ROUND_CEILING}


@dataclass(frozen=True, slots=True)
class Exported:
    """A JSON-LD document, and what of the policy it says in words only."""

    document: Json
    losses: tuple[Loss, ...]


def export_pathway(
    policy: p.Policy, *, base: str = t.REGISTRY, language: str = "en", items: Iterable[Item] = ()
) -> Exported:
    """Return *policy* as a graph. Its resources get addresses under *base*; *language* is that of its texts.

    *items* tells what is known of the items that the policy names; of others the graph has the name alone.
    """
    shelf = Shelf(policy, base, language, {item.ref: item for item in items})
    conditions = list(_Conditions(policy, shelf).all())
    parts = [_destination(policy, shelf, conditions), *shelf.components.values()]
    graph = [_pathway(policy, shelf, parts), *parts]
    return Exported({"@context": t.CONTEXT, "@graph": graph}, losses(policy))


def _pathway(policy: p.Policy, shelf: Shelf, parts: Sequence[Json]) -> Json:
    described = shelf.pathway | {
        "@type": "ceterms:Pathway",
        "ceterms:name": shelf.text(policy.title),
        "ceterms:description": shelf.text(policy_text(policy), dump_policy(policy)),
        "ceterms:versionCode": policy.version,
        "ceterms:hasDestinationComponent": [shelf.goal["@id"]],
        "ceterms:hasPart": [part["@id"] for part in parts],
    }
    owners = [owner for owner in policy.owners if is_address(owner)]
    return described | ({"ceterms:ownedBy": owners} if owners else {})


def _destination(policy: p.Policy, shelf: Shelf, conditions: Sequence[Json]) -> Json:
    """Return the component that the pathway leads to. Its conditions hold all together, one for each clause."""
    described = shelf.goal | shelf.describe(shelf.known(policy.awards), "CredentialComponent", t.REFERENCE)
    children = [component["@id"] for component in shelf.components.values()]
    return described | {
        "ceterms:isDestinationComponentOf": [shelf.pathway["@id"]],
        "ceterms:hasCondition": list(conditions),
        **({"ceasn:hasChild": children} if children else {}),
    }


class _Conditions:
    def __init__(self, policy: p.Policy, shelf: Shelf) -> None:
        self._policy = policy
        self._shelf = shelf
        self._text = shelf.text

    def all(self) -> Iterator[Json]:
        """Yield a condition for each clause."""
        return map(self._clause, self._policy.clauses)

    def _clause(self, clause: p.Clause) -> Json:
        condition = self._rule(clause.rule)
        told = (clause.note or rule_text(clause.rule))[:MAX_TEXT]
        return condition | {"ceterms:name": self._text(clause.id), "ceterms:description": self._text(told)}

    def _rule(self, rule: p.Rule) -> Json:
        match rule:
            case p.Require(wanted):
                return self._requirement(wanted)
            case p.Capstone(ref, after, _):
                return self._capstone(ref, after)
            case p.AtLeast(portion, pool, rounding):
                amount = portion if isinstance(portion, CreditAmount) else self._amount(portion, rounding)
                return self._sum(">=", amount, pool) if amount else self._in_words()
            case _ if type(rule) in IN_WORDS:
                return self._in_words()
            case _:  # pragma: no cover - all rules are above
                raise TypeError(type(rule))

    def _amount(self, share: p.Share, rounding: str) -> CreditAmount | None:
        """Return what a share is of a base whose size the policy tells; None for what is counted and for groups."""
        bases = {p.AWARD: self._policy.size, p.MINIMUM_GRADUATING: self._policy.minimum_graduating or self._policy.size}
        base = None if share.is_group else bases.get(share.base)
        if base is None:
            return None
        value = base.value * share.percent / _HUNDRED
        return CreditAmount(value.to_integral_value(_ROUNDED[rounding]) if rounding in _ROUNDED else value, base.unit)

    def _in_words(self, told: str = "") -> Json:
        return {"@type": "ceterms:ComponentCondition"} | ({"ceterms:description": self._text(told)} if told else {})

    def _capstone(self, ref: str, after: p.Requirement | None) -> Json:
        target = self._shelf.target(ref)
        if after is None:
            return self._needs(1, [target], [])
        earlier = [self._shelf.target(part.ref) for part in parts_in(after) if isinstance(part, p.Item)]
        if earlier:
            self._shelf.components["item", ref]["ceterms:precededBy"] = list(dict.fromkeys(earlier))
        return self._needs(2, [target], [self._requirement(after)])

    def _needs(self, needed: int, targets: list[str], conditions: list[Json]) -> Json:
        condition: Json = {"@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": needed}
        if targets:
            condition["ceterms:targetComponent"] = targets
        if conditions:
            condition["ceterms:hasCondition"] = conditions
        return condition

    def _requirement(self, wanted: p.Requirement) -> Json:
        match wanted:
            case p.AllOf(parts) | p.AnyOf(parts) | p.SomeOf(_, parts):
                needed = wanted.needed if isinstance(wanted, p.SomeOf) else 1
                return self._some(len(parts) if isinstance(wanted, p.AllOf) else needed, parts)
            case p.Item(ref):
                return self._needs(1, [self._shelf.target(ref)], [])
            case p.Group(name, part, _) | p.Gate(name, part, _):
                return self._requirement(part) | {"ceterms:name": self._text(name)}
            case p.Path(name, clauses):
                inner = [self._clause(clause) for clause in clauses]
                return self._needs(len(inner), [], inner) | {"ceterms:name": self._text(name)}
            case p.Not():
                return self._in_words(requirement_text(wanted))
            case _:
                return self._measure(wanted)

    def _measure(self, wanted: p.Credits | p.Count | p.Coverage) -> Json:
        if isinstance(wanted, p.Credits):
            return self._sum(wanted.comparison, wanted.amount, wanted.pool)
        if isinstance(wanted, p.Count):
            return self._count(wanted.comparison, wanted.number, wanted.pool)
        return self._coverage(wanted.outcomes, wanted.percent)

    def _some(self, needed: int, parts: tuple[p.Requirement, ...]) -> Json:
        refs = [part.ref for part in parts if isinstance(part, p.Item)]
        others = [self._requirement(part) for part in parts if not isinstance(part, p.Item)]
        if len(set(refs)) < len(refs):  # a component counts once among targets; named twice, it is asked for twice
            return self._needs(needed, [], [self._requirement(part) for part in parts])
        return self._needs(needed, [self._shelf.target(ref) for ref in refs], others)

    def _coverage(self, outcomes: tuple[str, ...], percent: Decimal) -> Json:
        unique = list(dict.fromkeys(outcomes))
        targets = [self._shelf.made("outcome", Item(outcome), t.COMPETENCY) for outcome in unique]
        return self._needs(int((len(unique) * percent / _HUNDRED).to_integral_value(ROUND_CEILING)), targets, [])

    def _sum(self, sign: str, amount: CreditAmount, pool: q.Pool) -> Json:
        return self._constrained(pool, t.CREDITS, t.SUM, sign, plain(amount.value), str(amount))

    def _count(self, sign: str, many: int, pool: q.Pool) -> Json:
        if sign == ">=" and isinstance(pool, q.Listed) and many <= len(set(pool.refs)):
            return self._needs(many, self._shelf.pool(pool), [])
        return self._constrained(pool, t.IDENTITY, t.COUNT_DISTINCT, sign, str(many), str(many))

    def _constrained(self, pool: q.Pool, source: str, action: str, sign: str, value: str, told: str) -> Json:
        constraint: dict[str, Any] = {
            "@type": "ceterms:Constraint",
            "ceterms:name": self._text(f"{sign} {told}", told),
            "ceterms:leftSource": [f"ceterms:{source}"],
            "ceterms:leftAction": f"array:{action}",
            "ceterms:comparator": f"compare:{t.COMPARATORS[sign]}",
            "ceterms:rightSource": [{"@value": value, "@type": "xsd:decimal"}],
        }
        return {
            "@type": "ceterms:ComponentCondition",
            "ceterms:targetComponent": self._shelf.pool(pool),
            "ceterms:requiredConstraints": 1,
            "ceterms:hasConstraint": [constraint],
        }
