"""CBOR (RFC 8949), as much of it as credentials are made of: whole numbers, bytes, texts, lists, maps, tags, yes, no.

Why not a library: it comes from strangers, and whatever else CBOR can do (streams without a length, shared values,
fractions, numbers of any size) has no place in it. What is not needed cannot be abused. Written in one way only, the
deterministic one; read however long a number was made, for what is signed is the bytes as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.reading import MAX_BYTES

MAX_DEPTH = 8
# A derived proof of 4,000 statements has some 16,000.
MAX_ITEMS = 32_768

_NUMBER, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG = range(7)
_SIMPLE = {0xF4: False, 0xF5: True, 0xF6: None}
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
_SMALL, _BYTE = 24, 0xFF


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a number that says what it is (section 3.4)."""

    number: int
    value: Value


Key = int | str
Value = int | bytes | str | None | Sequence["Value"] | Mapping[Key, "Value"] | Tagged


def encode(value: Value) -> bytes:
    """Return *value* in CBOR: each length as short as it can be, keys in the order of their bytes (section 4.2.1)."""
    match value:
        case None | bool():
            return bytes(byte for byte, found in _SIMPLE.items() if found is value)
        case int():
            return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
        case bytes():
            return _head(_BYTES, len(value)) + value
        case str():
            data = value.encode()
            return _head(_TEXT, len(data)) + data
        case Tagged():
            return _head(_TAG, value.number) + encode(value.value)
        case Mapping():
            pairs = sorted((encode(key), encode(found)) for key, found in value.items())
            return _head(_MAP, len(value)) + b"".join(key + found for key, found in pairs)
    return _head(_LIST, len(value)) + b"".join(map(encode, value))


def _head(major: int, count: int) -> bytes:
    if count < _SMALL:
        return bytes([major << 5 | count])
    if count <= _BYTE:
        return bytes([major << 5 | _SMALL, count])
    info, size = next((info, size) for info, size in _SIZES.items() if count < 1 << 8 * size)
    return bytes([major << 5 | info]) + count.to_bytes(size, "big")


def decode(data: bytes) -> Value:
    """Return the value of *data*. Raises `CredentialError`: ``too-large``, ``bad-cbor`` with the byte it is about."""
    if len(data) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(data), limit=MAX_BYTES)
    reader = _Reader(data)
    found = reader.value(MAX_DEPTH)
    if reader.at != len(data):
        raise reader.fault()
    return found


@dataclass(slots=True)
class _Reader:
    data: bytes
    at: int = 0
    items: int = 0

    def fault(self) -> CredentialError:
        return CredentialError("bad-cbor", position=self.at)

    def value(self, depth: int) -> Value:
        self.items += 1
        if self.at < len(self.data) and self.data[self.at] in _SIMPLE:
            return _SIMPLE[self._take(1)[0]]
        major, count = self._head()
        if major in {_NUMBER, _NEGATIVE}:
            return count if major == _NUMBER else -1 - count
        if major in {_BYTES, _TEXT}:
            return self._take(count) if major == _BYTES else self._text(count)
        if depth == 0:
            raise self.fault()
        if major == _TAG:
            return Tagged(count, self.value(depth - 1))
        # Each of what is promised has at least a byte left: nothing is made room for on a promise.
        if count > min(len(self.data) - self.at, MAX_ITEMS - self.items):
            raise self.fault()
        if major == _LIST:
            return [self.value(depth - 1) for _ in range(count)]
        if major == _MAP:
            return self._map(count, depth - 1)
        raise self.fault()

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, info = first >> 5, first & 0x1F
        if info < _SMALL:
            return major, info
        if info not in _SIZES:
            raise self.fault()
        return major, int.from_bytes(self._take(_SIZES[info]), "big")

    def _take(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise self.fault()
        self.at += count
        return found

    def _text(self, count: int) -> str:
        try:
            return self._take(count).decode()
        except UnicodeDecodeError as error:
            raise self.fault() from error

    def _map(self, count: int, depth: int) -> Mapping[Key, Value]:
        found: dict[Key, Value] = {}
        for _ in range(count):
            key = self.value(0)
            if isinstance(key, bool) or not isinstance(key, Key) or key in found:
                raise self.fault()
            found[key] = self.value(depth)
        return found
