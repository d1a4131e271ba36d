"""The sheet that the map is drawn on: an atlas plate with its frame, its grid of hours, its dim stars."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, ceil, cos, degrees, hypot, radians, sin

from testamur.interfaces.web.constellation.geometry import chance

_INSET, _BAND = 8.0, 7.0
_TICK = 20.0
_RING = 170.0
_HOUR = 7.5  # degrees between two hour lines
# How many for each ten square pixels, how wide, and at most how many: a large sheet is not heavier for its sky.
_DIM = ((0.0022, 0.8, 200), (0.0008, 1.3, 100), (0.0003, 1.9, 40))


def plate(width: float, height: float) -> str:
    """Return the sheet as SVG, hidden from those who listen: it says nothing."""
    left, top, right, bottom = _INSET, _INSET, width - _INSET, height - _INSET
    inner = (left + _BAND, top + _BAND, right - _BAND, bottom - _BAND)
    return (
        f'<clipPath id="plate"><rect x="{inner[0]:g}" y="{inner[1]:g}" width="{inner[2] - inner[0]:g}"'
        f' height="{inner[3] - inner[1]:g}"/></clipPath>'
        f'<g class="plate" aria-hidden="true"><path class="grid" clip-path="url(#plate)" d="{"".join(_grid(*inner))}"/>'
        f"{''.join(_dim(*inner))}"
        f'<path class="frame" d="{"".join(_frame(left, top, right, bottom))}"/></g>'
    )


def _frame(left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    """Yield a double rule with a tick at each degree."""
    for inset in (0.0, _BAND):
        yield f"M{left + inset:g} {top + inset:g}H{right - inset:g}V{bottom - inset:g}H{left + inset:g}Z"
    for at in range(1, ceil((right - left) / _TICK)):
        long = _BAND if at % 5 == 0 else _BAND / 2
        x = left + at * _TICK
        yield f"M{x:g} {top + _BAND:g}v{-long:g}M{x:g} {bottom - _BAND:g}v{long:g}"
    for at in range(1, ceil((bottom - top) / _TICK)):
        long = _BAND if at % 5 == 0 else _BAND / 2
        y = top + at * _TICK
        yield f"M{left + _BAND:g} {y:g}h{-long:g}M{right - _BAND:g} {y:g}h{long:g}"


def _grid(left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    """Yield circles of declination and hour lines around a pole above the sheet, as a conical projection has them."""
    x, y = (left + right) / 2 + (right - left) * 0.12, top - (bottom - top) * 0.55
    far = max(hypot(x - left, bottom - y), hypot(right - x, bottom - y))
    near = top - y
    for ring in range(ceil(near / _RING), ceil(far / _RING)):
        reach = ring * _RING
        yield f"M{x - reach:.0f} {y:.0f}a{reach:g} {reach:g} 0 0 0 {2 * reach:g} 0"
    start, end = degrees(atan2(near, right - x)), degrees(atan2(near, left - x))
    for hour in range(ceil(start / _HOUR), ceil(end / _HOUR)):
        turn = radians(hour * _HOUR)
        across, down = cos(turn), sin(turn)
        yield f"M{x + near * across:.0f} {y + near * down:.0f}L{x + far * across:.0f} {y + far * down:.0f}"


def _dim(left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    """Yield the stars that are only sky, in three sizes: round dots are strokes without length."""
    for size, (density, wide, most) in enumerate(_DIM):
        count = min(int((right - left) * (bottom - top) * density / 10), most)
        dots = []
        for at in range(count):
            a, b, c, d = chance(f"sky {size} {at}")[:4]
            x = left + 6 + (a * 256 + b) / 65_536 * (right - left - 12)
            y = top + 6 + (c * 256 + d) / 65_536 * (bottom - top - 12)
            dots.append(f"M{x:.0f} {y:.0f}h0")
        yield f'<path class="dust" stroke-width="{wide}" d="{"".join(dots)}"/>'
