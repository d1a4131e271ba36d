"""Points and boxes, and a table of what stands where, so that a free place is found quickly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from math import floor

_CELL = 64.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in pixels at its natural size."""

    x: float
    y: float

    def moved(self, x: float, y: float) -> Point:
        """Return the point that lies so much further right and down."""
        return Point(self.x + x, self.y + y)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def moved(self, x: float, y: float) -> Box:
        """Return the box that lies so much further right and down."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


def around(point: Point, radius: float) -> Box:
    """Return the box around a disc."""
    return Box(point.x - radius, point.y - radius, point.x + radius, point.y + radius)


def hull(boxes: list[Box]) -> Box:
    """Return the box around *boxes*, of which there is at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the open segments a–b and c–d cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def cuts(a: Point, b: Point, box: Box) -> bool:
    """Whether the segment a–b runs through the box (Liang and Barsky's clipping)."""
    start, end = 0.0, 1.0
    for delta, low, high in (
        (b.x - a.x, box.left - a.x, box.right - a.x),
        (b.y - a.y, box.top - a.y, box.bottom - a.y),
    ):
        if delta == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, last = sorted((low / delta, high / delta))
        start, end = max(start, first), min(end, last)
    return start < end


def chance(seed: str) -> bytes:
    """Return 32 bytes that follow from *seed* alone: the same sky for everybody, on every day."""
    return sha256(seed.encode()).digest()


class Taken:
    """What is taken already: boxes, found by the squares of a grid that they lie in."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Take a box."""
        for square in _squares(box):
            self._squares[square].append(box)

    def remove(self, box: Box) -> None:
        """Give a box back."""
        for square in _squares(box):
            self._squares[square].remove(box)

    def is_free(self, box: Box) -> bool:
        """Whether nothing taken meets *box*."""
        return not any(taken.meets(box) for square in _squares(box) for taken in self._squares.get(square, ()))

    def count(self, a: Point, b: Point) -> int:
        """Return how many boxes the segment a–b runs through."""
        reach = Box(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))
        near = {id(box): box for square in _squares(reach) for box in self._squares.get(square, ())}
        return sum(1 for box in near.values() if cuts(a, b, box))


def _squares(box: Box) -> list[tuple[int, int]]:
    across = range(floor(box.left / _CELL), floor(box.right / _CELL) + 1)
    down = range(floor(box.top / _CELL), floor(box.bottom / _CELL) + 1)
    return [(x, y) for x in across for y in down]
