"""Which items belong to a pool and pass a filter: questions with three answers about one holding, on one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from testamur.core.rules.clock import Duration
from testamur.core.rules.decision import RulesError
from testamur.core.rules.grades import GradeReader
from testamur.core.rules.holding import Holding
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.levels import LevelReader
from testamur.core.rules.policy import RESIDENT, Policy
from testamur.core.rules.pools import (
    AgeFilter,
    AnyAgeFilter,
    Anything,
    AtLevel,
    AwardedBy,
    Combined,
    ConductFilter,
    EachOutcomeFilter,
    Filter,
    FromSource,
    GradeFilter,
    LevelFilter,
    Listed,
    MatchFilter,
    Pool,
    QualityVerifiedFilter,
    SourceFilter,
    Tagged,
)
from testamur.core.rules.truth import MAYBE, NO, YES, compare, truth

Question = Callable[[Holding], int]


class Reader:
    """Turns pools and filters into questions, for one policy on one day."""

    def __init__(self, policy: Policy, knowledge: Knowledge, on: date, anchors: Mapping[str, date]) -> None:
        self.levels = LevelReader(knowledge.levels, on)
        self.grades = GradeReader(knowledge, policy.scale, pass_ok=policy.pass_ok)
        self._on = on
        self._anchors = anchors

    def pool(self, pool: Pool) -> Question:
        """Return whether a holding belongs to the pool."""
        match pool:
            case Anything(micro_only):
                return (lambda one: YES if one.is_micro else NO) if micro_only else (lambda _: YES)
            case Listed(refs):
                return listed(refs)
            case Tagged(tag):
                return lambda one: YES if tag in one.tags else NO
            case AtLevel(comparison, level):
                return lambda one: self.levels.compare(one.levels, comparison, level)
            case AwardedBy(body):
                return lambda one: YES if body in one.bodies else NO
            case FromSource(sources):
                return lambda one: YES if one.source in sources else NO
            case Combined(operator, left, right):
                return _joined(operator, self.pool(left), self.pool(right))

    def filters(self, filters: Sequence[Filter]) -> Question:
        """Return whether a holding passes all of the filters."""
        questions = [self.filter(one) for one in filters]
        return lambda one: min((question(one) for question in questions), default=YES)

    def filter(self, wanted: Filter) -> Question:
        """Return whether a holding passes the filter."""
        match wanted:
            case GradeFilter(comparison, grade):
                return lambda one: self.grades.compare(one, comparison, grade)
            case LevelFilter(comparison, level):
                return lambda one: self.levels.compare(one.levels, comparison, level)
            case AgeFilter(duration, anchor):
                return self.current(duration, anchor)
            case _:
                return _recorded(wanted)

    def current(self, window: str, anchor: str) -> Question:
        """Return whether an item is current at the anchor, the boundary day included (SEM6). Raises `RulesError`.

        Where nobody says when the anchor was, it was not after the day of the decision: what is current then was
        current before.
        """
        span = Duration.parse(window)
        if span is None:
            message = f"'{window[:40]}' is not a calendar span; write one such as P5Y, P18M or P90D"
            raise RulesError(message)
        said = self._on if anchor == "award" else None
        day = self._anchors.get(anchor, said)

        def answer(one: Holding) -> int:
            if one.awarded_on is None:
                return MAYBE
            ends = span.after(one.awarded_on)
            if day is None:
                return YES if ends >= self._on else MAYBE
            return YES if ends >= day else NO

        return answer


def _recorded(
    wanted: ConductFilter | SourceFilter | EachOutcomeFilter | MatchFilter | QualityVerifiedFilter | AnyAgeFilter,
) -> Question:
    """Return whether a holding passes a filter that looks at nothing but what is recorded of it."""
    match wanted:
        case ConductFilter(conduct):
            return lambda one: truth(one.supervised if conduct == "supervised" else one.id_verified)
        case SourceFilter(sources):
            return lambda one: YES if one.source in sources else NO
        case EachOutcomeFilter(percent):
            return lambda one: _each_outcome(one, percent)
        case MatchFilter(percent):
            return lambda one: _matches(one, percent)
        case QualityVerifiedFilter():
            return _quality_verified
        case AnyAgeFilter():
            return lambda _: YES


def listed(refs: Sequence[str]) -> Question:
    """Return whether a holding is of one of these: by specification, family, or unit that it was recognised as."""
    wanted = frozenset(refs)

    def answer(one: Holding) -> int:
        if one.ref in wanted or one.family in wanted:
            return YES
        return NO if wanted.isdisjoint(one.stands_for) else YES

    return answer


def _joined(operator: str, left: Question, right: Question) -> Question:
    if operator == "|":
        return lambda one: max(left(one), right(one))
    if operator == "&":
        return lambda one: min(left(one), right(one))
    return lambda one: min(left(one), YES - right(one))


def _each_outcome(one: Holding, percent: Decimal) -> int:
    marks = one.outcome_marks
    if not all(mark.is_finite() for mark in marks.values()):
        return MAYBE
    if any(not compare(">=", mark, percent) for mark in marks.values()):
        return NO
    return YES if marks and all(outcome in marks for outcome in one.outcomes) else MAYBE


def _matches(one: Holding, percent: Decimal) -> int:
    if one.match is None or not one.match.is_finite():
        return YES if one.source in RESIDENT and not one.stands_for else MAYBE
    return YES if compare(">=", one.match, percent) else NO


def _quality_verified(one: Holding) -> int:
    """Say whether the definition was verified when the item was completed (T13)."""
    if one.awarded_on is None or one.quality_from is None or one.quality_until is None:
        return MAYBE
    return YES if one.quality_from <= one.awarded_on <= one.quality_until else NO
