"""The badge as PNG, for places that take no SVG: the same disc, stars and words, drawn in pixels."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import lru_cache
from html import unescape
from math import ceil

from PIL import Image, ImageColor, ImageDraw, ImageFont

from testamur.interfaces.web.images.badge import figure, fit
from testamur.interfaces.web.images.colour import oklch

SIZE = 768
_DRAWN = 2 * SIZE  # drawn larger and made smaller, so that edges are smooth
_UNIT = _DRAWN / 192
_INK, _STAR = "#fdfbf5", "#f3cf6b"
# Fonts that machines often have; without any, Pillow's own, which knows no letter with an accent.
FONTS = ("LiberationSans-Bold.ttf", "NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf")
_ROOM = 146
_NO_LETTER = "\U0010ffff"


def badge_png(definition_id: str, *, title: str, level: str = "", hue: int = 262) -> bytes:
    """Return the badge as PNG with a clear background. Titles in scripts that cannot be drawn here are left out."""
    image = Image.new("RGBA", (_DRAWN, _DRAWN), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    _disc(draw, 94, fill=oklch(0.3, 0.085, hue))
    _disc(draw, 88, outline=oklch(0.62, 0.1, hue))
    dots = figure(definition_id)
    line = [(dot.x * _UNIT, dot.y * _UNIT) for dot in dots]
    sky, ink = ImageColor.getrgb(oklch(0.3, 0.085, hue)), ImageColor.getrgb(_INK)
    faint = tuple(round(0.4 * under + 0.6 * over) for under, over in zip(sky[:3], ink[:3], strict=True))
    draw.line(line, fill=faint, width=ceil(1.2 * _UNIT), joint="curve")
    for dot in dots:
        _spot(draw, dot.x, dot.y, dot.radius, fill=_STAR)
    _words(draw, title, level)
    out = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _disc(draw: ImageDraw.ImageDraw, radius: float, *, fill: str | None = None, outline: str | None = None) -> None:
    _spot(draw, 96, 96, radius, fill=fill, outline=outline)


def _spot(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, *, fill: str | None = None, outline: str | None = None
) -> None:
    box = [(x - radius) * _UNIT, (y - radius) * _UNIT, (x + radius) * _UNIT, (y + radius) * _UNIT]
    draw.ellipse(box, fill=fill, outline=outline, width=ceil(1.5 * _UNIT))


def _words(draw: ImageDraw.ImageDraw, title: str, level: str) -> None:
    size, lines = fit(title)
    # Fonts differ in width by a quarter; the lines were broken for a narrow one.
    widest = max(font_of(size * _UNIT).getbbox(unescape(line) or " ")[2] for line in lines)
    size *= min(1.0, _ROOM * _UNIT / max(widest, 1))
    top = 113 - (len(lines) - 1) * size * 0.56
    for at, line in enumerate(lines):
        _line(draw, unescape(line), top + at * size * 1.12, size)
    _line(draw, level[:12], 165, 15)


def _line(draw: ImageDraw.ImageDraw, text: str, y: float, size: float) -> None:
    font = font_of(size * _UNIT)
    if text and _has_letters(font, text):
        draw.text((96 * _UNIT, y * _UNIT), text, font=font, fill=_INK, anchor="mm")


@lru_cache(maxsize=32)
def font_of(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the best font that this machine has."""
    for name in FONTS:
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return ImageFont.load_default(size)


def _has_letters(font: ImageFont.FreeTypeFont | ImageFont.ImageFont, text: str) -> bool:
    """Return whether the font can draw every letter: an empty box for a letter is worse than no words."""
    box = bytes(font.getmask(_NO_LETTER))
    return all(letter == " " or bytes(font.getmask(letter)) != box for letter in set(text))
