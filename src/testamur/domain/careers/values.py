"""What doors get to see of targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

MUST, NICE = "must", "nice"
NEEDS = (MUST, NICE)
VERDICTS = ("accepted", "refused", "reopened")
# Kept of one person; who aims at more aims at nothing.
MOST_TARGETS = 50
MOST_SKILLS = 300
# More suggestions would take longer to decide on than to read the advert oneself.
MOST_SEEN = 40
# By which comparison a suggestion was made that the advert calls by its name.
NAMED = "name"


@dataclass(frozen=True, slots=True)
class SkillChosen:
    """A skill of a framework, as it is called there. ``levels``: scale and level, any of which will do."""

    uri: str
    label: str
    framework: str = ""
    version: str = ""
    need: str = MUST
    levels: tuple[tuple[str, str], ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class SkillSeen:
    """A skill that a reader saw in an advert. ``places``: from and until which characters, the clearest first.

    ``is_named``: the advert calls it so.
    """

    uri: str
    label: str
    rank: int
    score: float
    confidence: float | None
    parts: Mapping[str, float]
    places: tuple[tuple[int, int], ...]
    is_named: bool = False
    need: str = MUST


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader saw in a whole advert. ``silent``: where nothing was sure enough; ``model`` empty: by spelling.

    ``left_out``: from and until where nothing was read, and why: employer, not-needed, short.
    """

    skills: tuple[SkillSeen, ...]
    framework: str
    version: str
    language: str
    lane: str
    model: str
    total: int
    silent: tuple[tuple[int, int], ...]
    left_out: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TargetSkillView:
    """A skill of a target. ``verdict``: empty, accepted, refused; ``origin``: suggested, given, added."""

    uuid: UUID
    uri: str
    label: str
    framework: str
    version: str
    origin: str
    need: str
    levels: tuple[tuple[str, str], ...]
    words: str
    places: tuple[tuple[int, int], ...]
    confidence: float | None
    lane: str
    verdict: str
    rank: int


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in a list; ``accepted``, ``open`` and ``refused`` count its skills."""

    uuid: UUID
    kind: str
    title: str
    state: str
    because: str
    made_at: datetime
    accepted: int
    open: int
    refused: int


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target with its text and skills. ``source``: where it was taken from, by address."""

    line: TargetLine
    institution_id: int
    source: Mapping[str, str]
    text: str
    form: str
    blanked: int
    language: str
    total: int
    silent: tuple[tuple[int, int], ...]
    framework: str
    version: str
    model: str
    skills: tuple[TargetSkillView, ...] = field(default=())
    left_out: tuple[tuple[int, int, str], ...] = ()

    @property
    def accepted(self) -> tuple[TargetSkillView, ...]:
        """What the target asks for, as its person sees it."""
        return tuple(one for one in self.skills if one.verdict == "accepted")
