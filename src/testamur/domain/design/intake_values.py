"""What doors get to see of large files on their way into drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class IntakeView:
    """A table that is taken over. ``counts``: outcome → rows; ``untouched``: drafts that nobody has worked on.

    ``state``: waiting, working, stopped, done, undoing, undone; ``because``: the code of why it stopped.
    """

    uuid: UUID
    name: str
    digest: str
    size: int
    state: str
    because: str
    total: int
    done: int
    asked_by: int
    asked_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    untouched: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being done with it now."""
        return self.state in {"working", "undoing"}


@dataclass(frozen=True, slots=True)
class IntakeRowView:
    """What became of a row. ``told``: plain values, each with its ``of`` (notice, problem or element)."""

    place: str
    title: str
    outcome: str
    because: str
    told: tuple[Mapping[str, Any], ...]
    design: UUID | None
