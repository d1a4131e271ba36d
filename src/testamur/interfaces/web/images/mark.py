"""The mark: the seven stars of the Plough joined by a thin line, four of them also reading as a seal."""

from __future__ import annotations

from math import cos, radians

# Right ascension and declination in degrees, and visual magnitude, from the end of the handle to the bowl's rim:
# Alkaid, Mizar, Alioth, Megrez, Phecda, Merak, Dubhe (Yale Bright Star Catalogue, 5th edition, J2000).
_STARS = (
    (206.885, 49.313, 1.86),
    (200.981, 54.925, 2.27),
    (193.507, 55.960, 1.77),
    (183.857, 57.033, 3.31),
    (178.458, 53.695, 2.44),
    (165.460, 56.382, 2.37),
    (165.932, 61.751, 1.79),
)
_CENTRE = (186.0, 56.0)
_PATH = "0 1 2 3 4 5 6 3"


def stars() -> list[tuple[float, float, float]]:
    """Return x, y and radius of the seven, as the sky shows them (east is to the left), about 24 wide."""
    right_ascension, declination = _CENTRE
    shrink = cos(radians(declination))
    return [
        (round((right_ascension - ra) * shrink, 2), round(declination - dec, 2), round(1.5 - 0.25 * magnitude, 2))
        for ra, dec, magnitude in _STARS
    ]


def mark() -> str:
    """Return the mark as SVG that takes the colour of the text around it; the stars are gold by style."""
    return f'<svg class="mark" viewBox="-13.5 -7.5 27 16" aria-hidden="true" focusable="false">{_figure()}</svg>'


def favicon() -> str:
    """Return the mark on a piece of night sky, readable at 16 px."""
    figure = _figure().replace("currentColor", "#e9e4d4").replace('class="mark-star"', 'fill="#f0c95c"')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 32 32"><rect x="-16" y="-16" width="32" height="32"'
        f' rx="7" fill="#141a2e"/><g transform="rotate(-24) scale(1.02)" stroke-width=".9">{figure}</g></svg>'
    )


def _figure() -> str:
    found = stars()
    points = " ".join(f"{found[int(at)][0]},{found[int(at)][1]}" for at in _PATH.split())
    line = f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width=".55" stroke-linejoin="round"/>'
    dots = "".join(f'<circle class="mark-star" cx="{x}" cy="{y}" r="{radius + 0.45}"/>' for x, y, radius in found)
    return line + dots
