"""How much of a person's learning a policy lets count, whether or not they have everything that it asks for.

An assessor needs the caps of a programme long before its requirements are met. So the clauses that ask for something
are left out, those that limit stay, and residency is read the other way round: what has to be earned here leaves so
much, and no more, for everything else. What a clause demands of single items is looked at item by item: what it refuses
does not count, and where it cannot tell (no grade is recorded, nobody compared the content), a person is told to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.deciding import Decider
from testamur.core.rules.decision import Decision
from testamur.core.rules.holding import Holding
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.policy import (
    ANCHORS,
    AWARD,
    RESIDENT,
    AtLeast,
    AtMost,
    Capstone,
    Clause,
    Demand,
    GradeAverage,
    MinimumGrade,
    Policy,
    Portion,
    Require,
    Residency,
    Share,
    WholeItemsOnly,
)
from testamur.core.rules.pools import Anything, Combined, FromSource

_WHOLE = Decimal(100)
_ELSEWHERE = Combined("-", Anything(), FromSource(RESIDENT))
# What the engine says of an item that a clause alone neither counts nor refuses.
_CANNOT_TELL = "not-needed"
_CAP, _WHOLE_ITEMS_ONLY = "cap", "whole-items-only"


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of some holdings counts. ``because``: codes of what cut the rest; ``doubts``: clauses to look at."""

    counted: Decimal
    because: tuple[str, ...] = ()
    doubts: tuple[Clause, ...] = ()


class Ceiling:
    """A policy as limits alone, ready for many rulings. Raises `RulesError` for a policy that no one could judge."""

    def __init__(self, policy: Policy, *, knowledge: Knowledge = Knowledge()) -> None:  # noqa: B008 - frozen
        self._caps = Decider(replace(policy, clauses=tuple(_caps(policy))), knowledge=knowledge)
        self._in_parts = _without_wholeness(policy, knowledge)
        self._demands = [
            (clause, Decider(replace(policy, clauses=(clause,)), knowledge=knowledge))
            for clause in policy.clauses
            if isinstance(clause.rule, Demand | MinimumGrade)
        ]

    def reach(self, earlier: Sequence[Holding], fresh: Sequence[Holding], *, on: date) -> Reach:
        """Return how much of *fresh* counts after *earlier*, all clocks read on the day *on*."""
        anchors = dict.fromkeys(ANCHORS, on)
        refused: dict[str, str] = {}
        doubts: list[Clause] = []
        for clause, decider in self._demands:
            for one in decider.decide(fresh, on=on, anchors=anchors).left_out:
                if one.because != _CANNOT_TELL:
                    refused.setdefault(one.holding, one.because)
                elif clause not in doubts:
                    doubts.append(clause)
        left = [one for one in fresh if one.id not in refused]
        both = self._caps.decide([*earlier, *left], on=on, anchors=anchors)
        # A decision is truthy only when met, so nobody asks it whether it is there.
        before = self._caps.decide(earlier, on=on, anchors=anchors)
        counted = _total(both) - _total(before)
        ours = {one.id for one in [*earlier, *left]}
        cut = [one.because for one in both.left_out if one.holding in ours]
        if _CAP in cut and self._in_parts is not None:
            in_parts = self._in_parts.decide([*earlier, *left], on=on, anchors=anchors)
            if _total(in_parts) > _total(both):
                # There is room left below the cap, and what is left out does not fit into it whole.
                cut = [_WHOLE_ITEMS_ONLY, *cut]
        return Reach(counted, tuple(dict.fromkeys([*refused.values(), *cut])), tuple(doubts))


def _without_wholeness(policy: Policy, knowledge: Knowledge) -> Decider | None:
    """Return the limits of a policy as if items could count in part; None where they can."""
    caps = tuple(_caps(policy))
    split = tuple(clause for clause in caps if not isinstance(clause.rule, WholeItemsOnly))
    return None if split == caps else Decider(replace(policy, clauses=split), knowledge=knowledge)


def _total(decision: Decision) -> Decimal:
    return sum((Decimal(one.amount or 0) for one in decision.counted), Decimal(0))


def _caps(policy: Policy) -> Iterator[Clause]:
    for clause in policy.clauses:
        match clause.rule:
            case Require() | AtLeast() | Capstone() | GradeAverage() | Demand() | MinimumGrade():
                continue
            case Residency(portion, _last):
                rest = _rest(portion, policy.size)
                if rest is not None:
                    yield replace(clause, rule=AtMost(rest, _ELSEWHERE))
            case _:
                yield clause


def _rest(portion: Portion, size: CreditAmount | None) -> Portion | None:
    """Return what a residency leaves for learning from elsewhere; None where the size of the award is not known."""
    if isinstance(portion, Share):
        return Share(_WHOLE - portion.percent, portion.base) if portion.base == AWARD else None
    if size is None or size.unit != portion.unit:
        return None
    return CreditAmount(max(size.value - portion.value, Decimal(0)), size.unit)
