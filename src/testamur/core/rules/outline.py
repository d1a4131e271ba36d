"""A policy read through before anyone's holdings are seen: groups, unit, bases; or why no one could judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm

from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.core.rules.cast import FINEST, MOST_CREDITS
from testamur.core.rules.decision import RulesError
from testamur.core.rules.policy import (
    AWARD,
    COUNTED,
    MINIMUM_GRADUATING,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Capstone,
    Clause,
    Credits,
    Gate,
    GradeAverage,
    Group,
    Not,
    Path,
    Policy,
    Portion,
    Require,
    Requirement,
    Residency,
    Share,
    SomeOf,
)
from testamur.core.rules.pools import Filter

_DEEPEST, _MOST_PARTS = 32, 4_000
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A group as a place for items, with the groups inside it, itself included, by number."""

    group: Group
    inside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A policy with its numbers worked out. ``clauses`` have ids, also where the policy names none."""

    policy: Policy
    clauses: tuple[Clause, ...]
    parts: tuple[Requirement | Clause, ...]
    places: tuple[Place, ...]
    unit: str
    size: Fraction | None
    minimum: Fraction | None
    grain: int
    most: Fraction

    def asks(self) -> bool:
        """Say whether anything must be shown; a policy of limits only says what would count."""
        return any(
            isinstance(clause.rule, Require | AtLeast | Residency | Capstone | GradeAverage) for clause in self.clauses
        )

    def names(self) -> set[str]:
        """Return what an override may name: clauses, groups, gates and paths."""
        return {part.id for part in self.parts if isinstance(part, Clause | Group | Gate | Path)}

    def place_of(self, group: str) -> int:
        """Return the number of a group. Raises `RulesError`."""
        for number, place in enumerate(self.places):
            if place.group.id == group:
                return number
        message = f"no group '{group}' in policy '{self.policy.id}'"
        raise RulesError(message)

    def filters(self, number: int) -> tuple[Filter, ...]:
        """Return the filters that an item in a place has to pass: those of all groups around it. Loose: none."""
        return tuple(one for place in self.places if number in place.inside for one in place.group.filters)

    def fixed(self, portion: Portion, rounding: str) -> Fraction | None:
        """Return a portion as credits, or None where it depends on what is counted. Raises `RulesError`."""
        if isinstance(portion, CreditAmount):
            return Fraction(portion.value)
        if portion.is_group or portion.base not in (AWARD, MINIMUM_GRADUATING):
            return None
        base = self.size if portion.base == AWARD else self.minimum
        if base is None:
            message = f"a share of '{portion.base}' needs the policy's size, or a 'credits >=' that says it"
            raise RulesError(message)
        return rounded(Fraction(portion.percent) / _PERCENT * base, rounding)


def rounded(value: Fraction, rounding: str) -> Fraction:
    """Round to whole credits by a rounding of the grammar (SEM5)."""
    if rounding == "floor":
        return Fraction(floor(value))
    return Fraction(ceil(value)) if rounding == "ceil" else value


def outline(policy: Policy) -> Outline:
    """Read a policy through. Raises `RulesError` where no one could judge it."""
    clauses = _named(policy.clauses, "")
    parts = tuple(_all_parts(clauses))
    _refuse_twins(part.id for part in parts if isinstance(part, Clause))
    amounts = [amount for part in parts for amount in _amounts(part)]
    for total in (policy.size, policy.minimum_graduating):
        amounts += [total] if total is not None else []
    unit = _unit(policy, amounts)
    size = _size(policy, clauses)
    minimum = size if policy.minimum_graduating is None else Fraction(policy.minimum_graduating.value)
    numbers = [Fraction(amount.value) for amount in amounts]
    drawn = Outline(policy, clauses, parts, _places(clauses), unit, size, minimum, 1, max(numbers, default=Fraction(0)))
    numbers += [number for part in parts for number in _portions(drawn, part)]
    if max(numbers, default=0) > MOST_CREDITS:
        message = f"no award has more than {MOST_CREDITS} credits; correct the amounts of this policy"
        raise RulesError(message)
    grain = lcm(*(number.denominator for number in numbers))
    if grain > FINEST:
        message = "the numbers of this policy are finer than a millionth of a credit; round its shares"
        raise RulesError(message)
    return Outline(policy, clauses, parts, drawn.places, unit, size, minimum, grain, drawn.most)


def _refuse_twins(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            message = f"two clauses have the id '{one}'; give each its own, for overrides name clauses by it"
            raise RulesError(message)
        seen.add(one)


def _named(clauses: tuple[Clause, ...], prefix: str) -> tuple[Clause, ...]:
    """Give every clause an id: its own, or its place."""
    return tuple(
        clause if clause.id else Clause(clause.rule, f"{prefix}{number}", clause.note, clause.source)
        for number, clause in enumerate(clauses, start=1)
    )


def inner_clauses(path: Path) -> tuple[Clause, ...]:
    """Return the clauses of a path, with ids."""
    return _named(path.clauses, f"{path.id}.")


def inner(part: Requirement | Clause) -> tuple[Requirement | Clause, ...]:
    """Return the parts directly inside a part."""
    match part:
        case Clause(Require(requirement)):
            return (requirement,)
        case Clause(Capstone(_, after)):
            return () if after is None else (after,)
        case AllOf(parts) | AnyOf(parts) | SomeOf(_, parts):
            return parts
        case Not(one) | Group(_, one) | Gate(_, one):
            return (one,)
        case Path():
            return inner_clauses(part)
        case _:
            return ()


def _all_parts(clauses: tuple[Clause, ...]) -> Iterator[Requirement | Clause]:
    """Yield every clause and requirement, outermost first. Raises `RulesError` beyond the limits."""
    level: tuple[Requirement | Clause, ...] = clauses
    depth = seen = 0
    while level:
        depth, seen = depth + 1, seen + len(level)
        if depth > _DEEPEST or seen > _MOST_PARTS:
            message = f"a policy may be {_DEEPEST} deep and have {_MOST_PARTS} parts; this one has more"
            raise RulesError(message)
        yield from level
        level = tuple(one for part in level for one in inner(part))


def _amounts(part: Requirement | Clause) -> Iterator[CreditAmount]:
    match part:
        case Credits(_, amount):
            yield amount
        case Clause(AtMost(portion) | AtLeast(portion) | Residency(portion)):
            if isinstance(portion, CreditAmount):
                yield portion
    match part:
        case Clause(Residency(_, CreditAmount() as last)):
            yield last


def _unit(policy: Policy, amounts: list[CreditAmount]) -> str:
    unit = policy.unit or (amounts[0].unit if amounts else "")
    if unit and unit not in CREDIT_UNITS:
        message = f"unknown credit unit '{unit}'; known units: {', '.join(CREDIT_UNITS)}"
        raise RulesError(message)
    for amount in amounts:
        if amount.unit != unit:
            message = f"the policy counts in {unit}, but one of its amounts is {amount}; write it in {unit}"
            raise RulesError(message)
    return unit


def _size(policy: Policy, clauses: tuple[Clause, ...]) -> Fraction | None:
    """Return the award's credits: as stated, or the most that a clause asks of all that is counted (SEM3)."""
    if policy.size is not None:
        return Fraction(policy.size.value)
    asked: list[Decimal] = []
    open_parts = [clause.rule.requirement for clause in clauses if isinstance(clause.rule, Require)]
    while open_parts:
        match open_parts.pop():
            case AllOf(parts):
                open_parts.extend(parts)
            case Credits(">=", amount):
                asked.append(amount.value)
            case _:
                pass
    return Fraction(max(asked)) if asked else None


