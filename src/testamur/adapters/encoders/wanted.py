"""What somebody wants texts to be read against: small enough to be named by those who never read any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testamur.core.skills.concepts import Framework


@dataclass(frozen=True, slots=True)
class Wanted:
    """A framework to read against: ``key`` names its very content in one language, ``spoken`` is that of the texts."""

    key: tuple[object, ...]
    spoken: str
    load: Callable[[], Framework]
