"""The shape of one figure: limbs that grow from its middle, each star a step further out.

The shape follows from the figure's name and from the room kept in each limb, and from nothing else. So a star that is
earned takes a place that was kept for it, and no other star moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, hypot, pi, sin, sqrt

from testamur.interfaces.web.constellation.geometry import Box, Point, Taken, around, chance, crosses, hull
from testamur.interfaces.web.constellation.lettering import LABEL_WIDTH, LEADING

MIDDLE = 15.0  # reach of the figure's own mark
STAR = 13.0  # reach of the largest star
_STEP_X, _STEP_Y = 96.0, 60.0
_PACKED = 0.66  # how much of the ground the places may take
_BROADER = 1.25
_GROWTH = 1.1
_TURNS = tuple(
    side * turn for turn in (0.0, 0.3, 0.6, 0.95, 1.35, 1.8, 2.3, 2.8) for side in ((1, -1) if turn else (1,))
)
_LENGTHS = (1.0, 1.3, 0.8)
_RASTER = 22.0
# How many places a limb is given at a time.
_TIERS = (0, 4, 6, 9, 14, 20, 30, 45, 70, 110, 170, 260, 400, 600)


@dataclass(frozen=True, slots=True)
class Shape:
    """Places around a figure's middle at (0, 0): one tuple of points a limb. ``reach`` holds all with their labels."""

    limbs: tuple[tuple[Point, ...], ...]
    reach: Box


def plot(point: Point) -> Box:
    """Return what is kept free for a star with its label under it."""
    half = LABEL_WIDTH / 2 + 2
    return Box(point.x - half, point.y - STAR, point.x + half, point.y + STAR + 2 * LEADING)


@lru_cache(maxsize=512)
def shaped(seed: str, rooms: tuple[tuple[int, int], ...]) -> Shape:
    """Return the shape of the figure named *seed*: for each limb how many places it begins with, and how many it has.

    What a limb has beyond its beginning is added around what stands: a figure that grows keeps its shape.
    """
    ground = _Ground(seed, len(rooms))
    counts = [0] * len(rooms)
    for tier in _TIERS:
        wanted = [min(room, max(base, tier)) for base, room in rooms]
        if wanted != counts:
            ground.widen(sum(wanted))
            for step in range(max(wanted)):
                for limb, count in enumerate(wanted):
                    if counts[limb] <= step < count:
                        ground.grow(limb)
            counts = wanted
    middle = around(Point(0, 0), MIDDLE)
    boxes = [middle, *(plot(point) for limb in ground.limbs for point in limb)]
    return Shape(tuple(tuple(limb) for limb in ground.limbs), hull(boxes))


class _Ground:
    """A figure while it grows: what stands, which way each limb goes, and how far it may."""

    def __init__(self, seed: str, limbs: int) -> None:
        self._seed = seed
        self.limbs: list[list[Point]] = [[] for _ in range(limbs)]
        turned = chance(seed)[0] / 256 * 2 * pi
        self._headings = [turned + 2 * pi * limb / limbs for limb in range(limbs)]
        self._wide = self._high = 0.0
        self._taken = Taken()
        self._taken.add(around(Point(0, 0), MIDDLE + 6))
        self._segments: list[tuple[Point, Point]] = []

    def widen(self, places: int) -> None:
        """Give the figure ground for so many places."""
        one = plot(Point(0, 0))
        area = (places + 1) * (one.right - one.left) * (one.bottom - one.top) / _PACKED
        self._wide = max(self._wide, sqrt(area * _BROADER) / 2)
        self._high = max(self._high, sqrt(area / _BROADER) / 2)

    def grow(self, limb: int) -> None:
        """Put the next place of *limb*: a step on from the one before it, turning a little."""
        start = self.limbs[limb][-1] if self.limbs[limb] else Point(0, 0)
        found = self._step(limb, start) or self._anywhere(start)
        self._headings[limb] = _heading(start, found)
        self._segments.append((start, found))
        self._taken.add(plot(found))
        self.limbs[limb].append(found)

    def _step(self, limb: int, start: Point) -> Point | None:
        at = len(self.limbs[limb])
        roll = chance(f"{self._seed} {limb} {at}")
        bend = (roll[0] / 256 - 0.5) * 1.1
        best: tuple[float, Point] | None = None
        for length in _LENGTHS:
            for turn in _TURNS:
                heading = self._headings[limb] + bend + turn
                stretch = length * (0.94 + roll[1] / 256 * 0.2)
                end = start.moved(cos(heading) * _STEP_X * stretch, sin(heading) * _STEP_Y * stretch)
                if not self._may_stand(end):
                    continue
                cost = abs(turn) + 3 * abs(length - 1) + self._harm(start, end)
                if best is None or cost < best[0]:
                    best = (cost, end)
            if best and best[0] < 1:
                break
        return best[1] if best else None

    def _may_stand(self, point: Point) -> bool:
        within = hypot(point.x / self._wide, point.y / self._high) <= 1
        return within and self._taken.is_free(plot(point))

    def _harm(self, start: Point, end: Point) -> float:
        """Return how much a line would disturb: lines that it crosses, words that it runs through."""
        crossed = sum(1 for a, b in self._segments if crosses(start, end, a, b))
        return 3.0 * crossed + 0.8 * self._taken.count(start, end)

    def _anywhere(self, start: Point) -> Point:
        """Return the free place that is nearest to *start*; where there is none, the ground grows."""
        while True:
            across, down = int(self._wide / _RASTER), int(self._high / _RASTER)
            raster = [
                Point(x * _RASTER, y * _RASTER) for x in range(-across, across + 1) for y in range(-down, down + 1)
            ]
            free = [point for point in raster if self._may_stand(point)]
            if free:
                return min(free, key=lambda point: (hypot(point.x - start.x, point.y - start.y), point.x, point.y))
            self._wide *= _GROWTH
            self._high *= _GROWTH


def _heading(start: Point, end: Point) -> float:
    """Return the direction from *start* to *end* in steps, which are wider than they are high."""
    return atan2((end.y - start.y) / _STEP_Y, (end.x - start.x) / _STEP_X)
