"""Where everything on the map stands: figures in rows like fields of a chart, stars in them, words beside the stars.

Nothing here depends on what a person is called, on the hour, or on chance. The size of a figure follows from the room
that its limbs keep, so that another credential moves little; the tests hold this to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from testamur.core.rules import Verdict
from testamur.interfaces.web.constellation.figures import Shape, plot, shaped
from testamur.interfaces.web.constellation.geometry import Box, Point, chance
from testamur.interfaces.web.constellation.labels import Label, labelled, named
from testamur.interfaces.web.constellation.lettering import LEADING, NAME
from testamur.interfaces.web.constellation.values import Figure, Line, Sky, Star

MARGIN = 26.0  # the chart's frame
_GAP = 10.0
_NARROWEST, _ALONE = 840.0, 560.0
_BROADER = 1.3
_SMALL, _LARGE = 4.2, 10.0
_MANY_HOURS = 300.0
_OUTLINE = 7.5
_FILLED = ("held", "progress", "lapsed")
_SWAY = 12.0
NAME_HIGH = 3 * NAME * 1.15 + 14
_LOOSE_STEP = 16


@dataclass(frozen=True, slots=True)
class Placed:
    """A star on the map: where it is, how large, where its words stand (None: no room; they are in the list)."""

    star: Star
    at: Point
    radius: float
    label: Label | None
    figure: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The map with places. ``stars`` are in reading order, figure by figure; ``middles`` and ``names`` by figure id."""

    width: float
    height: float
    stars: tuple[Placed, ...]
    middles: Mapping[str, Point]
    names: Mapping[str, Label]
    fields: Mapping[str, Box]
    loose_name: Point | None

    def at(self, star: str) -> Point:
        """Return where a star stands."""
        return next(one.at for one in self.stars if one.star.id == star)


@dataclass(frozen=True, slots=True)
class _Field:
    """The ground of one figure: its shape, and the size of its field with the name."""

    figure: Figure | None
    shape: Shape
    width: float
    height: float


def charted(sky: Sky) -> Chart:
    """Return where everything stands."""
    homes = _homes(sky)
    fields = [_field(figure) for figure in sky.figures]
    if sky.loose:
        fields.append(_loose_field(len(sky.loose)))
    least = _NARROWEST if len(fields) > 1 else _ALONE
    rows = _rows(fields)
    width = max((sum(field.width for field in row) + _GAP * (len(row) - 1) for row in rows), default=0.0)
    width = max(width, least - 2 * MARGIN)
    boxes = list(_spread(rows, width))
    places: dict[str, tuple[Point, str]] = {}
    middles: dict[str, Point] = {}
    names: dict[str, Label] = {}
    grounds: dict[str, Box] = {}
    loose_name = None
    for field, box in boxes:
        middle = _middle(field, box)
        if field.figure is None:
            loose_name = Point((box.left + box.right) / 2, box.bottom - NAME_HIGH + LEADING)
            places.update({star: (_moved(field, at, middle), "") for at, star in enumerate(sky.loose)})
            continue
        figure = field.figure
        middles[figure.id], grounds[figure.id] = middle, box
        names[figure.id] = named(figure.name, Point((box.left + box.right) / 2, box.bottom - NAME_HIGH + NAME))
        for limb, points in zip(figure.limbs, field.shape.limbs, strict=True):
            for star, point in zip(limb.stars, points, strict=False):
                if homes.get(star) == figure.id:
                    places[star] = (_whole(middle.moved(point.x, point.y)), figure.id)
    bottom = max((box.bottom for _, box in boxes), default=200.0) + MARGIN
    order = _reading_order(sky, places)
    stars = [(sky.stars[star], places[star][0], radius(sky.stars[star])) for star in order]
    sheet = Box(MARGIN - 6, MARGIN - 6, width + MARGIN + 6, bottom - MARGIN + 6)
    labels = labelled(stars, _segments(sky, places, middles), list(middles.values()), list(names.values()), sheet)
    return Chart(
        width=width + 2 * MARGIN,
        height=bottom,
        stars=tuple(
            Placed(star, at, size, label, places[star.id][1])
            for (star, at, size), label in zip(stars, labels, strict=True)
        ),
        middles=middles,
        names=names,
        fields=grounds,
        loose_name=loose_name,
    )


def radius(star: Star) -> float:
    """Return a radius whose area grows with the hours."""
    share = min(max(star.size, 0.0), _MANY_HOURS) / _MANY_HOURS
    grown = round(_SMALL + (_LARGE - _SMALL) * sqrt(share), 1)
    # An outline has to hold a number.
    return grown if star.state in _FILLED else max(grown, _OUTLINE)


