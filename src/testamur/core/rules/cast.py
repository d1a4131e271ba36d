"""Kinds of items that are alike to a policy, and the places where they may count.

Items of one kind can stand for each other, so a search chooses how many of a kind are taken, never which: the oldest.
That is what keeps a thousand holdings small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor

from testamur.core.rules.conversion import Converter
from testamur.core.rules.holding import Holding

LOOSE = -1
# Credits are counted in whole grains; nothing finer than a millionth of a credit is.
FINEST = 1_000_000
# More than this cannot be true of one item; a policy that asks for more cannot be met.
MOST_CREDITS = 100_000


@dataclass(frozen=True, slots=True)
class Sum:
    """An item's credits in the policy's unit, between two amounts, with the rule that converted them."""

    low: Fraction
    high: Fraction
    is_open: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Items that are alike, oldest first: the answers to the policy's questions, credits in grains, places, states.

    ``places``: place → how sure it is that an item counts there. ``held``: how sure it is that it is held and current,
    and that it is held at all. ``is_apart``: counted whole although another item takes a share of its credits.
    """

    items: tuple[Holding, ...]
    answers: tuple[int, ...]
    low: int
    high: int
    places: tuple[tuple[int, int], ...]
    held: tuple[int, int]
    points: tuple[Fraction, Fraction] | None = None
    is_apart: bool = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.items)

    @property
    def splits(self) -> bool:
        """Whether the credits of one item may count in several places."""
        return self.high > 0 and self.items[0].splittable


@dataclass(frozen=True, slots=True)
class Pair:
    """Items of a kind in one place; ``sure`` is how sure it is that they count there."""

    kind: int
    place: int
    sure: int


@dataclass(slots=True)
class Cast:
    """All kinds and pairs of one person, with the number of grains that make a credit."""

    kinds: list[Kind]
    grain: int
    pairs: list[Pair] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, kind in enumerate(self.kinds):
            self.pairs.extend(Pair(number, place, sure) for place, sure in kind.places)


def order(holding: Holding) -> tuple[date, str]:
    """Sort oldest first, then by id; what has no date comes last."""
    return holding.awarded_on or date.max, holding.id


def family(holding: Holding) -> str:
    """Return what all versions and renewals of the item's specification share."""
    return holding.family or holding.ref


def freshness(holding: Holding, on: date) -> tuple[bool, date, str]:
    """Sort what is still valid above what is not, and later awards above earlier ones (SEM11)."""
    is_valid = holding.valid_until is None or holding.valid_until >= on
    return is_valid, holding.awarded_on or date.min, holding.id


class Purse:
    """Reads credits in one unit; ``most`` is what credits may come to that no rule converts."""

    def __init__(self, unit: str, converter: Converter, most: Fraction) -> None:
        self._unit = unit
        self._converter = converter
        self._most = most

    def read(self, holding: Holding) -> Sum:
        """Return an item's credits. Without a rule that converts them they may be anything up to what is asked for.

        So may credits that no one can have been given.
        """
        credit = holding.credits
        if credit is None or not self._unit:
            return Sum(Fraction(0), Fraction(0))
        converted = self._converter.convert(credit, self._unit)
        if converted is None:
            return Sum(Fraction(0), self._most, is_open=True)
        low, high = Fraction(converted.low.value), Fraction(converted.high.value)
        if high > MOST_CREDITS:
            return Sum(Fraction(0), self._most, is_open=True)
        if max(low.denominator, high.denominator) > FINEST:
            low, high = Fraction(floor(low * FINEST), FINEST), Fraction(ceil(high * FINEST), FINEST)
        rule = "" if converted.rule is None else converted.rule.id
        return Sum(low, high, is_open=low != high, rule=rule)
