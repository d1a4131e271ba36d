"""Portions of what counts: limits, shares and residency as nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import cast

from testamur.core.model.quantity import plain
from testamur.core.rules.asking import WHOLE_CLAUSE, Asking, Scope, compared, negative
from testamur.core.rules.language.printing import pool_text
from testamur.core.rules.linear import AMOUNT, Linear, Measure, Node, Some, Term, every
from testamur.core.rules.policy import Portion, Residency, Share
from testamur.core.rules.pools import Pool
from testamur.core.rules.reading import HERE
from testamur.core.rules.truth import YES

PERCENT = 100
_FEWEST_DAYS, _MOST_TERMS = 8, 20_000


class Portions(Asking):
    """Builds nodes for rules that compare a part of what counts with a portion."""

    def pool_number(self, pool: Pool) -> int:
        """Return the number of the question whether an item belongs to a pool."""
        return self.reading.number("pool", pool)

    def portion(self, portion: Portion, looked_at: Pool, rounding: str, scope: Scope, code: str) -> Node:
        """Compare what counts from a pool with a portion: at most it for a limit, else at least."""
        pool, told = self.pool_number(looked_at), {"pool": pool_text(looked_at)}
        is_limit = code == "limit"
        fixed = self.outline.fixed(portion, rounding)
        grain = self.cast.grain
        if fixed is not None:
            measure = Measure(self.terms(scope, pool, AMOUNT), Fraction(grain), fixed, self.outline.unit)
            return compared(
                "<=" if is_limit else ">=", measure, self.label(code, gap="" if is_limit else "credits", **told)
            )
        share = cast("Share", portion)
        part = Fraction(share.percent) / PERCENT
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

    def residency(self, rule: Residency, scope: Scope) -> Node:
        """Ask that enough is earned here, of all that counts or of the latest credits."""
        if rule.last is not None:
            return self._latest(rule.portion, Fraction(rule.last.value), scope)
        return self.portion(rule.portion, HERE, "none", scope, "residency")

    def _latest(self, portion: Portion, last: Fraction, scope: Scope) -> Node:
        """Ask that enough of the latest credits are earned here (SEM10).

        The condition, turned so that it is linear: going back in time, the credits from elsewhere that are met
        before enough from here are found fit into what is left of the window.
        """
        part, fixed = Fraction(0), self.outline.fixed(portion, "none")
        whole: tuple[Term, ...] = ()
        if fixed is None:
            share = cast("Share", portion)
            part = Fraction(share.percent) / PERCENT
            whole = self._all(self.group(share.base) if share.is_group else scope)
        here = self.pool_number(HERE)
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


def _times(terms: Iterable[Term], factor: int) -> tuple[Term, ...]:
    """Return the terms of a sum times a factor."""
    scaled = tuple(Term(term.pair, term.what, term.low * abs(factor), term.high * abs(factor)) for term in terms)
    return scaled if factor >= 0 else negative(scaled)
