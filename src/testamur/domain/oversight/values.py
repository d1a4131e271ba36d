"""What doors and rooms get to see of oversight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

VERDICTS = ("accepted", "refused", "changed", "reopened")
# What goes against the suggestion as it was made.
OVERRIDING = ("refused", "changed")


class Purpose(StrEnum):
    """What a model or a table of rules is used for here. Nothing else is done with one."""

    SUGGEST_OUTCOME_SKILLS = "suggest-outcome-skills"
    READ_ADVERTS = "read-adverts"
    SUGGEST_CLAIMS = "suggest-claims"
    RECOMMEND = "recommend"
    RANK_SEARCH_WORDS = "rank-search-words"


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing as it was suggested to somebody.

    ``model``: the encoder's name with the hash of its weights, or the name of a table of rules, empty where spelling
    alone ranked. ``item``: the address of what was suggested; ``output``: all that tells how (rank, score, words, what
    counted how much), as JSON. ``text``: what was read; its digest alone is kept. ``refs``: what it belongs to, by id.
    ``confidence``: 0 to 1, None where nobody has measured it; ``language``: that of the text.
    """

    model: str
    item: str
    output: Mapping[str, object]
    text: str = ""
    refs: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a person did with a suggestion. ``decided_by`` and ``shown_to`` are inside ids; ``digest``: of the text."""

    uuid: UUID
    purpose: str
    about: str
    offered: Offered
    version: str
    digest: str
    shown_to: int
    decided_by: int
    verdict: str
    is_overridden: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SwitchView:
    """Whether a purpose is on. ``by`` is an inside id, None with ``at`` where nobody ever touched it."""

    purpose: Purpose
    is_on: bool
    reason: str = ""
    by: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DriftRow:
    """What was done in a month with what was suggested for a purpose in a language. ``month``: such as 2026-11."""

    month: str
    purpose: str
    language: str
    accepted: int
    refused: int
    changed: int
    reopened: int
