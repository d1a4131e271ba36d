"""Rules of a policy as nodes: what excludes and what bars; and clauses as a whole."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from testamur.core.model.quantity import plain
from testamur.core.rules.asking import Scope
from testamur.core.rules.attainment import Attainment
from testamur.core.rules.cast import family
from testamur.core.rules.linear import AMOUNT, TAKEN, Known, Label, Linear, Node, Some, Term, every
from testamur.core.rules.policy import (
    Antirequisite,
    AtLeast,
    AtMost,
    Capstone,
    Clause,
    Currency,
    Demand,
    GradeAverage,
    MinimumGrade,
    OncePer,
    Overlap,
    Require,
    Residency,
    WholeItemsOnly,
)
from testamur.core.rules.portions import PERCENT
from testamur.core.rules.truth import NO, YES


class Ruling(Attainment):
    """Builds nodes for rules, too: what a clause comes to for one person."""

    def whole_policy(self) -> Some:
        """Return the node that asks for every clause of the policy."""
        scope = self.counted()
        facts = {"policy": self.outline.policy.id, "version": self.outline.policy.version}
        return every([self.clause_node(clause, scope) for clause in self.outline.clauses], Label("policy", facts))

    def clause_node(self, clause: Clause, scope: Scope) -> Node:
        """Return the node of a clause; an overridden one is met, and keeps what it would have been for the telling."""
        self.clause = clause.id
        node = self._rule(clause, scope)
        if clause.id in self.reading.overridden:
            return Known(YES, self.label("overridden"), node)
        return node

    def _rule(self, clause: Clause, scope: Scope) -> Node:
        match clause.rule:
            case Require(requirement):
                return self.requirement(requirement, scope)
            case AtMost(portion, pool, rounding):
                return self.portion(portion, pool, rounding, scope, "limit")
            case AtLeast(portion, pool, rounding):
                return self.portion(portion, pool, rounding, scope, "share")
            case Residency():
                return self.residency(clause.rule, scope)
            case Capstone():
                return self.capstone(clause.rule, scope)
            case GradeAverage():
                return self.average(clause.rule, scope)
            case _ if scope.is_held:
                # What is held is looked at as it is; how it would have to be counted does not come into it.
                return Known(YES, self.label("held"))
            case _:
                return self._exclusion(clause, scope)

    def _exclusion(self, clause: Clause, scope: Scope) -> Node:
        match clause.rule:
            case Antirequisite(refs):
                terms = self._raw(scope, self.reading.number("refs", refs))
                return Linear(terms, -1, self.label("antirequisite"))
            case OncePer(what):
                return self._once_per(what, scope)
            case Overlap():
                return self._overlap(clause.rule, scope)
            case WholeItemsOnly():
                return self._whole(scope)
            case _:
                return self._bar(clause, scope)

    def _raw(self, scope: Scope, number: int) -> tuple[Term, ...]:
        """Return the items of which one is enough, whatever is unsure about them."""
        kinds = self.cast.kinds
        return tuple(Term(pair, TAKEN, -1, -1) for pair, kind, _ in scope.pairs if kinds[kind].answers[number])

    def _once_per(self, what: str, scope: Scope) -> Node:
        """Ask that of each specification, or family, one item counts (SEM11)."""
        groups: dict[str, list[Term]] = {}
        for pair, kind, _ in scope.pairs:
            keys = {item.ref if what == "spec" else family(item) for item in self.cast.kinds[kind].items}
            # Items that are alike but for their specification are one kind only where no other is of theirs.
            if len(keys) == 1:
                groups.setdefault(keys.pop(), []).append(Term(pair, TAKEN, -1, -1))
        kinds = self.cast.kinds
        several = [
            tuple(terms)
            for terms in groups.values()
            if sum(kinds[self.cast.pairs[term.pair].kind].count for term in terms) > 1
        ]
        return every([Linear(terms, -1) for terms in several], self.label("once-per", what=what))

    def _overlap(self, rule: Overlap, scope: Scope) -> Node:
        """Cut the joint credit of two items by what they share: a part of the smaller."""
        first, second = (self.reading.number("refs", (ref,)) for ref in (rule.first, rule.second))
        kinds = self.cast.kinds
        parts = []
        ones = {kind for _, kind, _ in scope.pairs if kinds[kind].answers[first]}
        others = {kind for _, kind, _ in scope.pairs if kinds[kind].answers[second]} - ones
        for one in sorted(ones):
            for other in sorted(others):
                shared = Fraction(rule.percent) / PERCENT * min(kinds[one].high, kinds[other].high)
                self.shares.setdefault(one, {})[other] = self.shares.setdefault(other, {})[one] = floor(shared)
                terms = tuple(Term(pair, AMOUNT, -1, -1) for pair, kind, _ in scope.pairs if kind in (one, other))
                parts.append(Linear(terms, -floor(kinds[one].high + kinds[other].high - shared)))
        return every(parts, self.label("overlap", first=rule.first, second=rule.second, percent=plain(rule.percent)))

    def _whole(self, scope: Scope) -> Node:
        """Ask that what counts counts whole."""
        terms = [
            term
            for pair, kind, _ in scope.pairs
            for term in (Term(pair, AMOUNT, 1, 1), Term(pair, TAKEN, *[-self.cast.kinds[kind].high] * 2))
        ]
        return Linear(tuple(terms), 0, self.label("whole-items"))

    def _bar(self, clause: Clause, scope: Scope) -> Node:
        """Ask that nothing counts that the clause bars."""
        number = self.reading.number("bar", clause.id)
        code = {MinimumGrade: "minimum-grade", Currency: "currency", Demand: "demand"}.get(
            type(clause.rule), "no-double-count"
        )
        doors = self.reading.doors
        terms = []
        for pair, kind, _ in scope.pairs:
            passes = self.cast.kinds[kind].answers[number]
            is_free = code == "currency" and doors[self.cast.pairs[pair].place].any_age
            if passes != YES and not is_free:
                terms.append(Term(pair, TAKEN, -1, -1 if passes == NO else 0))
        return Linear(tuple(terms), 0, self.label(code))
