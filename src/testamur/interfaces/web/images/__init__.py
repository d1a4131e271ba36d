"""Images that are made, not drawn by hand: badges, QR codes. Pure functions from facts to SVG."""

from testamur.interfaces.web.images.badge import badge
from testamur.interfaces.web.images.mark import favicon, mark
from testamur.interfaces.web.images.qr import qr

__all__ = ["badge", "favicon", "mark", "qr"]
