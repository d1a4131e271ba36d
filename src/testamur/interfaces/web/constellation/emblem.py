"""A small sky for the front page: a few figures on the disc of a planisphere, one of them in the middle.

It is the same sky as on the map, drawn from the same values; each figure leads to the map with itself in focus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from math import cos, hypot, pi, radians, sin, sqrt

from testamur.interfaces.web.constellation.drawing import joined, mark_of, rays, shape_of
from testamur.interfaces.web.constellation.figures import shaped
from testamur.interfaces.web.constellation.geometry import Point
from testamur.interfaces.web.constellation.layout import radius
from testamur.interfaces.web.constellation.lettering import lines
from testamur.interfaces.web.constellation.values import Figure, Sky, Star
from testamur.interfaces.words.constellation import figure_said, figure_short

_SIZE = 640.0
_MIDDLE = _SIZE / 2
_SKY = 292.0
_ORBIT = 208.0
_REACH, _SMALL_REACH = 108.0, 60.0
_TURN = -0.78
_NAME = 13.0
_NAME_ROOM = 150.0
_LEADING = 15.0
MOST = 5

# The ecliptic on a northern planisphere is a circle whose centre lies off the pole.
_ECLIPTIC = (_MIDDLE - 46.0, _MIDDLE + 34.0, 196.0)
_FIELD_STARS = 130


def emblem(sky: Sky, *, label: str, addresses: Mapping[str, str]) -> str:
    """Return the picture as SVG. ``addresses``: figure → where it leads. The chosen figure stands in the middle."""
    chosen = sky.chosen or (sky.figures[0] if sky.figures else None)
    others = [figure for figure in sky.figures if figure is not chosen][: MOST - 1]
    drawn = [_figure(sky, chosen, Point(_MIDDLE, _MIDDLE - 8), _REACH, addresses)] if chosen else []
    for at, figure in enumerate(others):
        turn = _TURN + 2 * pi * at / len(others)
        place = Point(_MIDDLE + _ORBIT * cos(turn), _MIDDLE + _ORBIT * sin(turn) - 6)
        drawn.append(_figure(sky, figure, place, _SMALL_REACH, addresses))
    return (
        f'<svg class="star-map sky" viewBox="0 0 {_SIZE:g} {_SIZE:g}" role="group" aria-label="{escape(label)}">'
        f'<g class="chart" aria-hidden="true">{"".join(_chart())}</g>{"".join(drawn)}</svg>'
    )


def _figure(sky: Sky, figure: Figure, at: Point, reach: float, addresses: Mapping[str, str]) -> str:
    """Return a figure within *reach* of a point, with its lines, its stars and its name."""
    shape = shaped(figure.id, tuple((limb.base, limb.room) for limb in figure.limbs))
    places = {
        star: point
        for limb, points in zip(figure.limbs, shape.limbs, strict=True)
        for star, point in zip(limb.stars, points, strict=False)
    }
    middle, scale = _fitted([Point(0, 0), *places.values()], reach)
    own = {star: Point(at.x + (p.x - middle.x) * scale, at.y + (p.y - middle.y) * scale) for star, p in places.items()}
    goal = Point(at.x - middle.x * scale, at.y - middle.y * scale)
    found = []
    for limb in figure.limbs:
        before, away = goal, 10.0
        for star in limb.stars:
            line = sky.line(figure.id, star)
            if line and star in own:
                size = _radius(sky, star, reach)
                found.append(joined(line, before, own[star], away, size))
                before, away = own[star], size
    stars = "".join(_star(sky.stars[star], point, _radius(sky, star, reach)) for star, point in own.items())
    first = " first" if reach > _SMALL_REACH else ""
    bottom = max(point.y for point in (goal, *own.values())) + 26
    mark = mark_of(figure, Point(round(goal.x, 1), round(goal.y, 1)))
    return (
        f'<a class="goal {figure.verdict.value}{first}" href="{escape(addresses[figure.id])}"'
        f' aria-label="{escape(figure_said(figure))}"><circle class="reach" cx="{at.x:.1f}" cy="{at.y:.1f}"'
        f' r="{reach:g}"/><g class="lines">{"".join(found)}</g>{mark}{stars}{_name(figure, at.x, bottom)}</a>'
    )


def _star(star: Star, at: Point, size: float) -> str:
    return (
        f'<g class="st {star.state} b{1 + min(int(star.level * 4), 3)}" transform="translate({at.x:.1f} {at.y:.1f})">'
        f"{rays(star, size)}{shape_of(star.state, size)}</g>"
    )


def _fitted(points: list[Point], reach: float) -> tuple[Point, float]:
    """Return the middle of points and how much they must shrink to lie within *reach*."""
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    middle = Point((left + right) / 2, (top + bottom) / 2)
    far = max(hypot(p.x - middle.x, p.y - middle.y) for p in points) or 1.0
    return middle, min(1.0, (reach - 8) / far)


def _radius(sky: Sky, star: str, reach: float) -> float:
    size = radius(sky.stars[star])
    return size if reach > _SMALL_REACH else min(size * 0.8, 6.4)


def _name(figure: Figure, x: float, y: float) -> str:
    words = lines(figure.name, _NAME, _NAME_ROOM, most=3, spaced=1.2)
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{y + at * _LEADING:.1f}">{escape(line)}</tspan>' for at, line in enumerate(words)
    )
    below = y + len(words) * _LEADING + 1
    far = f'<tspan class="had" x="{x:.1f}" y="{below:.1f}">{escape(figure_short(figure))}</tspan>'
    return f'<text class="name" aria-hidden="true">{spans}{far}</text>'


def _chart() -> Iterator[str]:
    """Yield the instrument: circles of declination, hour lines, a rim with a tick for each five degrees, dim stars."""
    for size in (_SKY, _SKY + 9, _SKY + 22):
        yield f'<circle cx="{_MIDDLE:g}" cy="{_MIDDLE:g}" r="{size:g}"/>'
    for size in (73, 146, 219):
        yield f'<circle class="thin" cx="{_MIDDLE:g}" cy="{_MIDDLE:g}" r="{size}"/>'
    for hour in range(24):
        yield _ray(hour * 15, 73 if hour % 6 else 0, _SKY, "thin")
    for tick in range(72):
        yield _ray(tick * 5, _SKY, _SKY + (22 if tick % 6 == 0 else 9), "")
    x, y, size = _ECLIPTIC
    yield f'<circle class="ecliptic" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    chance = b"".join(sha256(f"sky {block}".encode()).digest() for block in range(_FIELD_STARS * 4 // 32 + 1))
    for at in range(_FIELD_STARS):
        a, b, c, _ = chance[at * 4 : at * 4 + 4]
        away, turn = _SKY * sqrt((a + 0.5) / 256), b / 256 * 2 * pi + c / 256
        yield (
            f'<circle class="dim" cx="{_MIDDLE + away * cos(turn):.1f}" cy="{_MIDDLE + away * sin(turn):.1f}"'
            f' r="{0.5 + c / 256 * 0.9:.2f}"/>'
        )


def _ray(turned: float, start: float, end: float, name: str) -> str:
    x, y = cos(radians(turned)), sin(radians(turned))
    return (
        f'<line class="{name}" x1="{_MIDDLE + x * start:.1f}" y1="{_MIDDLE + y * start:.1f}"'
        f' x2="{_MIDDLE + x * end:.1f}" y2="{_MIDDLE + y * end:.1f}"/>'
    )
