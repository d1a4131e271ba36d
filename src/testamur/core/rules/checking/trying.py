"""A policy tried on somebody who has everything: what even they cannot meet, nobody can.

The engine itself judges. Everything that the policy can name is there in every combination that could help, in pieces
of many sizes, awarded today, with the best grade. What a ``not`` names is taken away again. Where a policy compares
what is held with a number (``=`` or ``<=`` in a gate), having everything is no help, and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TypeVar

from testamur.core.model.level import CYCLES, FRAMEWORKS, Level
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.checking.remarks import Remark, doubt, mistake
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
    parts_in,
    pools_in,
    refs_in,
    requirements_in,
    terms_in,
    unit_of,
)

_ON = date(2000, 1, 1)
_MOST_KINDS, _MOST_TRIED = 300, 40
# A search that takes longer proves nothing, and then nothing is said against the policy.
_EFFORT = 0.5
Named = TypeVar("Named")


def trying_remarks(policy: p.Policy, knowledge: Knowledge) -> Iterator[Remark]:
    """Yield clauses that stand against each other, and choices that nobody can take."""
    try:
        Decider(policy, knowledge=knowledge)
    except RulesError as error:
        yield mistake("cannot-be-judged", why=str(error))
        return
    if _compares_holdings(policy):
        yield doubt("not-tried")
        return
    person = Everything(policy, knowledge)
    if not person.is_drawn:
        yield doubt("not-tried")
    elif person.cannot_meet(policy):
        yield mistake("contradiction", clauses=", ".join(_smallest(policy, knowledge)))
    else:
        yield from _dead_ends(policy, person)


def _compares_holdings(policy: p.Policy) -> bool:
    gates = (
        inner
        for clause in clauses_in(policy.clauses)
        for wanted in requirements_in(clause.rule)
        if isinstance(wanted, p.Gate)
        for inner in parts_in(wanted.part)
    )
    means = (clause.rule for clause in clauses_in(policy.clauses) if isinstance(clause.rule, p.GradeAverage))
    return any(one.comparison != ">=" for one in means) or any(
        isinstance(one, p.Credits | p.Count) and one.comparison != ">=" and not isinstance(one.pool, q.Listed)
        for one in gates
    )


def _smallest(policy: p.Policy, knowledge: Knowledge) -> tuple[str, ...]:
    """Return clauses of which none can be left out without the rest becoming possible."""
    kept = list(policy.clauses)
    for clause in policy.clauses[:_MOST_TRIED]:
        rest = [one for one in kept if one is not clause]
        less = replace(policy, clauses=tuple(rest))
        if rest and Everything(less, knowledge).cannot_meet(less):
            kept = rest
    return tuple(clause.id for clause in kept)


def _dead_ends(policy: p.Policy, person: Everything) -> Iterator[Remark]:
    tried = 0
    for number, clause in enumerate(policy.clauses):
        if not isinstance(clause.rule, p.Require) or not isinstance(clause.rule.requirement, p.AnyOf):
            continue
        for place, part in enumerate(clause.rule.requirement.parts, start=1):
            tried += 1
            only = replace(clause, rule=p.Require(part))
            other = replace(policy, clauses=(*policy.clauses[:number], only, *policy.clauses[number + 1 :]))
            if tried <= _MOST_TRIED and person.cannot_meet(other):
                yield mistake("unreachable", clause.id, choice=str(place))


@dataclass(frozen=True, slots=True)
class _Names:
    """All that a policy can tell items apart by."""

    refs: tuple[str, ...]
    tags: tuple[str, ...]
    bodies: tuple[str, ...]
    sources: tuple[str, ...]
    levels: tuple[Level, ...]
    outcomes: tuple[str, ...]
    grades: tuple[str, ...]

    @classmethod
    def of(cls, policy: p.Policy) -> _Names:
        rules = [clause.rule for clause in clauses_in(policy.clauses)]
        terms = [term for rule in rules for pool in pools_in(rule) for term in terms_in(pool)]
        filters = [one for rule in rules for one in filters_in(rule)]
        named = [
            source
            for one in (*terms, *filters)
            if isinstance(one, q.FromSource | q.SourceFilter)
            for source in one.sources
        ]
        wanted = [one for rule in rules for one in requirements_in(rule) if isinstance(one, p.Coverage)]
        return cls(
            _once(ref for rule in rules for ref in refs_in(rule)),
            _once(term.tag for term in terms if isinstance(term, q.Tagged)),
            _once(term.body for term in terms if isinstance(term, q.AwardedBy)),
            _once(("native", *named)),
            _once(near for rule in rules for level in levels_in(rule) for near in _near(level)),
            _once(outcome for one in wanted for outcome in one.outcomes),
            _once(one.grade for one in filters if isinstance(one, q.GradeFilter) and one.comparison != ">="),
        )


def _once(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(found))


def _near(level: Level) -> Iterator[Level]:
    """Yield a level and those beside it."""
    steps = CYCLES if level.value in CYCLES else tuple(map(str, range(1, FRAMEWORKS[level.framework][1] + 1)))
    at = steps.index(level.value)
    yield from (Level(level.framework, step, LEVEL_BASIS) for step in steps[max(at - 1, 0) : at + 2])


class Everything:
    """Somebody who has everything that a policy can name. Not ``is_drawn`` where that would be too much."""

    def __init__(self, policy: p.Policy, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._names = _Names.of(policy)
        self._policy = policy
        self._grades = self._best_grades(policy)
        kinds = list(self._kinds())
        self.is_drawn = len(kinds) <= _MOST_KINDS
        # Named items are tried small and large: a limit may want the one, content that is shared the other.
        worlds = [tuple(self._pieces(kinds, is_large=large)) for large in (False, True)] if self.is_drawn else []
        self._worlds = tuple(self._without(policy, held) for held in dict.fromkeys(worlds))

    def cannot_meet(self, policy: p.Policy) -> bool:
        """Say whether even they certainly do not meet a policy made of the same names."""
        try:
            decider = Decider(policy, knowledge=self._knowledge, effort=_EFFORT)
        except RulesError:
            return False
        decisions = (decider.decide(held, on=_ON) for held in self._worlds)
        return all(one.verdict is Verdict.UNMET and one.is_proved for one in decisions)

    def _best_grades(self, policy: p.Policy) -> tuple[Grade, ...]:
        scheme = next((one for one in self._knowledge.schemes if one.id == policy.scale), None)
        highest = "100" if scheme is None or scheme.numeric else scheme.grades[-1]
        best = plain(scheme.highest) if scheme is not None and scheme.numeric else highest
        return tuple(Grade(grade, policy.scale) for grade in _once((best, *self._names.grades)))

    def _kinds(self) -> Iterator[Holding]:
        """Yield one item of every kind: with one tag, all or none; of every source, level and body."""
        names = self._names
        tags = _once(((), *((tag,) for tag in names.tags), names.tags))
        # One level of every framework that is named: without one, an item would leave the answer open.
        frameworks = _once(level.framework for level in names.levels)
        levels = tuple(product(*([one for one in names.levels if one.framework == name] for name in frameworks)))
        bodies: tuple[tuple[str, ...], ...] = ((), *((body,) for body in names.bodies))
        for tagged, source, level, body, grade in product(tags, names.sources, levels, bodies, self._grades):
            yield self._item("", tagged, source, level, body, grade)
        for ref, source, level in product(names.refs, names.sources, levels[-1:]):
            yield self._item(ref, names.tags, source, level, bodies[-1], self._grades[0])

    def _item(
        self,
        ref: str,
        tags: tuple[str, ...],
        source: str,
        levels: tuple[Level, ...],
        bodies: tuple[str, ...],
        grade: Grade,
    ) -> Holding:
        return Holding(
            "",
            ref,
            awarded_on=_ON,
            source=source,
            tags=tags,
            levels=levels,
            bodies=bodies,
            grade=grade,
            outcomes=self._names.outcomes,
            passed=True,
            supervised=True,
            id_verified=True,
            practice=True,
            match=Decimal(100),
            quality_from=_ON,
            quality_until=_ON,
            outcome_marks={"all": Decimal(100)},
        )

    def _pieces(self, kinds: Iterable[Holding], *, is_large: bool) -> Iterator[Holding]:
        """Yield the items of every kind in sizes that add up to any amount; of a named item one."""
        unit = unit_of(self._policy)
        amounts = [amount for clause in clauses_in(self._policy.clauses) for amount in amounts_in(clause.rule)]
        most = max((amount.value for amount in (*amounts, self._policy.size) if amount), default=Decimal(0))
        sizes = list(_doubling(most, [amount.value for amount in amounts])) if unit else [Decimal(0)] * 8
        for number, kind in enumerate(kinds):
            named = kind.ref != ""
            for place, size in enumerate([self._size_of(kind.ref, is_large=is_large)] if named else sizes):
                name = kind.ref or f"piece-{number}-{place}"
                credits_ = CreditAmount(size, unit) if unit else None
                yield replace(kind, id=f"{number}-{place}", ref=name, credits=credits_, splittable=True)

    def _size_of(self, ref: str, *, is_large: bool) -> Decimal:
        """Return the credits of a named item: its share of what is asked from a list that it is in, or all of it."""
        for clause in clauses_in(self._policy.clauses):
            for wanted in requirements_in(clause.rule):
                if isinstance(wanted, p.Credits) and isinstance(wanted.pool, q.Listed) and ref in wanted.pool.refs:
                    share = Decimal(-(-wanted.amount.value // len(wanted.pool.refs)))
                    return wanted.amount.value if is_large else share
        return Decimal(1)

    def _without(self, policy: p.Policy, held: tuple[Holding, ...]) -> tuple[Holding, ...]:
        """Return the items without those that a ``not`` looks for."""
        refused = [
            inner
            for clause in clauses_in(policy.clauses)
            for wanted in requirements_in(clause.rule)
            if isinstance(wanted, p.Not)
            for inner in parts_in(wanted.part)
            if isinstance(inner, p.Item | p.Credits | p.Count)
        ]
        if not refused:
            return held
        asked = [p.Item(one.ref) if isinstance(one, p.Item) else p.Count(">=", 1, one.pool) for one in refused]
        look = p.Policy("look", "1", "look", "look", (p.Clause(p.Require(p.AnyOf(tuple(asked))), "look"),), policy.unit)
        return tuple(one for one in held if not decide(look, [one], on=_ON, knowledge=self._knowledge))


def _doubling(most: Decimal, amounts: Iterable[Decimal]) -> Iterator[Decimal]:
    """Yield sizes from the finest that the policy names, doubling, until they add up to *most* twice."""
    places = max((-int(amount.as_tuple().exponent) for amount in amounts), default=0)
    size, total = Decimal(1).scaleb(-max(places, 0)), Decimal(0)
    while total <= most + most and size < Decimal(10_000):
        yield size
        total += size
        size += size
