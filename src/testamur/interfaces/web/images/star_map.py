"""The star map of the start page: micro-credentials as stars, what they count towards as constellations.

A planisphere drawn on the server. The layout is stable: a figure follows from the ids in it, its place from the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from math import cos, hypot, pi, radians, sin, sqrt

_SIZE = 640.0
_MIDDLE = _SIZE / 2
_SKY = 292.0
_FIELD = 214.0
_FIELD_STARS = 130
_MOST_STARS = 9
_GOLDEN_ANGLE = pi * (3 - sqrt(5))

# The ecliptic on a northern planisphere is a circle whose centre lies off the pole.
_ECLIPTIC = (_MIDDLE - 46.0, _MIDDLE + 34.0, 196.0)


@dataclass(frozen=True, slots=True)
class Star:
    """A micro-credential on the map: its size follows ``hours``, its brightness ``level`` (0 to 1)."""

    id: str
    hours: float = 0.0
    level: float = 0.5


@dataclass(frozen=True, slots=True)
class Constellation:
    """Stars that add up to something. ``url`` is where a click leads, ``says`` what a screen reader reads."""

    name: str
    stars: tuple[Star, ...]
    url: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Point:
    x: float
    y: float


def star_map(constellations: Sequence[Constellation], *, label: str) -> str:
    """Return the map as SVG; its colours come from the page's style sheet, so it follows the theme."""
    drawn = "".join(_drawn(one, at, len(constellations)) for at, one in enumerate(constellations))
    return (
        f'<svg class="star-map" viewBox="0 0 {_SIZE:g} {_SIZE:g}" role="group" aria-label="{escape(label)}">'
        f'<g class="chart" aria-hidden="true">{"".join(_chart())}</g>{drawn}</svg>'
    )


def _chart() -> Iterator[str]:
    """Yield the instrument: circles of declination, hour lines, a rim with a tick for each five degrees, dim stars."""
    for radius in (_SKY, _SKY + 9, _SKY + 22):
        yield f'<circle cx="{_MIDDLE:g}" cy="{_MIDDLE:g}" r="{radius:g}"/>'
    for radius in (73, 146, 219):
        yield f'<circle class="thin" cx="{_MIDDLE:g}" cy="{_MIDDLE:g}" r="{radius}"/>'
    for hour in range(24):
        yield _ray(hour * 15, 73 if hour % 6 else 0, _SKY, "thin")
    for tick in range(72):
        yield _ray(tick * 5, _SKY, _SKY + (22 if tick % 6 == 0 else 9), "")
    x, y, radius = _ECLIPTIC
    yield f'<circle class="ecliptic" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
    chance = b"".join(sha256(f"sky {block}".encode()).digest() for block in range(_FIELD_STARS * 4 // 32 + 1))
    for at in range(_FIELD_STARS):
        a, b, c, _ = chance[at * 4 : at * 4 + 4]
        away, turn = _SKY * sqrt((a + 0.5) / 256), b / 256 * 2 * pi + c / 256
        yield (
            f'<circle class="dim" cx="{_MIDDLE + away * cos(turn):.1f}" cy="{_MIDDLE + away * sin(turn):.1f}"'
            f' r="{0.5 + c / 256 * 0.9:.2f}"/>'
        )


def _ray(degrees: float, start: float, end: float, name: str) -> str:
    x, y = cos(radians(degrees)), sin(radians(degrees))
    return (
        f'<line class="{name}" x1="{_MIDDLE + x * start:.1f}" y1="{_MIDDLE + y * start:.1f}"'
        f' x2="{_MIDDLE + x * end:.1f}" y2="{_MIDDLE + y * end:.1f}"/>'
    )


def _drawn(one: Constellation, at: int, count: int) -> str:
    room = min(86.0, 0.74 * _FIELD / sqrt(max(count, 1)))
    place = _place(at, count)
    stars = one.stars[:_MOST_STARS]
    points = [_Point(place.x + p.x * room, place.y + p.y * room * 0.8) for p in _walk(one.name, len(stars))]
    line = " ".join(f"{point.x:.1f},{point.y:.1f}" for point in points)
    dots = "".join(
        f'<circle class="star" cx="{point.x:.1f}" cy="{point.y:.1f}" r="{_radius(star):.2f}"/>'
        for point, star in zip(points, stars, strict=True)
    )
    below = max(point.y for point in points) + 22
    figure = (
        f'<circle class="reach" cx="{place.x:.1f}" cy="{place.y:.1f}" r="{room:.1f}"/>'
        f'<polyline class="figure" points="{line}"/>{dots}{_name(one.name, place.x, below)}'
    )
    if not one.url:
        return f'<g class="constellation">{figure}</g>'
    return f'<a class="constellation" href="{escape(one.url)}" aria-label="{escape(one.says or one.name)}">{figure}</a>'


def _name(name: str, x: float, y: float) -> str:
    """Return the name in one or two lines."""
    words = name.split()
    lines = [name]
    if len(name) > 18 and len(words) > 1:  # noqa: PLR2004 - letters that fit beside a neighbour
        cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(name) / 2))
        lines = [" ".join(words[:cut]), " ".join(words[cut:])]
    spans = "".join(f'<tspan x="{x:.1f}" y="{y + at * 15:.1f}">{escape(line)}</tspan>' for at, line in enumerate(lines))
    return f'<text aria-hidden="true">{spans}</text>'


def _place(at: int, count: int) -> _Point:
    """Spread figures over the sky as a sunflower spreads its seeds."""
    if count == 1:
        return _Point(_MIDDLE, _MIDDLE)
    away, turn = _FIELD * sqrt((at + 0.5) / count), at * _GOLDEN_ANGLE + 0.9
    return _Point(_MIDDLE + away * cos(turn), _MIDDLE + away * sin(turn))


def _walk(name: str, count: int) -> list[_Point]:
    """Return a figure within the unit circle: a walk that turns a little at each star."""
    chance = sha256(name.encode()).digest()
    x = y = 0.0
    heading = (chance[0] / 256 - 0.5) * 0.9
    points = [_Point(x, y)]
    for at in range(1, count):
        heading += (chance[at] / 256 - 0.5) * 2.1
        step = 0.7 + chance[31 - at] / 256 * 0.6
        x, y = x + step * cos(heading), y + step * sin(heading)
        points.append(_Point(x, y))
    middle = _Point(sum(p.x for p in points) / count, sum(p.y for p in points) / count)
    reach = max(hypot(p.x - middle.x, p.y - middle.y) for p in points) or 1.0
    return [_Point((p.x - middle.x) / reach, (p.y - middle.y) / reach) for p in points]


def _radius(star: Star) -> float:
    """Return a radius whose area grows with the hours."""
    return 2.2 + min(sqrt(max(star.hours, 0.0)), 16.0) / 16 * 3.4 + star.level * 0.6
