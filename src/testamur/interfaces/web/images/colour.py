"""Colours for images that leave our pages, where `oklch()` may not be understood."""

from __future__ import annotations

from math import cos, radians, sin

# Rows of the two matrices from OKLab to linear sRGB: https://bottosson.github.io/posts/oklab/
_TO_LMS = ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LINEAR_END = 0.0031308


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return ``#rrggbb`` for lightness 0 to 1, chroma, and hue in degrees; what sRGB lacks is clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    cones = [(lightness + x * a + y * b) ** 3 for x, y in _TO_LMS]
    linear = [sum(factor * cone for factor, cone in zip(row, cones, strict=True)) for row in _TO_RGB]
    return "#" + "".join(f"{round(255 * _encoded(min(max(value, 0.0), 1.0))):02x}" for value in linear)


def _encoded(linear: float) -> float:
    if linear <= _LINEAR_END:
        return 12.92 * linear
    return float(1.055 * linear ** (1 / 2.4) - 0.055)
