"""Words on the map: where they can stand without touching a star, a line or other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testamur.interfaces.web.constellation.geometry import Box, Point, Taken, around, cuts
from testamur.interfaces.web.constellation.lettering import (
    LABEL,
    LABEL_WIDTH,
    LEADING,
    NAME,
    NAME_WIDTH,
    lines,
    width,
)
from testamur.interfaces.web.constellation.values import Star

_NAME_SPACED = 1.4
_NAME_LINES = 3
_AIR = 5.0
_BADGE = 16.0  # room for the count of renewals


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words: ``x``, the base ``y`` of the first, ``anchor`` (start, middle, end), the ``box`` they take."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    box: Box


def named(name: str, at: Point) -> Label:
    """Return a figure's name, centred at *at*."""
    broken = lines(name, NAME, NAME_WIDTH, most=_NAME_LINES, spaced=_NAME_SPACED)
    return _label(broken, at.x, at.y, "middle", size=NAME, leading=NAME * 1.15, spaced=_NAME_SPACED)


def labelled(
    stars: Sequence[tuple[Star, Point, float]],
    segments: Sequence[tuple[Point, Point]],
    middles: Sequence[Point],
    names: Sequence[Label],
    sheet: Box,
) -> list[Label | None]:
    """Return the words of each star, within *sheet*; None where no place was free."""
    taken, ink = Taken(), _Ink(segments)
    for _, at, radius in stars:
        taken.add(around(at, radius + 1))
    for middle in middles:
        taken.add(around(middle, 13))
    for name in names:
        taken.add(name.box)
    found: list[Label | None] = []
    # What is kept under each star that has no words yet stays free for it.
    kept = Taken()
    below = [_below(star, at, radius) for star, at, radius in stars]
    for mine in below:
        kept.add(mine.box)
    for (star, at, radius), mine in zip(stars, below, strict=True):
        kept.remove(mine.box)
        within = [label for label in _candidates(star, at, radius, mine) if _holds(sheet, label.box)]
        label = _best(within, taken, ink, kept)
        if label:
            taken.add(label.box)
        found.append(label)
    return found


class _Ink:
    """The lines of the map, in a table."""

    def __init__(self, segments: Sequence[tuple[Point, Point]]) -> None:
        self._segments = segments
        self._near: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
        for segment in segments:
            for square in _along(*segment):
                self._near.setdefault(square, []).append(segment)

    def under(self, box: Box) -> int:
        """Return how many lines run through *box*."""
        squares = {(int(x // 80), int(y // 80)) for x in (box.left, box.right) for y in (box.top, box.bottom)}
        near = {id(one): one for square in squares for one in self._near.get(square, ())}
        return sum(1 for a, b in near.values() if cuts(a, b, box))


def _along(a: Point, b: Point) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(int(min(a.x, b.x) // 80), int(max(a.x, b.x) // 80) + 1)
        for y in range(int(min(a.y, b.y) // 80), int(max(a.y, b.y) // 80) + 1)
    }


def _holds(sheet: Box, box: Box) -> bool:
    return sheet.left <= box.left and box.right <= sheet.right and sheet.top <= box.top and box.bottom <= sheet.bottom


def _best(candidates: list[Label], taken: Taken, ink: _Ink, kept: Taken) -> Label | None:
    best: tuple[int, Label] | None = None
    for label in candidates:
        if not taken.is_free(label.box):
            continue
        cost = ink.under(label.box) + (0 if kept.is_free(label.box) else 3)
        if cost == 0:
            return label
        if best is None or cost < best[0]:
            best = (cost, label)
    return best[1] if best else None


def _candidates(star: Star, at: Point, radius: float, below: Label) -> list[Label]:
    words = below.lines
    beside = radius + _AIR + (_BADGE if star.count > 1 else 0)
    middle = at.y - (len(words) - 1) * LEADING / 2 + LABEL * 0.34
    return [
        _label(words, at.x + beside, middle, "start"),
        _label(words, at.x - radius - _AIR, middle, "end"),
        below,
        _label(words, at.x, at.y - radius - _AIR - (len(words) - 1) * LEADING, "middle"),
    ]


def _below(star: Star, at: Point, radius: float) -> Label:
    words = lines(star.title, LABEL, LABEL_WIDTH)
    return _label(words, at.x, at.y + radius + _AIR + LABEL * 0.78, "middle")


def _label(
    words: tuple[str, ...],
    x: float,
    y: float,
    anchor: str,
    *,
    size: float = LABEL,
    leading: float = LEADING,
    spaced: float = 0.0,
) -> Label:
    wide = max((width(line, size, spaced=spaced) for line in words), default=0.0)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    top = y - size * 0.8
    return Label(words, round(x, 1), round(y, 1), anchor, Box(left, top, left + wide, top + leading * len(words)))
