"""Salts for what is hidden in an SD-JWT (RFC 9901, section 9.3: 128 bits of chance or more, never used twice)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from testamur.core.credential.multibase import base64url_encode

_BYTES = 16
# One question to the system for so many: asking for each costs more than all the rest of hiding a claim.
_AT_ONCE = 256


def salts() -> Iterator[str]:
    """Yield salts without end; no two iterators yield the same."""
    while True:
        block = secrets.token_bytes(_BYTES * _AT_ONCE)
        for start in range(0, len(block), _BYTES):
            yield base64url_encode(block[start : start + _BYTES])
