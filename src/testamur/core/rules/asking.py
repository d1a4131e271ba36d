"""Requirements of a policy as nodes over one person's items."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

from testamur.core.rules.cast import Cast
from testamur.core.rules.language.printing import pool_text
from testamur.core.rules.linear import (
    AMOUNT,
    TAKEN,
    UNNAMED,
    WHOLE,
    Known,
    Label,
    Linear,
    Measure,
    Node,
    Selection,
    Some,
    Term,
    answer,
    every,
)
from testamur.core.rules.outline import Outline, inner_clauses
from testamur.core.rules.policy import (
    AllOf,
    AnyOf,
    Clause,
    Count,
    Coverage,
    Credits,
    Gate,
    Group,
    Item,
    Not,
    Path,
    Requirement,
    SomeOf,
)
from testamur.core.rules.pools import Filter
from testamur.core.rules.reading import Reading, is_any_age
from testamur.core.rules.truth import YES

# What a missing credit, item or outcome costs a search, in parts of what is asked: a half-met clause costs half.
WHOLE_CLAUSE = 1_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a requirement looks: pairs with their kinds, and how sure it is that their items are there."""

    pairs: tuple[tuple[int, int, int], ...]
    is_held: bool = False
    group: str = ""


@dataclass(slots=True)
class Asking(ABC):
    """Builds the nodes of one person. ``clause`` is the clause that is being built, for gaps and findings.

    ``shares`` notes how many grains one kind shares with others that it overlaps; ``is_coarse`` that something was
    left out of the tree because it would be too large, so that it asks for more than the policy does.
    """

    reading: Reading
    cast: Cast
    held: Selection
    clause: str = ""
    shares: dict[int, dict[int, int]] = field(default_factory=dict)
    is_coarse: bool = False

    @property
    def outline(self) -> Outline:
        """The policy, read through."""
        return self.reading.outline

    def counted(self) -> Scope:
        """Return all that is counted."""
        return Scope(tuple((number, pair.kind, pair.sure) for number, pair in enumerate(self.cast.pairs)))

    def group(self, group_id: str) -> Scope:
        """Return what is counted in a group and in the groups inside it."""
        inside = self.outline.places[self.outline.place_of(group_id)].inside
        pairs = ((number, pair) for number, pair in enumerate(self.cast.pairs) if pair.place in inside)
        return Scope(tuple((number, pair.kind, pair.sure) for number, pair in pairs), group=group_id)

    def all_held(self, *, any_age: bool = False) -> Scope:
        """Return all that is held and current; with ``any_age`` also what is no longer."""
        first = len(self.cast.pairs)
        sure = ((number, kind.held[1 if any_age else 0]) for number, kind in enumerate(self.cast.kinds))
        return Scope(tuple((first + number, number, held) for number, held in sure if held), is_held=True)

    def requirement(self, asked: Requirement, scope: Scope) -> Node:
        """Return the node that a requirement comes to."""
        match asked:
            case AllOf(parts):
                return every([self.requirement(part, scope) for part in parts], self.label("all"))
            case AnyOf(parts):
                return Some(1, tuple(self.requirement(part, scope) for part in parts), self.label("any"))
            case SomeOf(needed, parts):
                label = self.label("some", of=str(len(parts)), needed=str(needed))
                return Some(needed, tuple(self.requirement(part, scope) for part in parts), label)
            case Not(part):
                return self._not(part)
            case Credits(comparison, amount, pool):
                terms = self.terms(scope, self.reading.number("pool", pool), AMOUNT)
                measure = Measure(terms, Fraction(self.cast.grain), Fraction(amount.value), self.outline.unit)
                return compared(comparison, measure, self.label("credits", gap="credits", pool=pool_text(pool)))
            case Count(comparison, number, pool):
                terms = self.terms(scope, self.reading.number("pool", pool), WHOLE)
                measure = Measure(terms, Fraction(1), Fraction(number), "items")
                # An item that is cut is not the whole item that is asked for; at a limit it is one item all the same.
                taken = self.terms(scope, self.reading.number("pool", pool), TAKEN)
                return compared(comparison, measure, self.label("count", gap="count", pool=pool_text(pool)), taken)
            case _:
                return self._compound(asked, scope)

    def _compound(self, asked: Coverage | Item | Group | Gate | Path, scope: Scope) -> Node:
        match asked:
            case Coverage(outcomes, percent):
                return self._coverage(outcomes, ceil(Fraction(percent) * len(outcomes) / 100), scope)
            case Item(ref):
                terms = self.terms(scope, self.reading.number("refs", (ref,)), WHOLE)
                return at_least(terms, 1, self.label("item", gap="item", ref=ref))
            case Group(group_id, part):
                if group_id in self.reading.overridden:
                    return Known(YES, self.label("overridden", path=group_id))
                inner = self.all_held_in(scope, asked) if scope.is_held else self.group(group_id)
                return every([self.requirement(part, inner)], self.label("group", group=group_id))
            case Gate(gate_id, part, filters):
                if gate_id in self.reading.overridden:
                    return Known(YES, self.label("overridden", path=gate_id))
                passing = self.passing(self.all_held(any_age=is_any_age(filters)), filters)
                held = self.requirement(part, passing)
                return Known(answer(held, self.held), self.label("gate", gate=gate_id), held)
            case Path(path_id):
                if path_id in self.reading.overridden:
                    return Known(YES, self.label("overridden", path=path_id))
                return every(self.path(asked, scope), self.label("path", path=path_id))

    def _not(self, part: Requirement) -> Node:
        held = self.requirement(part, self.all_held())
        return Known(YES - answer(held, self.held), self.label("not"), held)

    def _coverage(self, outcomes: Sequence[str], needed: int, scope: Scope) -> Node:
        reached = tuple(
            at_least(
                self.terms(scope, self.reading.number("outcome", outcome), WHOLE),
                1,
                self.label("outcome", gap="outcome", outcome=outcome),
            )
            for outcome in outcomes
        )
        return Some(needed, reached, self.label("coverage", needed=str(needed), of=str(len(outcomes))))

    def path(self, path: Path, scope: Scope) -> Iterator[Node]:
        """Yield the nodes of a path's own clauses."""
        outer = self.clause
        for clause in inner_clauses(path):
            yield self.clause_node(clause, scope)
        self.clause = outer

    @abstractmethod
    def clause_node(self, clause: Clause, scope: Scope) -> Node:
        """Return the node of a clause; rules are built one level up."""

    def all_held_in(self, scope: Scope, group: Group) -> Scope:
        """Return what a group would see of what is held: a gate may ask for a group as well."""
        return self.passing(scope, group.filters)

    def passing(self, scope: Scope, filters: tuple[Filter, ...]) -> Scope:
        """Return the part of what is held that passes filters."""
        number = self.reading.number("filters", filters)
        kinds = self.cast.kinds
        kept = ((pair, kind, min(sure, kinds[kind].answers[number])) for pair, kind, sure in scope.pairs)
        return replace(scope, pairs=tuple(one for one in kept if one[2]))

    def terms(self, scope: Scope, number: int, what: int, factor: int = 1) -> tuple[Term, ...]:
        """Return the terms of all pairs in scope for which a question is not answered by no."""
        kinds = self.cast.kinds
        found = []
        for pair, kind, sure in scope.pairs:
            belongs = kinds[kind].answers[number]
            if belongs and sure:
                is_sure = belongs == sure == YES
                found.append(
                    Term(pair, what, factor if is_sure else min(0, factor), factor if is_sure else max(0, factor))
                )
        return tuple(found)

    def label(self, code: str, *, gap: str = "", **facts: str) -> Label:
        """Return a label that names the clause."""
        return Label(code, {"clause": self.clause} | facts, gap=gap)


def at_least(terms: tuple[Term, ...], needed: int, label: Label, weight: int | None = None) -> Linear:
    """Return the node that asks for a number of items or more, told by its label."""
    measure = Measure(terms, Fraction(1), Fraction(needed), "items")
    cost = WHOLE_CLAUSE // max(1, needed) if weight is None else weight
    return Linear(terms, needed, replace(label, measure=measure), cost)


def compared(comparison: str, measure: Measure, label: Label, at_limit: tuple[Term, ...] | None = None) -> Node:
    """Return the node that compares a measure with what is needed; ``at_limit`` is the sum where there is a limit."""
    told = replace(label, measure=measure)
    needed = measure.needed * measure.scale
    least = ceil(needed)
    floor_node = Linear(measure.terms, least, told, max(1, WHOLE_CLAUSE // max(1, least)))
    limited = measure.terms if at_limit is None else at_limit
    cap_node = Linear(negative(limited), -floor(needed), told)
    if comparison == ">=":
        return floor_node
    if comparison == "<=":
        return cap_node
    return every([replace(floor_node, label=UNNAMED), replace(cap_node, label=UNNAMED)], told)


def negative(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms of the negated sum."""
    return tuple(Term(term.pair, term.what, -term.high, -term.low) for term in terms)
