"""What makes a recognition decision valid, and how many credits an hour of verified learning is worth.

The rule behind it: what was learnt elsewhere is recognised unless the authority shows a substantial difference, one
that stands in the way of what the person wants to do with it (domain.md 4.1). So a refusal needs a reason of that
kind, and its absence is an answer of its own: granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.quantity import CreditAmount

PURPOSES = ("admission", "exemption", "credit", "employment", "title")
FULL, PARTIAL, CONDITIONAL, REFUSED = "full", "partial", "conditional", "refused"
OUTCOMES = (FULL, PARTIAL, CONDITIONAL, REFUSED)
# What a difference may be in: the comparison of domain.md 4.1.
DIMENSIONS = ("level", "workload", "quality", "profile", "outcomes")
# The seven points an assessor goes through for learning outside a degree. The last three are not confirmed in a source.
CHECKLIST = ("quality", "verification", "level", "outcomes", "workload", "assessment", "identification")


@dataclass(frozen=True, slots=True)
class Difference:
    """A substantial difference: in which dimension, what shows it, and why it stands in the way of the purpose."""

    dimension: str
    evidence: str
    why_obstacle: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A recognition decision as it is about to be taken. ``criteria``: the version of the published criteria."""

    outcome: str
    criteria: str
    differences: tuple[Difference, ...] = ()
    recognised: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    appeal_body: str = ""
    appeal_by: date | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a ruling is not valid: a stable code, and the field (with its index, such as ``differences[0]``)."""

    code: str
    field: str


def flaws(ruling: Ruling, *, on: date | None = None) -> tuple[Flaw, ...]:
    """Return everything that makes *ruling* invalid; empty where it may be taken. With *on*, appeals must lie ahead."""
    found = [] if ruling.outcome in OUTCOMES else [Flaw("no-such-outcome", "outcome")]
    if not ruling.criteria.strip():
        found.append(Flaw("no-criteria-version", "criteria"))
    if ruling.outcome == REFUSED and not ruling.differences:
        found.append(Flaw("refused-without-difference", "differences"))
    if ruling.outcome == FULL and ruling.differences:
        found.append(Flaw("granted-with-difference", "differences"))
    if ruling.outcome == PARTIAL and not ruling.recognised:
        found.append(Flaw("partial-of-nothing", "recognised"))
    if ruling.outcome == CONDITIONAL and not any(text.strip() for text in ruling.conditions):
        found.append(Flaw("conditional-on-nothing", "conditions"))
    found += _unexplained(ruling, on)
    return (*found, *_incomplete(ruling.differences))


def _unexplained(ruling: Ruling, on: date | None) -> list[Flaw]:
    """Return what a person who does not get everything asked for must be told, and is not."""
    if ruling.outcome not in (PARTIAL, CONDITIONAL, REFUSED):
        return []
    found = [] if ruling.reasons.strip() else [Flaw("no-reasons", "reasons")]
    if not ruling.appeal_body.strip():
        found.append(Flaw("no-appeal-body", "appeal_body"))
    if ruling.appeal_by is None:
        found.append(Flaw("no-appeal-deadline", "appeal_by"))
    elif on is not None and ruling.appeal_by <= on:
        found.append(Flaw("appeal-already-over", "appeal_by"))
    return found


def _incomplete(differences: tuple[Difference, ...]) -> list[Flaw]:
    found = []
    for number, difference in enumerate(differences):
        if difference.dimension not in DIMENSIONS:
            found.append(Flaw("no-such-dimension", f"differences[{number}].dimension"))
        if not difference.evidence.strip():
            found.append(Flaw("difference-without-evidence", f"differences[{number}].evidence"))
        if not difference.why_obstacle.strip():
            found.append(Flaw("difference-without-obstacle", f"differences[{number}].why_obstacle"))
    return found


@dataclass(frozen=True, slots=True)
class CreditSteps:
    """How hours of learning become credits: a first block, then whole steps only; below the block nothing."""

    unit: str
    first_hours: Decimal
    first_credits: Decimal
    step_hours: Decimal
    step_credits: Decimal

    def credits_for(self, hours: Decimal) -> CreditAmount | None:
        """Return the credits, or None where the hours are too few to carry any."""
        if hours < self.first_hours:
            return None
        steps = (hours - self.first_hours) // self.step_hours
        return CreditAmount(self.first_credits + steps * self.step_credits, self.unit)


# Malaysia, stand-alone micro-credentials with verified quality (domain.md 3.2 [S20]): the first 40 hours are one
# credit, each further 20 hours half of one.
SAMC = CreditSteps("MQF", Decimal(40), Decimal(1), Decimal(20), Decimal("0.5"))


def samc_credits(hours: Decimal) -> CreditAmount | None:
    """Return what *hours* of a verified stand-alone micro-credential are worth in Malaysia; None: not eligible."""
    return SAMC.credits_for(hours)
