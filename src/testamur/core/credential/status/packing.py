"""Compressed lists, unpacked with a limit: a few kilobytes may hold gigabytes of zeros."""

from __future__ import annotations

import zlib

from testamur.core.credential.errors import CredentialError

# 16 MiB of bits is 134 million credentials; a "zip bomb" stops here.
LARGEST = 16 * 2**20
GZIP = 31  # zlib's window bits for the gzip format (RFC 1952)
ZLIB = 15  # … and for its own (RFC 1950)


def unpack(data: bytes, window: int) -> bytes:
    """Return what *data* holds, in the format *window* (`GZIP` or `ZLIB`). Raises `CredentialError`."""
    unpacker = zlib.decompressobj(window)
    try:
        found = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise CredentialError("bad-status-list", reason=str(error)) from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise CredentialError("bad-status-list", reason="larger than 16 MiB or cut off")
    return found
