"""QR codes for addresses that are printed or held up."""

from __future__ import annotations

import segno

_QUIET_ZONE = 4  # ISO/IEC 18004, section 6.3.8: four modules.


def qr(address: str) -> str:
    """Return *address* as a QR code in SVG: black on white in both themes, or it could not be scanned."""
    code: str = segno.make(address, error="m", micro=False).svg_inline(
        border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return code
