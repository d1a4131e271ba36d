"""A policy as it reads on one day: its questions about an item, what bars an item, and where it may count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from testamur.core.rules.cast import LOOSE, Purse
from testamur.core.rules.conversion import Converter
from testamur.core.rules.holding import Holding
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.membership import Question, Reader, listed
from testamur.core.rules.outline import Outline, inner
from testamur.core.rules.policy import (
    COUNTED,
    RESIDENT,
    Antirequisite,
    AtLeast,
    AtMost,
    Capstone,
    Clause,
    Count,
    Coverage,
    Credits,
    Currency,
    Demand,
    Gate,
    GradeAverage,
    Group,
    Item,
    MinimumGrade,
    NoDoubleCount,
    Not,
    OncePer,
    Overlap,
    Requirement,
    Residency,
    Share,
)
from testamur.core.rules.pools import AnyAgeFilter, Anything, Filter, FromSource, GradeFilter, Pool
from testamur.core.rules.truth import NO, YES

EVERYTHING = Anything()
HERE = FromSource(RESIDENT)
_REASONS = {
    "GradeFilter": "grade",
    "LevelFilter": "level",
    "AgeFilter": "age",
    "ConductFilter": "conduct",
    "SourceFilter": "source",
    "EachOutcomeFilter": "outcome-marks",
    "MatchFilter": "content",
    "QualityVerifiedFilter": "quality",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A clause that keeps items from counting: how far an item passes, and the reason that it would not.

    ``refreshed_by`` tells the items of which a current one makes all others current (SEM6).
    """

    clause: str
    because: str
    passes: Question
    is_currency: bool = False
    refreshed_by: Question | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """A place for items: how far an item passes its filters, one by one; and what is asked there, by number."""

    filters: tuple[tuple[str, Question], ...]
    any_age: bool
    asked: frozenset[int]

    def passes(self, one: Holding) -> tuple[int, str]:
        """Return how far an item passes the filters, and the reason of the first that refuses it."""
        passes = YES
        for because, question in self.filters:
            answer = question(one)
            if answer == NO:
                return NO, because
            passes = min(passes, answer)
        return passes, ""


