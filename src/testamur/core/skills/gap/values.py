"""The values of a gap: one answer for each skill that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from testamur.core.skills.gap.targets import Asked, Target, Weight
from testamur.core.skills.profile.values import Shown

NO_FACTS: Mapping[str, object] = MappingProxyType({})


class State(StrEnum):
    """How what is held answers what is asked. Untaught: missing, and nothing that is offered teaches it."""

    HAVE = "have"
    PARTLY = "partly"
    MISSING = "missing"
    UNTAUGHT = "untaught"


@dataclass(frozen=True, slots=True)
class Because:
    """Why an answer is not a whole one.

    Partly: ``level-lower``, ``level-unknown``, ``other-scale``, ``stale``, ``claimed-only``, ``narrower``, ``broader``.
    Not at all, although there is evidence: ``disputed`` by the person.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)


@dataclass(frozen=True, slots=True)
class Answer:
    """One skill: what asks for it (``asked``), what shows it (``held``), why that is not all, and who teaches it."""

    asked: Asked
    state: State
    held: tuple[Shown, ...] = ()
    because: tuple[Because, ...] = ()
    taught_by: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.state is not State.HAVE


@dataclass(frozen=True, slots=True)
class Gap:
    """A target against a profile on a day. Counts are counts: no figure sums a person up."""

    target: Target
    on: date
    answers: tuple[Answer, ...]

    def __bool__(self) -> bool:
        """Whether nothing essential is open."""
        return not any(one.is_open for one in self.answers if one.asked.weight is Weight.ESSENTIAL)

    def having(self, *states: State, weight: Weight | None = None) -> tuple[Answer, ...]:
        """Return the answers of these states, of one weight or of both."""
        return tuple(one for one in self.answers if one.state in states and weight in (None, one.asked.weight))

    def counts(self, weight: Weight) -> Mapping[State, int]:
        """Return how many answers of a weight are of each state, every state told."""
        return {state: len(self.having(state, weight=weight)) for state in State}
