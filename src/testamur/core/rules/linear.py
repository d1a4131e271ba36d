"""What a policy asks of a selection, as a tree of linear comparisons: the one form that is searched and explained.

A *pair* is a kind of items in one place (loose, or in a group); a selection says for each pair how many items are
taken, how many of these whole, and how much credit counts, in grains. Where it is open what an item contributes, a
term has two factors: the sum lies between. Nothing is ever negated, so a better sum never makes an answer worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from testamur.core.rules.truth import MAYBE, NO, YES, some

AMOUNT, WHOLE, TAKEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Selection:
    """For each pair: grains that count for certain and at most, items counted whole, items taken."""

    certain: list[int]
    amount: list[int]
    whole: list[int]
    taken: list[int]

    def columns(self) -> tuple[list[int], ...]:
        """Return the four lists."""
        return self.certain, self.amount, self.whole, self.taken

    @classmethod
    def empty(cls, pairs: int) -> Selection:
        """Return the selection that takes nothing."""
        return cls([0] * pairs, [0] * pairs, [0] * pairs, [0] * pairs)


@dataclass(frozen=True, slots=True)
class Term:
    """A factor of a pair's amount, wholes or taken items; between ``low`` and ``high``."""

    pair: int
    what: int
    low: int
    high: int

    def bounds(self, chosen: Selection) -> tuple[int, int]:
        """Return between what the term lies under a selection."""
        if self.what == TAKEN:
            value = chosen.taken[self.pair]
            return self.low * value, self.high * value
        if self.what == WHOLE:
            value = chosen.whole[self.pair]
            return self.low * value, self.high * value
        sure, most = chosen.certain[self.pair], chosen.amount[self.pair]
        return self.low * (sure if self.low > 0 else most), self.high * (most if self.high > 0 else sure)


def bounds(terms: Iterable[Term], chosen: Selection) -> tuple[int, int]:
    """Return between what a sum lies under a selection."""
    low = high = 0
    for term in terms:
        one = term.bounds(chosen)
        low, high = low + one[0], high + one[1]
    return low, high


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers of a finding: what is counted, divided by ``scale``, and what it is compared with.

    ``over``: the terms that the sum is a mean over. ``base``: terms that the needed amount depends on.
    """

    terms: tuple[Term, ...]
    scale: Fraction
    needed: Fraction
    unit: str
    base: tuple[Term, ...] = ()
    base_scale: Fraction = Fraction(1)
    over: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """How a part of the tree is told: its code, its facts, its numbers; an unnamed part is told by the one above.

    ``gap`` is what is missing where the part is not met; without it nothing that a learner adds can meet it.
    """

    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    measure: Measure | None = None
    gap: str = ""


UNNAMED = Label()


@dataclass(frozen=True, slots=True)
class Linear:
    """The sum of the terms is at least this. ``weight`` is what a missing unit of it costs, 0 where it must hold."""

    terms: tuple[Term, ...]
    at_least: int
    label: Label = UNNAMED
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that no selection changes, such as that of a gate; ``about`` is the node that it comes from."""

    answer: int
    label: Label = UNNAMED
    about: Node | None = None


@dataclass(frozen=True, slots=True)
class Some:
    """At least ``needed`` of the parts; with all of them needed, every part."""

    needed: int
    parts: tuple[Node, ...]
    label: Label = UNNAMED


Node = Linear | Known | Some


def every(parts: Iterable[Node], label: Label = UNNAMED) -> Some:
    """Return the node that asks for all parts."""
    found = tuple(parts)
    return Some(len(found), found, label)


def answer(node: Node, chosen: Selection) -> int:
    """Return the three-valued answer of a node under a selection."""
    match node:
        case Known(known):
            return known
        case Linear(terms, at_least):
            low, high = bounds(terms, chosen)
            if low >= at_least:
                return YES
            return MAYBE if high >= at_least else NO
        case Some(needed, parts):
            return some(needed, (answer(part, chosen) for part in parts))