def _homes(sky: Sky) -> dict[str, str]:
    """Return for each star the figure where it stands; in others, a line leads to it.

    It stands where it counts for certain and whole, best in its own unit; among equals in the first figure.
    """
    lines = {(line.figure, line.star): line for line in sky.lines}
    homes: dict[str, tuple[int, str]] = {}
    for figure in sky.figures:
        for limb in figure.limbs:
            for star in limb.stars:
                belongs = _belonging(sky.stars[star], lines.get((figure.id, star)), figure)
                if star not in homes or belongs > homes[star][0]:
                    homes[star] = (belongs, figure.id)
    return {star: figure for star, (_, figure) in homes.items()}


def _belonging(star: Star, line: Line | None, figure: Figure) -> int:
    """Return how much a star belongs to a figure: 2 where it counts in its own unit, 1 where it counts, else 0."""
    if line is None or not line.counts or line.is_cut or figure.verdict is Verdict.UNKNOWN:
        return 0
    return 2 if line.amount.partition(" ")[2] == star.credits.partition(" ")[2] else 1


def _field(figure: Figure) -> _Field:
    shape = shaped(figure.id, tuple((limb.base, limb.room) for limb in figure.limbs))
    reach = shape.reach
    return _Field(figure, shape, max(reach.right - reach.left, 220.0) + 8, reach.bottom - reach.top + NAME_HIGH + 8)


def _loose_field(count: int) -> _Field:
    """Return a field for stars outside all figures: in loose rows, with room that grows by steps."""
    room = ceil(count / _LOOSE_STEP) * _LOOSE_STEP if count > _LOOSE_STEP / 2 else _LOOSE_STEP // 2
    across = max(3, ceil(sqrt(room * 1.6)))
    one = plot(Point(0, 0))
    wide, high = one.right - one.left + 10, one.bottom - one.top + 12
    points = []
    for at in range(room):
        roll = chance(f"loose {at}")
        points.append(Point(at % across * wide + roll[0] / 256 * 8, at // across * high + roll[1] / 256 * 8))
    reach = Box(one.left, one.top, across * wide - 10 + one.left + 8, ceil(room / across) * high + one.top)
    return _Field(
        None, Shape((tuple(points),), reach), reach.right - reach.left + 20, reach.bottom - reach.top + NAME_HIGH
    )


def _rows(fields: list[_Field]) -> list[list[_Field]]:
    """Return the fields in rows, in their order, about as wide as high."""
    area = sum(field.width * field.height for field in fields)
    wide = max(_NARROWEST - 2 * MARGIN, ceil(sqrt(area * _BROADER) / 120) * 120)
    rows: list[list[_Field]] = []
    filled = 0.0
    for field in fields:
        if not rows or filled + field.width > wide:
            rows.append([])
            filled = 0.0
        rows[-1].append(field)
        filled += field.width + _GAP
    return rows


def _spread(rows: list[list[_Field]], width: float) -> Iterator[tuple[_Field, Box]]:
    """Yield each field with its place; in a row they stand apart evenly, and a little up or down."""
    top = MARGIN + 8
    for row in rows:
        spare = max(width - sum(field.width for field in row), 0.0)
        gap = spare / (len(row) + 1)
        tallest = max(field.height for field in row)
        left = MARGIN + gap
        for field in row:
            sway = (chance(field.figure.id if field.figure else "loose")[1] / 256) * _SWAY
            above = top + min(sway + (tallest - field.height) / 2, tallest - field.height + _SWAY)
            yield field, Box(left, above, left + field.width, above + field.height)
            left += field.width + gap
        top += tallest + _SWAY + _GAP


def _middle(field: _Field, box: Box) -> Point:
    """Return where the shape's (0, 0) comes to stand, so that the shape is centred over its name."""
    reach = field.shape.reach
    x = (box.left + box.right) / 2 - (reach.left + reach.right) / 2
    return _whole(Point(x, box.top + 4 - reach.top))


def _whole(point: Point) -> Point:
    """Return the nearest whole pixel: places are shorter to write, and nobody sees the difference."""
    return Point(float(round(point.x)), float(round(point.y)))


def _moved(field: _Field, at: int, middle: Point) -> Point:
    point = field.shape.limbs[0][at]
    return _whole(middle.moved(point.x, point.y))


def _reading_order(sky: Sky, places: Mapping[str, tuple[Point, str]]) -> list[str]:
    """Return the stars figure by figure, limb by limb, from the middle outwards; last those in no figure."""
    order = [star for figure in sky.figures for limb in figure.limbs for star in limb.stars]
    return [star for star in dict.fromkeys((*order, *sky.loose)) if star in places]


def _segments(
    sky: Sky, places: Mapping[str, tuple[Point, str]], middles: Mapping[str, Point]
) -> list[tuple[Point, Point]]:
    """Return the lines inside figures, which words should not stand on."""
    found = []
    for figure in sky.figures:
        for limb in figure.limbs:
            before = middles[figure.id]
            for star in limb.stars:
                if star in places and places[star][1] == figure.id:
                    found.append((before, places[star][0]))
                    before = places[star][0]
    return found
