"""Badge images: a disc in the institution's hue, a figure of stars of its own, title and level in it.

The figure follows from the definition's id: always the same, always different. Nobody needs a designer.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from math import atan2, cos, pi, sin, sqrt
from unicodedata import east_asian_width

from testamur.interfaces.web.images.colour import oklch

# The disc is 192 wide, so that 2 units are 1 px at the smallest size that must be legible, 96 px.
_RADIUS = 94.0
_LINES = 3
_LARGEST, _SMALLEST = 21.0, 14.0
_FEWEST, _MOST = 5, 8
_TITLE_MIDDLE, _LEVEL_AT = 113.0, 170.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A star of the figure: where, how large."""

    x: float
    y: float
    radius: float


def badge(definition_id: str, *, title: str, level: str = "", hue: int = 262) -> str:
    """Return the badge as SVG that stands alone: no fonts, styles or scripts are fetched."""
    sky, rim, ink, star = oklch(0.3, 0.085, hue), oklch(0.62, 0.1, hue), "#fdfbf5", "#f3cf6b"
    dots = figure(definition_id)
    line = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" role="img"',
            f' aria-label="{escape(", ".join(filter(None, (title, level))))}">',
            f'<circle cx="96" cy="96" r="{_RADIUS}" fill="{sky}"/>',
            f'<circle cx="96" cy="96" r="88" fill="none" stroke="{rim}" stroke-width="1.5"/>',
            f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-opacity=".6" stroke-width="1.2"/>',
            *(f'<circle cx="{d.x:.1f}" cy="{d.y:.1f}" r="{d.radius:.1f}" fill="{star}"/>' for d in dots),
            _words(title, level, ink),
            "</svg>",
        )
    )


def figure(definition_id: str) -> list[Dot]:
    """Return the stars in the order of the line that joins them, in the upper part of the disc."""
    chance = sha256(definition_id.encode()).digest()
    count = _FEWEST + chance[0] % (_MOST - _FEWEST + 1)
    tilt = (chance[1] - 128) / 128 * 0.35
    dots = []
    for at in range(count):
        along = (at + 0.5) / count * 2 - 1
        up = (chance[2 + at] - 128) / 128
        x, y = along * 56 + (chance[12 + at] - 128) / 22, up * 20
        turned = (x * cos(tilt) - y * sin(tilt), x * sin(tilt) + y * cos(tilt))
        dots.append(Dot(96 + turned[0], 49 + turned[1] * 0.8, 2.4 + chance[22 + at] / 255 * 3.4))
    return _closed(dots, chance[31]) if count > _FEWEST else dots


def _closed(dots: list[Dot], chance: int) -> list[Dot]:
    """Let the line of some figures come back to one of its stars, so that there are bowls as well as chains."""
    if chance % 3 == 0:
        return dots
    last = dots[-4:]
    middle = (sum(d.x for d in last) / 4, sum(d.y for d in last) / 4)
    bowl = sorted(last, key=lambda d: (atan2(d.y - middle[1], d.x - middle[0]) + pi) % (2 * pi))
    return [*dots[:-4], *bowl, bowl[0]]


def _words(title: str, level: str, ink: str) -> str:
    size, lines = fit(title)
    top = _TITLE_MIDDLE - (len(lines) - 1) * size * 0.56 + size * 0.35
    said = "".join(
        f'<text x="96" y="{top + at * size * 1.12:.1f}" font-size="{size:g}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    if level:
        said += f'<text x="96" y="{_LEVEL_AT}" font-size="17" font-weight="400">{escape(level[:12])}</text>'
    return (
        f'<g fill="{ink}" text-anchor="middle" font-weight="700"'
        f" font-family=\"'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif\">{said}</g>"
    )


def fit(title: str) -> tuple[float, list[str]]:
    """Return the largest size at which *title* fits into the disc, and its lines; a long one ends with an ellipsis."""
    size = _LARGEST
    while size > _SMALLEST:
        lines = _broken(title, size)
        if len(lines) <= _LINES and all(
            _width(line) * size <= _room(at, len(lines), size) for at, line in enumerate(lines)
        ):
            return size, lines
        size -= 1
    lines = _broken(title, size)
    kept = lines[:_LINES]
    if len(lines) > _LINES:
        kept[-1] = _cut(kept[-1] + " …", _room(_LINES - 1, _LINES, size) / size)
    return size, [_cut(line, _room(at, len(kept), size) / size) for at, line in enumerate(kept)]


def _broken(title: str, size: float) -> list[str]:
    """Break at spaces, so that no line is wider than the disc is at that height."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) * size <= _room(len(lines) - 1, _LINES, size) or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, room: float) -> str:
    if _width(line) <= room:
        return line
    kept = line.rstrip("… ")
    while kept and _width(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _room(at: int, lines: int, size: float) -> float:
    """Return how wide the disc is at the height of a line."""
    middle = _TITLE_MIDDLE + (at - (lines - 1) / 2) * size * 1.12
    return 2 * sqrt(max((_RADIUS - 10) ** 2 - (abs(middle - 96) + size * 0.4) ** 2, 0.0))


def _width(text: str) -> float:
    """Return roughly how wide *text* is in bold, in units of the font size."""
    return sum(_advance(letter) for letter in text)


def _advance(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'|! ()":
        return 0.34
    return 0.86 if letter in "mwMW@%" else 0.69 if letter.isupper() else 0.58
