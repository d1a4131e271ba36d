"""Against which framework an outcome is read, and what reads it now: nothing is computed within a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import FrameworkView

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads texts that are ``spoken`` in a language, None until the spellings are there.

    ``is_waiting``: of ``total`` texts of the framework, in its ``language``, ``done`` are encoded.
    """

    ranker: Ranker | None
    language: str
    spoken: str
    is_waiting: bool = False
    done: int = 0
    total: int = 0


def reader(of: FrameworkView, spoken: str) -> Reader:
    """Return what reads texts in a language against a framework, in that language where the framework has it."""
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load

    now = at_hand.reader(queries.reading(of, spoken))
    return Reader(now.ranker, queries.language_of(of, spoken), spoken, now.is_waiting, now.done, now.total)
