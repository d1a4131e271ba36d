"""What is wrong in a definition file, and where: codes, places and facts. Doors turn them into sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A position in the file, counted from 1 as editors do; columns are characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a file from being read.

    ``key`` is the path to it, such as ``outcomes[1].text``; ``found`` is what stands there (shortened); ``allowed`` are
    the values or keys that may stand there, where they can be listed; ``suggestion`` is the nearest of them, or empty.
    """

    code: str
    line: int
    column: int
    key: str
    found: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""

    def __str__(self) -> str:
        about = f" at '{self.key}'" if self.key else ""
        found = f": '{self.found}'" if self.found else ""
        return f"{self.line}:{self.column}: {self.code}{about}{found}"


class DefinitionError(Exception):
    """A definition file that cannot be read, with its problems in the order of the file, and how many ``more``."""

    def __init__(self, problems: Iterable[Problem], *, name: str = "", more: int = 0) -> None:
        self.more = more
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
        self.name = name
        super().__init__(name, self.problems)

    def __str__(self) -> str:
        return "\n".join(f"{self.name}:{problem}" if self.name else str(problem) for problem in self.problems)


class Unacceptable(Exception):  # noqa: N818 - a signal between the readers of values; never leaves this package
    """A value that its field does not take. ``key`` names the field within a section; empty for the value itself.

    Where only a part of a longer value is wrong, ``offset`` is where it begins and ``found`` that part.
    """

    def __init__(
        self,
        code: str,
        *,
        allowed: Iterable[str] = (),
        suggestion: str = "",
        key: str = "",
        offset: int = 0,
        found: str | None = None,
    ) -> None:
        self.code = code
        self.allowed = tuple(allowed)
        self.suggestion = suggestion
        self.key = key
        self.offset = offset
        self.found = found
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key of a file stands, by key path."""

    by_key: Mapping[str, Place] = field(default_factory=dict)

    def nearest(self, key: str) -> Place:
        """Return the place of *key*, or of the closest key above it that is in the file, or the file's beginning."""
        while key:
            if key in self.by_key:
                return self.by_key[key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return Place(1, 1)


_LONGEST_FOUND = 60


def shorten(text: str) -> str:
    """Return *text* on one line, printable and short enough to be shown in a message."""
    if len(text) <= _LONGEST_FOUND and text.isprintable() and " " not in text:
        return text
    line = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * _LONGEST_FOUND]).split())
    return line if len(line) <= _LONGEST_FOUND else line[: _LONGEST_FOUND - 1] + "…"


def nearest_spelling(found: str, allowed: Iterable[str]) -> str:
    """Return the one of *allowed* that *found* was probably meant to be, or nothing."""
    spellings = {entry.casefold(): entry for entry in allowed}
    written = found[:_LONGEST_FOUND].casefold().replace(" ", "_").replace("-", "_")
    for wanted in (found.casefold(), written):
        close = difflib.get_close_matches(wanted, spellings, n=1)
        if close:
            return spellings[close[0]]
    return ""
