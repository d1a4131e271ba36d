"""Data URLs (RFC 2397): a document written as an address, which is how credentials travel inside other JSON."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import base64_decode
from testamur.core.credential.reading import MAX_BYTES

_LONGEST_TYPE = 200


def is_data_url(text: bytes) -> bool:
    """Say whether *text* starts as a data URL does."""
    return text[:5].lower() == b"data:"


def open_data_url(text: bytes) -> bytes:
    """Return what a data URL holds. What that is, is seen from itself: its media type is not believed.

    Raises `CredentialError`: ``too-large``, ``bad-data-url``.
    """
    if len(text) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(text), limit=MAX_BYTES)
    described, comma, body = text[5:].partition(b",")
    if not comma or len(described) > _LONGEST_TYPE:
        raise CredentialError("bad-data-url")
    data = unquote_to_bytes(body)
    if not described.lower().endswith(b";base64"):
        return data
    try:
        return base64_decode(data)
    except CredentialError as error:
        raise CredentialError("bad-data-url") from error
