"""What the levels ask for, in plain words, and which levels of a country's own framework stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from testamur import packs
from testamur.core.model.language import LanguageMap
from testamur.domain.catalogue.knowledge import knowledge


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level of the European framework. ``beside``: levels elsewhere that fit best; True: confirmed."""

    step: str
    knowledge: LanguageMap
    skill: LanguageMap
    autonomy: LanguageMap
    beside: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class LevelTable:
    """The levels with their source, and the framework that stands beside them, if any."""

    framework: str
    source: str
    other: str
    levels: tuple[LevelWords, ...]


@cache
def level_table(other: str = "") -> LevelTable:
    """Return the levels of the European framework in plain words, with those of *other* beside them."""
    found = yaml.safe_load(packs.descriptors()["eqf"])
    frame = str(found["framework"])
    levels = tuple(
        LevelWords(str(step), _map(words["knowledge"]), _map(words["skill"]), _map(words["autonomy"]), beside)
        for step, words in found["levels"].items()
        for beside in [_beside(frame, str(step), other)]
    )
    return LevelTable(frame, str(found["sources"][0]), other if other != frame else "", levels)


def _map(texts: dict[str, str]) -> LanguageMap:
    return LanguageMap(tuple(texts.items()))


def _beside(frame: str, step: str, other: str) -> tuple[tuple[str, bool], ...]:
    pairs = [(one.left, one.right, one.confirmed) for one in knowledge().levels]
    both = [*pairs, *((right, left, confirmed) for left, right, confirmed in pairs)]
    found = {
        (str(right), confirmed)
        for left, right, confirmed in both
        if (left.framework, left.value) == (frame, step) and right.framework == other != frame
    }
    return tuple(sorted(found, key=lambda one: int(one[0].rpartition(" ")[2])))
