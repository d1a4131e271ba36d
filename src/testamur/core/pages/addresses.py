"""Which addresses a page may lead to. Everything else is shown as words and leads nowhere."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http", "https", "mailto")
_LONGEST: Final = 2000
# Browsers drop control characters and white space from an address before they read its scheme.
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff\\]")


def allowed(written: str) -> str:
    """Return an address that a reader may follow: http, https, mailto, or a heading of the page; empty otherwise."""
    if len(written) > _LONGEST or _UNSEEN.search(written):
        return ""
    if written.startswith("#"):
        return written
    try:
        parts = urlsplit(written)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    is_whole = bool(parts.path) if parts.scheme.lower() == "mailto" else bool(parts.hostname)
    return written if is_whole else ""


def host(written: str) -> str:
    """Return the host of an address that something can be loaded from: https, no user, no port; empty otherwise."""
    if not allowed(written):
        return ""
    parts = urlsplit(written)
    is_plain = parts.scheme == "https" and parts.netloc == (parts.hostname or "") and parts.netloc.isascii()
    return parts.netloc if is_plain else ""
