"""What has to be attained: a capstone after what goes before it, and means of grades, as nodes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, lcm

from testamur.core.rules.asking import WHOLE_CLAUSE, Scope, at_least, negative
from testamur.core.rules.cast import Kind
from testamur.core.rules.language.printing import pool_text
from testamur.core.rules.linear import TAKEN, WHOLE, Known, Linear, Measure, Node, Some, Term, answer, every
from testamur.core.rules.policy import Capstone, GradeAverage, Requirement
from testamur.core.rules.portions import Portions
from testamur.core.rules.truth import MAYBE, YES


class Attainment(Portions):
    """Builds nodes for rules about how well and in which order something was done."""

    def capstone(self, rule: Capstone, scope: Scope) -> Node:
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

    def average(self, rule: GradeAverage, scope: Scope) -> Node:
        """Compare the mean grade of what counts from a pool, weighted by credits; without any grade it is open."""
        number, wanted = self.pool_number(rule.pool), Fraction(rule.value)
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
