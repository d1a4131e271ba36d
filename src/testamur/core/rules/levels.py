"""Levels of different frameworks, compared through the rows of level maps and never by arithmetic (SEM7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from testamur.core.model.level import CYCLES, Level
from testamur.core.rules.knowledge import LevelMatch
from testamur.core.rules.truth import MAYBE, NO, YES, agreed, compare

_Key = tuple[str, str]


class LevelReader:
    """Answers whether a level compares with another one, on a day.

    Only direct rows are used: a chain of two best fits says nothing (domain.md 3.7). What no row joins is open, and so
    is what only an unconfirmed row joins.
    """

    def __init__(self, matches: Iterable[LevelMatch], on: date) -> None:
        self._rows: dict[_Key, list[tuple[Level, bool]]] = {}
        for match in matches:
            if match.valid_from is not None and match.valid_from > on:
                continue
            self._rows.setdefault(_key(match.left), []).append((match.right, match.confirmed))
            self._rows.setdefault(_key(match.right), []).append((match.left, match.confirmed))

    def compare(self, levels: Iterable[Level], comparison: str, wanted: Level) -> int:
        """Say whether an item of these levels compares so: by its own level of that framework, else through a map."""
        stated = tuple(levels)
        own = [one for one in stated if one.framework == wanted.framework]
        if own:
            return YES if any(compare(comparison, _rank(one), _rank(wanted)) for one in own) else NO
        answers = [
            (YES if compare(comparison, _rank(other), _rank(wanted)) else NO) if confirmed else MAYBE
            for one in stated
            for other, confirmed in self._rows.get(_key(one), ())
            if other.framework == wanted.framework
        ]
        return agreed(answers)


def _key(level: Level) -> _Key:
    """Return the level without its basis, which says how someone came to it and not how high it is."""
    return level.framework, level.value


def _rank(level: Level) -> int:
    return CYCLES.index(level.value) if level.value in CYCLES else int(level.value)
