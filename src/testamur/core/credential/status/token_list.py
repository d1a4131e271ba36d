"""Token Status List (https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/).

The IETF's own list, for credentials that are tokens. Unlike in the W3C's, a status has 1, 2, 4 or 8 bits, the first
status is in the *lowest* bits of the first byte, and the list is packed with zlib instead of gzip.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import base64url_decode, base64url_encode
from testamur.core.credential.status.packing import ZLIB, unpack

# Section 7.1: what the values mean; all others are for applications to say.
VALID, WITHDRAWN, SUSPENDED = 0, 1, 2
_SIZES = (1, 2, 4, 8)
_BYTE = 8


@dataclass(frozen=True, slots=True)
class TokenStatusList:
    """Statuses of *size* bits each (1, 2, 4 or 8), packed into bytes."""

    size: int
    packed: bytes

    @classmethod
    def of(cls, statuses: Sequence[int], size: int) -> TokenStatusList:
        """Return the list of *statuses*. Raises `CredentialError`: ``bad-status-size``, ``bad-status``."""
        _check_size(size)
        packed = bytearray((len(statuses) * size + _BYTE - 1) // _BYTE)
        for index, status in enumerate(statuses):
            if not 0 <= status < 1 << size:
                raise CredentialError("bad-status", status=status, size=size)
            packed[index * size // _BYTE] |= status << index * size % _BYTE
        return cls(size, bytes(packed))

    @classmethod
    def decode(cls, size: object, text: object) -> TokenStatusList:
        """Return the list of members ``bits`` and ``lst`` (section 4.2).

        Raises `CredentialError`: ``bad-status-size``, ``bad-status-list``, ``bad-base64url``.
        """
        if not isinstance(text, str):
            raise CredentialError("bad-status-list", reason="lst is not a text")
        return cls(_check_size(size), unpack(base64url_decode(text), ZLIB))

    def encode(self) -> str:
        """Return the member ``lst``: zlib, then base64url. The same statuses always give the same text."""
        return base64url_encode(zlib.compress(self.packed, 9))

    def __len__(self) -> int:
        return len(self.packed) * _BYTE // self.size

    def get(self, index: int) -> int:
        """Return the status at *index*. Raises `CredentialError` ``index-outside-list``."""
        if not 0 <= index < len(self):
            raise CredentialError("index-outside-list", index=index, length=len(self))
        place = index * self.size
        return self.packed[place // _BYTE] >> place % _BYTE & (1 << self.size) - 1

    def statuses(self) -> list[int]:
        """Return all statuses in order; the last byte's padding counts as statuses of 0."""
        mask, shifts = (1 << self.size) - 1, range(0, _BYTE, self.size)
        return [byte >> shift & mask for byte in self.packed for shift in shifts]


def _check_size(size: object) -> int:
    if isinstance(size, bool) or not isinstance(size, int) or size not in _SIZES:
        raise CredentialError("bad-status-size", size=str(size)[:20])
    return size