def _places(clauses: tuple[Clause, ...]) -> tuple[Place, ...]:
    """Return the groups, numbered. Raises `RulesError` where two have the same id."""
    found: list[tuple[Group, list[int]]] = []

    def visit(part: Requirement | Clause, above: tuple[list[int], ...]) -> None:
        if isinstance(part, Group):
            if any(group.id == part.id for group, _ in found):
                message = f"two groups have the id '{part.id}'; give each its own"
                raise RulesError(message)
            inside: list[int] = []
            found.append((part, inside))
            above = (*above, inside)
            for members in above:
                members.append(len(found) - 1)
        # What a gate or a `not` looks at is held, not put anywhere.
        if not isinstance(part, Gate | Not) and not (isinstance(part, Clause) and isinstance(part.rule, Capstone)):
            for one in inner(part):
                visit(one, above)

    for clause in clauses:
        visit(clause, ())
    return tuple(Place(group, tuple(inside)) for group, inside in found)


def _portions(drawn: Outline, part: Requirement | Clause) -> Iterator[Fraction]:
    """Yield the numbers that shares come to. Raises `RulesError` for a share of what does not exist."""
    match part:
        case Clause(AtMost(portion, _, rounding) | AtLeast(portion, _, rounding)):
            pass
        case Clause(Residency(portion)):
            rounding = "none"
        case _:
            return
    if isinstance(portion, Share):
        if portion.is_group:
            drawn.place_of(portion.base)
        elif portion.base not in (AWARD, MINIMUM_GRADUATING, COUNTED):
            message = f"unknown base '{portion.base}'; use {AWARD}, {MINIMUM_GRADUATING}, {COUNTED} or a group"
            raise RulesError(message)
    fixed = drawn.fixed(portion, rounding)
    if fixed is not None:
        yield fixed
