"""Pictures from strangers, made anew: their pixels are kept, and nothing else that came with them.

Limits: 10 MB as they come, 40 million pixels once unpacked (a small file can unpack to gigabytes), 2,000 pixels on the
longer side as they are kept.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 2000
_READ = ("PNG", "JPEG", "WEBP", "GIF")


class BadPicture(Exception):  # noqa: N818 - the state of a file, not a mistake
    """A file that is no picture we keep. ``reason``: unreadable, too-large, too-many-pixels."""

    def __init__(self, reason: str, found: int = 0, limit: int = 0) -> None:
        self.reason, self.found, self.limit = reason, found, limit
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: PNG or JPEG, upright, with no word of where and by whom it was taken."""

    content: bytes
    media_type: str
    width: int
    height: int


def made_anew(content: bytes) -> Picture:
    """Return the picture in *content*. Raises `BadPicture`."""
    if len(content) > MAX_BYTES:
        raise BadPicture("too-large", len(content), MAX_BYTES)
    try:
        # Pillow warns of a picture with many pixels; we count them ourselves, before any is unpacked.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_READ) as opened:
                return _kept(opened)
    except Image.DecompressionBombError as error:
        raise BadPicture("too-many-pixels", 0, MAX_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise BadPicture("unreadable") from error


def _kept(opened: Image.Image) -> Picture:
    pixels = opened.width * opened.height
    if pixels > MAX_PIXELS:
        raise BadPicture("too-many-pixels", pixels, MAX_PIXELS)
    is_photo = opened.format == "JPEG"
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    has_holes = "A" in upright.getbands() or "transparency" in upright.info
    # A new canvas takes over the pixels alone: no position, no camera, no thumbnail of what was cut away.
    kind = "RGBA" if has_holes else "RGB"
    canvas = Image.new(kind, upright.size)
    canvas.paste(upright.convert(kind))
    out = io.BytesIO()
    if is_photo:
        canvas.save(out, "JPEG", quality=85, optimize=True)
    else:
        canvas.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), "image/jpeg" if is_photo else "image/png", *canvas.size)