class Reading:
    """Everything that the policy asks of an item, as numbered questions. Raises `RulesError`.

    ``overridden``: clauses that a registrar lets be met; they bar nothing.
    """

    def __init__(
        self,
        outline: Outline,
        knowledge: Knowledge,
        on: date,
        anchors: Mapping[str, date],
        overridden: Collection[str] = (),
    ) -> None:
        self.outline = outline
        self.on = on
        self.overridden = frozenset(overridden)
        self.purse = Purse(outline.unit, Converter(knowledge.conversions), outline.most)
        self.reader = Reader(outline.policy, knowledge, on, anchors)
        self.questions: list[Question] = []
        self._numbers: dict[object, int] = {}
        own = {outline.policy.id, outline.policy.awards}
        self._barring = {
            part.id: bar
            for part in outline.parts
            if isinstance(part, Clause) and (bar := _bar(part, self.reader, own)) is not None
        }
        asked: dict[int, set[int]] = {place: set() for place in range(LOOSE, len(outline.places))}
        for clause in outline.clauses:
            self._ask(clause, LOOSE, asked)
        for place in self._diluted():
            asked[place].add(self._add("pool", EVERYTHING, self.reader.pool(EVERYTHING)))
        self.bars = tuple(
            self._barring[clause.id]
            for clause in outline.clauses
            if clause.id in self._barring and clause.id not in self.overridden
        )
        rules = [part.rule for part in outline.parts if isinstance(part, Clause) and part.id not in self.overridden]
        self.once = tuple(
            clause.rule.what
            for clause in outline.clauses
            if isinstance(clause.rule, OncePer) and clause.id not in self.overridden
        )
        self.is_once = any(isinstance(rule, OncePer) for rule in rules)
        self.overlaps = tuple(rule for rule in rules if isinstance(rule, Overlap))
        self.is_by_date = any(
            (isinstance(rule, Residency) and rule.last is not None)
            or (isinstance(rule, Capstone) and rule.after is not None)
            for rule in rules
        )
        self.is_graded = any(isinstance(rule, GradeAverage) for rule in rules)
        self.doors = {
            place: Door(self._filters(place), is_any_age(self.outline.filters(place)), frozenset(asked[place]))
            for place in asked
        }

    def number(self, kind: str, asked: object) -> int:
        """Return the number of the question that something of a kind stands for: a pool, a ref, filters, a bar …."""
        return self._numbers[kind, asked]

    def looked_at(self, part: Requirement) -> set[int]:
        """Return the questions that a requirement asks, with all inside it, by number."""
        own = {self.number(kind, one) for kind, one, _ in self._worth(part)}
        return own.union(*(self.looked_at(one) for one in inner(part) if not isinstance(one, Clause)))

    def barring(self) -> Iterator[tuple[int, Bar]]:
        """Yield all bars, also those of paths, with the numbers of their questions."""
        for bar in self._barring.values():
            yield self.number("bar", bar.clause), bar

    def _filters(self, place: int) -> tuple[tuple[str, Question], ...]:
        filters = self.outline.filters(place)
        return tuple((_REASONS.get(type(one).__name__, ""), self.reader.filter(one)) for one in filters)

    def _diluted(self) -> Iterator[int]:
        """Yield the places where anything may count: a share is measured there, or leaves room as it grows."""
        if not self.outline.asks():
            yield LOOSE
        for part in self.outline.parts:
            match part:
                case Clause(AtMost(Share(_, base, is_group)) | AtLeast(Share(_, base, is_group))) if is_group:
                    yield self.outline.place_of(base)
                case Clause(Residency(Share(_, base, is_group))) if is_group:
                    yield self.outline.place_of(base)
                case Clause(AtMost(Share(_, base))) if base == COUNTED:
                    yield LOOSE
                case _:
                    pass

    def _add(self, kind: str, asked: object, question: Question) -> int:
        if (kind, asked) not in self._numbers:
            self._numbers[kind, asked] = len(self.questions)
            self.questions.append(question)
        return self._numbers[kind, asked]

    def _ask(self, part: Requirement | Clause, place: int | None, asked: dict[int, set[int]]) -> None:
        """Give numbers to the questions of a part, and note which make an item worth putting where.

        What a gate looks at is put nowhere.
        """
        rule = part.rule if isinstance(part, Clause) else part
        if isinstance(part, Clause) and part.id in self._barring:
            self._add("bar", part.id, self._barring[part.id].passes)
        worth = {self._add(kind, one, question) for kind, one, question in self._worth(rule)}
        if place is not None:
            asked[place] |= worth
        for kind, one, question in self._aside(rule):
            self._add(kind, one, question)
        if isinstance(rule, Group) and place is not None:
            place = self.outline.place_of(rule.id)
        for one in inner(part):
            self._ask(one, None if isinstance(rule, Gate | Not | Capstone) else place, asked)

    def _worth(self, rule: object) -> Iterator[tuple[str, object, Question]]:
        """Yield the questions that an item helps with by counting."""
        match rule:
            case Credits(_, _, pool) | Count(_, _, pool) | AtLeast(_, pool) | GradeAverage(_, _, pool):
                yield "pool", pool, self.reader.pool(pool)
            case Coverage(outcomes):
                for outcome in outcomes:
                    yield "outcome", outcome, _reaches(outcome)
            case Item(ref) | Capstone(ref):
                yield "refs", (ref,), listed((ref,))
            case Residency():
                yield "pool", HERE, self.reader.pool(HERE)
            case _:
                return

    def _aside(self, rule: object) -> Iterator[tuple[str, object, Question]]:
        """Yield the questions that only limit, or look at what is held."""
        match rule:
            case AtMost(_, pool):
                yield "pool", pool, self.reader.pool(pool)
            case Antirequisite(refs):
                yield "refs", refs, listed(refs)
            case Overlap(first, second):
                yield "refs", (first,), listed((first,))
                yield "refs", (second,), listed((second,))
            case Group(_, _, filters) | Gate(_, _, filters) | Capstone(_, _, filters):
                yield "filters", filters, self.reader.filters(filters)
            case _:
                return


def is_any_age(filters: Sequence[Filter]) -> bool:
    """Say whether items that are no longer current count here."""
    return any(isinstance(one, AnyAgeFilter) for one in filters)


def _reaches(outcome: str) -> Question:
    return lambda one: YES if outcome in one.outcomes else NO


def _bar(clause: Clause, reader: Reader, own: Collection[str]) -> Bar | None:
    """Return what keeps items from counting by a clause, or None for a clause that does not look at single items."""
    match clause.rule:
        case MinimumGrade(grade, pool):
            return Bar(clause.id, "grade", _demanded(reader, (GradeFilter(">=", grade),), pool))
        case Demand(filters, pool):
            because = next((_REASONS.get(type(one).__name__, "") for one in filters), "")
            return Bar(clause.id, because or "demand", _demanded(reader, filters, pool))
        case NoDoubleCount(with_):
            return Bar(clause.id, "consumed", lambda one: NO if _consumed(one.consumed_by, with_, own) else YES)
        case Currency(window, anchor, refreshed_by, practice):
            current = reader.current(window, anchor)
            passes: Question = (lambda one: YES if one.practice else current(one)) if practice else current
            refresher = listed((refreshed_by,)) if refreshed_by else None
            return Bar(clause.id, "currency", passes, is_currency=True, refreshed_by=refresher)
        case _:
            return None


def _demanded(reader: Reader, filters: Sequence[Filter], pool: Pool) -> Question:
    belongs, passes = reader.pool(pool), reader.filters(filters)
    return lambda one: max(YES - belongs(one), passes(one))


def _consumed(consumed_by: Collection[str], with_: str, own: Collection[str]) -> bool:
    """Say whether another award used the item up; the policy's own award may be asked about again."""
    return any(award not in own and with_ in ("", award) for award in consumed_by)
