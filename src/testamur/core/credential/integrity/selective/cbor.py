"""As much of CBOR (RFC 8949) as proof values are made of: numbers, bytes, texts, lists and maps from number to bytes.

Why not a library: a proof value comes from strangers, and whatever else CBOR can do (tags, shared values, streams
without a length, big numbers) has no place in it. What is not needed cannot be abused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from testamur.core.credential.errors import CredentialError

Value = int | bytes | str | Sequence["Value"] | Mapping[int, bytes]

_NUMBER, _BYTES, _TEXT, _LIST, _MAP = 0, 2, 3, 4, 5
# A list of five, of which some are lists or maps.
_MAX_DEPTH = 2
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
_SMALL, _BYTE = 24, 0xFF


def encode(value: Value) -> bytes:
    """Return *value* in CBOR, each length as short as it can be (section 4.2.1)."""
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(_TEXT, len(data)) + data
    if isinstance(value, Mapping):
        pairs = (encode(key) + encode(found) for key, found in sorted(value.items()))
        return _head(_MAP, len(value)) + b"".join(pairs)
    return _head(_LIST, len(value)) + b"".join(map(encode, value))


def _head(major: int, count: int) -> bytes:
    if count < _SMALL:
        return bytes([major << 5 | count])
    if count <= _BYTE:
        return bytes([major << 5 | _SMALL, count])
    info, size = next((info, size) for info, size in _SIZES.items() if count < 1 << 8 * size)
    return bytes([major << 5 | info]) + count.to_bytes(size, "big")


def decode(data: bytes) -> Value:
    """Return the value of *data*. Raises `CredentialError` ``bad-proof-value``."""
    reader = _Reader(data)
    found = reader.value(_MAX_DEPTH)
    if reader.at != len(data):
        raise CredentialError("bad-proof-value", reason="cbor")
    return found


@dataclass(slots=True)
class _Reader:
    data: bytes
    at: int = 0

    def value(self, depth: int) -> Value:
        major, count = self._head()
        if major == _NUMBER:
            return count
        # Whatever has a length has at least as many bytes left: nothing is made room for on a promise.
        if count > len(self.data) - self.at or (major in {_LIST, _MAP} and depth == 0):
            raise CredentialError("bad-proof-value", reason="cbor")
        if major == _LIST:
            return [self.value(depth - 1) for _ in range(count)]
        if major == _MAP:
            return self._map(count)
        if major == _BYTES:
            return self._take(count)
        if major == _TEXT:
            return self._text(count)
        raise CredentialError("bad-proof-value", reason="cbor")

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, info = first >> 5, first & 0x1F
        if info < _SMALL:
            return major, info
        if info not in _SIZES:
            raise CredentialError("bad-proof-value", reason="cbor")
        return major, int.from_bytes(self._take(_SIZES[info]), "big")

    def _take(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise CredentialError("bad-proof-value", reason="cbor")
        self.at += count
        return found

    def _text(self, count: int) -> str:
        try:
            return self._take(count).decode()
        except UnicodeDecodeError as error:
            raise CredentialError("bad-proof-value", reason="cbor") from error

    def _map(self, count: int) -> Mapping[int, bytes]:
        found: dict[int, bytes] = {}
        for _ in range(count):
            key, value = self.value(0), self.value(0)
            if not isinstance(key, int) or not isinstance(value, bytes) or key in found:
                raise CredentialError("bad-proof-value", reason="cbor")
            found[key] = value
        return found
