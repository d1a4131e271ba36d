"""What is drawn on posters and cards: the figure of stars alone, and a QR code as a file of its own."""

from __future__ import annotations

import io

import segno

from testamur.interfaces.web.images.badge import figure
from testamur.interfaces.web.images.colour import oklch

_QUIET_ZONE = 4  # ISO/IEC 18004, section 6.3.8: four modules.


def stars(definition_id: str, *, line: str, star: str) -> str:
    """Return the figure of stars of a definition as SVG, as on its badge, in these colours."""
    dots = figure(definition_id)
    way = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots)
    spots = "".join(f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius:.1f}" fill="{star}"/>' for dot in dots)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="24 8 144 82">'
        f'<polyline points="{way}" fill="none" stroke="{line}" stroke-width="1.1"/>{spots}</svg>'
    )


def night(hue: int) -> str:
    """Return an institution's night sky, dark enough for light text at the highest contrast."""
    return oklch(0.27, 0.075, hue)


def accent(hue: int) -> str:
    """Return an institution's colour for headings on white paper."""
    return oklch(0.42, 0.11, hue)


def qr_file(address: str) -> str:
    """Return *address* as a QR code that survives a quarter of damage: a poster hangs for years."""
    out = io.BytesIO()
    code = segno.make(address, error="q", micro=False)
    code.save(out, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode()
