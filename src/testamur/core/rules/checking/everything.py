"""Somebody who has everything that a policy can name, for policies to be tried on.

Everything is there in every combination that could help, in pieces of many sizes, awarded today, with the best grade;
what a ``not`` names is taken away again. Items that are named are tried in several worlds: small or large, with tags
or without, from each source; for a limit may want the one and a demand the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import product
from typing import TypeVar

from testamur.core.model.level import CYCLES, FRAMEWORKS, Level
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.deciding import Decider, decide
from testamur.core.rules.decision import RulesError, Verdict
from testamur.core.rules.holding import Grade, Holding
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.language.amounts import LEVEL_BASIS
from testamur.core.rules.language.walking import (
    amounts_in,
    clauses_in,
    filters_in,
    levels_in,
    pools_in,
    refs_in,
    requirements_in,
    terms_in,
    unit_of,
)

_ON = date(2000, 1, 1)
_MOST_KINDS, _MOST_WORLDS = 300, 40
# A search that takes longer proves nothing, and then nothing is said against the policy.
_EFFORT = 0.5
_SHARE = Decimal("0.01")
Named = TypeVar("Named")


def _once(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(found))


def _near(level: Level) -> Iterator[Level]:
    """Yield a level and those beside it."""
    steps = CYCLES if level.value in CYCLES else tuple(map(str, range(1, FRAMEWORKS[level.framework][1] + 1)))
    at = steps.index(level.value)
    yield from (Level(level.framework, step, LEVEL_BASIS) for step in steps[max(at - 1, 0) : at + 2])


@dataclass(frozen=True, slots=True)
class Names:
    """All that a policy can tell items apart by. ``levels``: one of every framework that it names, in combinations."""

    refs: tuple[str, ...]
    tags: tuple[str, ...]
    bodies: tuple[str, ...]
    sources: tuple[str, ...]
    levels: tuple[tuple[Level, ...], ...]
    outcomes: tuple[str, ...]

    @classmethod
    def of(cls, policy: p.Policy) -> Names:
        """Return the names in a policy."""
        rules = [clause.rule for clause in clauses_in(policy.clauses)]
        terms = [term for rule in rules for pool in pools_in(rule) for term in terms_in(pool)]
        filters = [one for rule in rules for one in filters_in(rule)]
        sorted_by = [one for one in (*terms, *filters) if isinstance(one, q.FromSource | q.SourceFilter)]
        wanted = [one for rule in rules for one in requirements_in(rule) if isinstance(one, p.Coverage)]
        levels = _once(near for rule in rules for level in levels_in(rule) for near in _near(level))
        frameworks = _once(level.framework for level in levels)
        return cls(
            _once(ref for rule in rules for ref in refs_in(rule)),
            _once(term.tag for term in terms if isinstance(term, q.Tagged)),
            _once(term.body for term in terms if isinstance(term, q.AwardedBy)),
            _once(("native", *(source for one in sorted_by for source in one.sources))),
            tuple(product(*([one for one in levels if one.framework == name] for name in frameworks))),
            _once(outcome for one in wanted for outcome in one.outcomes),
        )


class Everything:
    """Somebody who has everything that a policy can name. Not ``is_drawn`` where that would be too much."""

    def __init__(self, policy: p.Policy, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._policy = policy
        self._names = Names.of(policy)
        kinds = list(self._kinds())
        named = list(self._named()) if self._names.refs else [()]
        self.is_drawn = len(kinds) <= _MOST_KINDS and len(named) <= _MOST_WORLDS
        pieces = self._without(tuple(self._pieces(kinds))) if self.is_drawn else ()
        self._worlds = [(*pieces, *self._without(items)) for items in named] if self.is_drawn else []

    def cannot_meet(self, policy: p.Policy) -> bool:
        """Say whether even they certainly do not meet a policy made of the same names."""
        try:
            decider = Decider(policy, knowledge=self._knowledge, effort=_EFFORT)
        except RulesError:
            return False
        decisions = (decider.decide(held, on=_ON) for held in self._worlds)
        return self.is_drawn and all(one.verdict is Verdict.UNMET and one.is_proved for one in decisions)

    def _best_grade(self) -> Grade:
        scheme = next((one for one in self._knowledge.schemes if one.id == self._policy.scale), None)
        if scheme is None or scheme.numeric:
            return Grade("100" if scheme is None else plain(scheme.highest), self._policy.scale)
        return Grade(scheme.grades[-1], self._policy.scale)

    def _item(self, **told: object) -> Holding:
        """Return an item that has whatever is not told in the best way."""
        best = Holding(
            "",
            "",
            awarded_on=_ON,
            grade=self._best_grade(),
            outcomes=self._names.outcomes,
            passed=True,
            supervised=True,
            id_verified=True,
            practice=True,
            splittable=True,
            match=Decimal(100),
            quality_from=_ON,
            quality_until=_ON,
            outcome_marks={"all": Decimal(100)},
        )
        return replace(best, **told)  # type: ignore[arg-type]  # by the names of its fields

    def _kinds(self) -> Iterator[Holding]:
        """Yield one item of every kind: with one tag, all or none; of every source, level and body; large or small."""
        names = self._names
        tags = _once(((), *((tag,) for tag in names.tags), names.tags))
        bodies: tuple[tuple[str, ...], ...] = ((), *((body,) for body in names.bodies))
        for tagged, source, level, body, micro in product(tags, names.sources, names.levels, bodies, (True, False)):
            yield self._item(tags=tagged, source=source, levels=level, bodies=body, is_micro=micro)

    def _named(self) -> Iterator[tuple[Holding, ...]]:
        """Yield the named items, each once, as they are in one world; in the last, as they are in all."""
        names = self._names
        kinds: list[Holding] = []
        ends = _once((names.levels[-1], names.levels[0]))
        sizes = ("small", "large", "none")
        for size, tags, source, level in product(sizes, _once(((), names.tags)), names.sources, ends):
            world = tuple(self._one(ref, size, tags, source, level) for ref in names.refs)
            kinds += world
            yield world
        yield tuple(replace(one, id=f"{one.id}-{number}") for number, one in enumerate(kinds))

    def _one(self, ref: str, size: str, tags: tuple[str, ...], source: str, level: tuple[Level, ...]) -> Holding:
        value = self._most() if size == "large" else max(self._shares_of(ref), default=Decimal(1))
        unit = unit_of(self._policy) if size != "none" else ""
        credits_ = CreditAmount(value, unit) if unit else None
        return self._item(
            id=ref, ref=ref, credits=credits_, tags=tags, source=source, levels=level, bodies=self._names.bodies
        )

    def _shares_of(self, ref: str) -> Iterator[Decimal]:
        """Yield the item's share of the credits that are asked of lists that it is in: together exactly what is asked.

        The first of a list brings what does not divide: items that count whole, or once, may not bring more.
        """
        for clause in clauses_in(self._policy.clauses):
            for wanted in requirements_in(clause.rule):
                if not isinstance(wanted, p.Credits):
                    continue
                for refs in (_once(term.refs) for term in terms_in(wanted.pool) if isinstance(term, q.Listed)):
                    if ref in refs:
                        part = (wanted.amount.value / len(refs)).quantize(_SHARE, ROUND_DOWN)
                        yield part if ref != refs[0] else wanted.amount.value - part * (len(refs) - 1)

    def _amounts(self) -> list[CreditAmount]:
        return [amount for clause in clauses_in(self._policy.clauses) for amount in amounts_in(clause.rule)]

    def _most(self) -> Decimal:
        """Return the largest amount that the policy names."""
        return max((one.value for one in (*self._amounts(), self._policy.size) if one), default=Decimal(1))

    def _pieces(self, kinds: Iterable[Holding]) -> Iterator[Holding]:
        """Yield the items of every kind in sizes that add up to any amount, each of a specification of its own."""
        unit = unit_of(self._policy)
        amounts = [amount.value for amount in self._amounts()]
        sizes = list(_doubling(self._most(), amounts)) if unit else [Decimal(0)] * 8
        for number, kind in enumerate(kinds):
            for place, size in enumerate(sizes):
                name = f"piece-{number}-{place}"
                yield replace(kind, id=name, ref=name, credits=CreditAmount(size, unit) if unit else None)

    def _without(self, held: tuple[Holding, ...]) -> tuple[Holding, ...]:
        """Return the items without those that a ``not`` looks for."""
        refused = [
            wanted.part
            for clause in clauses_in(self._policy.clauses)
            for wanted in requirements_in(clause.rule)
            if isinstance(wanted, p.Not)
        ]
        if not refused:
            return held
        clause = p.Clause(p.Require(p.AnyOf(tuple(refused))), "look")
        look = p.Policy("look", "1", "look", "look", (clause,), self._policy.unit)
        return tuple(one for one in held if not decide(look, [one], on=_ON, knowledge=self._knowledge))


def _doubling(most: Decimal, amounts: Iterable[Decimal]) -> Iterator[Decimal]:
    """Yield sizes from the finest that the policy names, doubling, until they add up to *most* twice."""
    places = max((-int(amount.as_tuple().exponent) for amount in amounts), default=0)
    size, total = Decimal(1).scaleb(-max(places, 0)), Decimal(0)
    while total <= most + most and size < Decimal(10_000):
        yield size
        total += size
        size += size
