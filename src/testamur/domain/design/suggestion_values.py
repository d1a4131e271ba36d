"""Skills that were suggested for an outcome, and what people decided on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

VERDICTS = ("accepted", "refused", "reopened")


@dataclass(frozen=True, slots=True)
class SkillOffer:
    """A skill as it was offered for the words of an outcome.

    ``rank`` counts from 1; ``confidence`` is 0 to 1, None where nobody has measured it. ``model`` names the encoder
    with the hash of its weights, empty where spelling alone ranked; ``weights``: what counted how much; ``parts``: what
    came of it. ``start`` and ``end`` are characters of ``text``.
    """

    text: str
    framework: str
    version: str
    language: str
    uri: str
    label: str
    rank: int
    score: float
    confidence: float | None
    lane: str
    model: str
    weights: Mapping[str, float]
    parts: Mapping[str, float]
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words of the outcome that speak for it."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a person decided on an offer. ``decided_by`` is inside; ``digest``: sha256 of the offer's text."""

    uuid: UUID
    design: UUID
    revision: int
    outcome: str
    verdict: str
    offer: SkillOffer
    digest: str
    decided_by: int
    decided_at: datetime


def about(design: UUID, outcome: str) -> str:
    """Return what a suggestion for an outcome is about, as oversight keeps it."""
    return f"design:{design}/{outcome}"
