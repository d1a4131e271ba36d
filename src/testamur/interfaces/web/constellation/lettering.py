"""How wide words are and where they break, near enough to keep them apart without a browser."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LABEL, NAME = 12.0, 15.0  # sizes of type on the map, in pixels
LABEL_WIDTH, NAME_WIDTH = 98.0, 210.0
LEADING = 13.5
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[]/- "), frozenset("mwMW@%…")


@lru_cache(maxsize=8_192)
def width(text: str, size: float, *, spaced: float = 0.0) -> float:
    """Return about how wide *text* is in a sans-serif of *size*, rather too wide; ``spaced``: letter-spacing."""
    return sum(_advance(letter) * size + spaced for letter in text)


def _advance(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    return 0.72 if letter.isupper() else 0.56


@lru_cache(maxsize=8_192)
def lines(text: str, size: float, room: float, *, most: int = 2, spaced: float = 0.0) -> tuple[str, ...]:
    """Return *text* in up to *most* lines that fit into *room*; what does not fit ends in an ellipsis."""
    found: list[str] = []
    left = text.split()
    while left and len(found) < most:
        line = left.pop(0)
        is_last = len(found) == most - 1
        while left and (is_last or width(f"{line} {left[0]}", size, spaced=spaced) <= room):
            line = f"{line} {left.pop(0)}"
        if width(line, size, spaced=spaced) > room:
            line = _shortened(line, size, room, spaced)
        found.append(line)
    return tuple(found)


def _shortened(line: str, size: float, room: float, spaced: float) -> str:
    """Return the longest start of *line* that fits with an ellipsis."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width(line[:middle] + "…", size, spaced=spaced) <= room:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip(" ,;:-–") + "…"
