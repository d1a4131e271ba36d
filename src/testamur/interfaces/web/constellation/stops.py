"""What is missing on one figure, stop after stop: its words, its star, and so its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from testamur.core.rules import Decision, Policy
from testamur.core.rules.decision import Gap
from testamur.interfaces.web.constellation.gaps import ways
from testamur.interfaces.web.constellation.parts import in_order
from testamur.interfaces.web.constellation.stars import Gathered
from testamur.interfaces.words.missing import missing_said, once, preferred
from testamur.interfaces.words.things import clauses_said

# Gaps that are an amount, and so a star without a name.
COUNTED = ("credits", "count", "outcome")


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that is missing. ``star``: what stands for it on the map, empty for nothing; ``clause``: who asks."""

    said: str
    star: str
    clause: str
    is_open: bool


def stops(
    policy: Policy, decision: Decision, stars: Gathered, plan: Sequence[str], left: tuple[Gap, ...] | None
) -> tuple[Stop, ...]:
    """Return what is missing, in the order of its numbers: along a *plan* with what it leaves, else the best way.

    *left* is None where there is no plan; then *plan* is what somebody would rather take.
    """
    if left is not None:
        steps = tuple(Gap("item", "", {"ref": ref}) for ref in plan)
        return (*_told(policy, steps, stars, 0), *_told(policy, in_order(left, policy), stars, len(steps)))
    best = min(preferred(ways(decision), stars.thing), key=lambda way: _apart(way, plan))
    ordered = sorted(in_order(best, policy), key=lambda gap: _place(gap, plan))
    return tuple(_told(policy, tuple(ordered), stars, 0))


def _told(policy: Policy, way: tuple[Gap, ...], stars: Gathered, first: int) -> Iterator[Stop]:
    said = missing_said(way, stars.thing, clauses_said(policy, stars.title))
    for at, (gap, words) in enumerate(zip(once(way, stars.thing), said, strict=True), start=first):
        is_open = gap.kind in COUNTED
        star = f"{policy.id}/{gap.clause or at}/{gap.kind}" if is_open else _star(gap, stars)
        yield Stop(words, star, gap.clause, is_open)


def _star(gap: Gap, stars: Gathered) -> str:
    return stars.star_of.get(gap.facts.get("holding", "")) or stars.named(gap.facts.get("ref", ""))


def _apart(way: Sequence[Gap], plan: Sequence[str]) -> int:
    """Return how much of a way a plan does without."""
    return sum(1 for gap in way if gap.kind == "item" and gap.facts.get("ref") not in plan) if plan else 0


def _place(gap: Gap, plan: Sequence[str]) -> int:
    ref = gap.facts.get("ref", "")
    return plan.index(ref) if ref in plan else len(plan)
