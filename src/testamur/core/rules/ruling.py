"""Rules of a policy as nodes: limits, shares, residency, exclusions, capstone, means; and clauses as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm
from typing import cast

from testamur.core.model.quantity import plain
from testamur.core.rules.asking import WHOLE_CLAUSE, Asking, Scope, at_least, compared, negative
from testamur.core.rules.cast import Kind, family
from testamur.core.rules.language.printing import pool_text
from testamur.core.rules.linear import (
    AMOUNT,
    TAKEN,
    WHOLE,
    Known,
    Label,
    Linear,
    Measure,
    Node,
    Some,
    Term,
    answer,
    every,
)
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
    Portion,
    Require,
    Requirement,
    Residency,
    Share,
    WholeItemsOnly,
)
from testamur.core.rules.pools import Pool
from testamur.core.rules.reading import HERE
from testamur.core.rules.truth import MAYBE, NO, YES

_PERCENT = 100
_FEWEST_DAYS, _MOST_TERMS = 8, 20_000


class Ruling(Asking):
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
                return self._portion(portion, pool, rounding, scope, "limit")
            case AtLeast(portion, pool, rounding):
                return self._portion(portion, pool, rounding, scope, "share")
            case Residency():
                return self._residency(clause.rule, scope)
            case Capstone():
                return self._capstone(clause.rule, scope)
            case GradeAverage():
                return self._average(clause.rule, scope)
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

    def _pool(self, pool: Pool) -> int:
        return self.reading.number("pool", pool)

    def _portion(self, portion: Portion, looked_at: Pool, rounding: str, scope: Scope, code: str) -> Node:
        """Compare what counts from a pool with a portion: at most it for a limit, else at least."""
        pool, told = self._pool(looked_at), {"pool": pool_text(looked_at)}
        is_limit = code == "limit"
        fixed = self.outline.fixed(portion, rounding)
        grain = self.cast.grain
        if fixed is not None:
            measure = Measure(self.terms(scope, pool, AMOUNT), Fraction(grain), fixed, self.outline.unit)
            return compared(
                "<=" if is_limit else ">=", measure, self.label(code, gap="" if is_limit else "credits", **told)
            )
        share = cast("Share", portion)
        part = Fraction(share.percent) / _PERCENT
        base = self.group(share.base) if share.is_group and not scope.is_held else scope
        looked = base if share.is_group else scope
        terms, whole = self.terms(looked, pool, AMOUNT), self._all(base)
        measure = Measure(terms, Fraction(grain), Fraction(0), self.outline.unit, whole, part / grain)
        scaled = (*_times(terms, part.denominator), *_times(whole, -part.numerator))
        label = self.label(code, gap="" if is_limit else "credits", share=plain(share.percent), **told)
        label = replace(label, measure=measure)
        if is_limit:
            return Linear(negative(scaled), 0, label)
        most = part * sum(self.cast.kinds[kind].high * self.cast.kinds[kind].count for _, kind, _ in base.pairs)
        # Half the price of other clauses: where something has to be missing, what counts comes before its mixture.
        return Linear(scaled, 0, label, max(1, WHOLE_CLAUSE // max(1, ceil(2 * most * part.denominator))))

    def _all(self, scope: Scope) -> tuple[Term, ...]:
        """Return the credits of everything in scope."""
        return tuple(Term(pair, AMOUNT, 1 if sure == YES else 0, 1) for pair, _, sure in scope.pairs)

    def _residency(self, rule: Residency, scope: Scope) -> Node:
        if rule.last is not None:
            return self._latest(rule.portion, Fraction(rule.last.value), scope)
        return self._portion(rule.portion, HERE, "none", scope, "residency")

    def _latest(self, portion: Portion, last: Fraction, scope: Scope) -> Node:
        """Ask that enough of the latest credits are earned here (SEM10).

        The condition, turned so that it is linear: going back in time, the credits from elsewhere that are met
        before enough from here are found fit into what is left of the window.
        """
        part, fixed = Fraction(0), self.outline.fixed(portion, "none")
        whole: tuple[Term, ...] = ()
        if fixed is None:
            share = cast("Share", portion)
            part = Fraction(share.percent) / _PERCENT
            whole = self._all(self.group(share.base) if share.is_group else scope)
        here = self._pool(HERE)
        needed = ceil((fixed or 0) * self.cast.grain * part.denominator)
        room = floor(last * self.cast.grain * part.denominator) - needed
        owed = _times(whole, -part.numerator)
        weight = max(1, WHOLE_CLAUSE // max(1, needed or part.denominator * self.cast.grain))
        ways: list[Node] = []
        for day in self._days(scope):
            own = self._since(scope, day, here, is_here=True)
            other = self._since(scope, day, here, is_here=False)
            if not own:
                continue
            enough = Linear((*_times(own, part.denominator), *owed), needed, weight=weight)
            fits = Linear((*negative(_times(other, part.denominator)), *owed), -room, weight=weight)
            ways.append(every([enough, fits]))
        measure = Measure(
            self.terms(scope, here, AMOUNT), Fraction(self.cast.grain), fixed or Fraction(0), self.outline.unit
        )
        label = replace(self.label("residency", gap="credits", last=str(last)), measure=measure)
        return Some(1, tuple(ways), label)

    def _days(self, scope: Scope) -> list[date]:
        """Return the days from which to look, latest first: all, or so many that the tree stays small.

        With fewer days what is met is met, and what is not may be: the problem is marked as coarse.
        """
        days = sorted({one[0] for one in self._dated(scope)}, reverse=True)
        most = max(_FEWEST_DAYS, _MOST_TERMS // max(1, len(scope.pairs)))
        if len(days) > most:
            self.is_coarse = True
            days = [days[number * len(days) // most] for number in range(most)]
        return days

    def _dated(self, scope: Scope) -> Iterator[tuple[date, int, int, int]]:
        """Yield the pairs in scope with their day; what has none is as old as can be."""
        for pair, kind, sure in scope.pairs:
            yield self.cast.kinds[kind].items[0].awarded_on or date.min, pair, kind, sure

    def _since(self, scope: Scope, day: date, here: int, *, is_here: bool) -> tuple[Term, ...]:
        """Return what was earned here since a day, or elsewhere after it; what has no date may have been."""
        found = []
        for awarded, pair, kind, sure in self._dated(scope):
            is_own = self.cast.kinds[kind].answers[here] == YES
            is_later = awarded >= day if is_here else awarded > day
            is_undated = awarded == date.min
            if is_own != is_here or not (is_later or is_undated):
                continue
            least = 1 if sure == YES and not (is_undated and is_here and day != date.min) else 0
            if is_here:
                found.append(Term(pair, AMOUNT, least, 1))
            else:
                found.append(Term(pair, AMOUNT, 0 if is_undated or sure != YES else 1, 1))
        return tuple(found)

    def _capstone(self, rule: Capstone, scope: Scope) -> Node:
        """Ask for the item, good enough, and awarded once what goes before it was held."""
        number = self.reading.number("refs", (rule.ref,))
        good = self.reading.number("filters", rule.filters)
        found = []
        for pair, kind, sure in scope.pairs:
            item = self.cast.kinds[kind]
            fit = min(item.answers[number], item.answers[good], sure)
            if fit and rule.after is not None:
                fit = min(fit, self._held_before(rule.after, item))
            if fit:
                found.append(Term(pair, WHOLE, 1 if fit == YES else 0, 1))
        return at_least(tuple(found), 1, self.label("capstone", gap="item", ref=rule.ref))

    def _held_before(self, after: Requirement, item: Kind) -> int:
        """Say whether a requirement was held when an item was awarded."""
        day = item.items[0].awarded_on
        pairs = []
        for pair, kind, sure in self.all_held().pairs:
            other = self.cast.kinds[kind].items[0].awarded_on
            if day is None or other is None:
                pairs.append((pair, kind, min(sure, MAYBE)))
            elif other <= day:
                pairs.append((pair, kind, sure))
        return answer(self.requirement(after, Scope(tuple(pairs), is_held=True)), self.held)

    def _average(self, rule: GradeAverage, scope: Scope) -> Node:
        """Compare the mean grade of what counts from a pool, weighted by credits; without any grade it is open."""
        number, wanted = self._pool(rule.pool), Fraction(rule.value)
        graded = [
            (pair, self.cast.kinds[kind], min(sure, self.cast.kinds[kind].answers[number]))
            for pair, kind, sure in scope.pairs
            if self.cast.kinds[kind].points is not None
        ]
        graded = [one for one in graded if one[2]]
        has_credits = any(kind.high for _, kind, _ in graded)
        points = [kind.points or (wanted, wanted) for _, kind, _ in graded]
        scale = lcm(wanted.denominator, *(point.denominator for pair in points for point in pair))
        terms, over, most = [], [], 1
        for (pair, kind, sure), (least, best) in zip(graded, points, strict=True):
            weight = kind.high if has_credits else 1
            low, high = (int((point - wanted) * scale) * weight for point in (least, best))
            is_sure = sure == YES
            terms.append(Term(pair, TAKEN, low if is_sure else min(0, low), high if is_sure else max(0, high)))
            over.append(Term(pair, TAKEN, weight, weight))
            most += weight * kind.count
        measure = Measure(tuple(terms), Fraction(scale), wanted, "points", over=tuple(over))
        label = replace(self.label("average", gap="average", pool=pool_text(rule.pool)), measure=measure)
        cost = max(1, WHOLE_CLAUSE // max(1, ceil(wanted * scale) * most))
        up = Linear(tuple(terms), 0, weight=cost)
        down = Linear(negative(terms), 0)
        sides = {">=": [up], "<=": [down]}.get(rule.comparison, [up, down])
        counted = tuple(
            Term(one.pair, TAKEN, 1 if kind[2] == YES else 0, 1) for one, kind in zip(over, graded, strict=True)
        )
        return every([*sides, Some(1, (Linear(counted, 1), Known(MAYBE)))], label)

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
                shared = Fraction(rule.percent) / _PERCENT * min(kinds[one].high, kinds[other].high)
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


def _times(terms: Iterable[Term], factor: int) -> tuple[Term, ...]:
    """Return the terms of a sum times a factor."""
    scaled = tuple(Term(term.pair, term.what, term.low * abs(factor), term.high * abs(factor)) for term in terms)
    return scaled if factor >= 0 else negative(scaled)
