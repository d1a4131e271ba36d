"""Images that are made, not drawn by hand: badges, QR codes, star maps. Pure functions from facts to SVG."""

from testamur.interfaces.web.images.badge import badge
from testamur.interfaces.web.images.mark import favicon, mark
from testamur.interfaces.web.images.qr import qr
from testamur.interfaces.web.images.star_map import Constellation, Star, star_map

__all__ = ["Constellation", "Star", "badge", "favicon", "mark", "qr", "star_map"]
