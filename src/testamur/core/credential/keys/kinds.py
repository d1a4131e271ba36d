"""The kinds of keys that sign credentials."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """A kind of key: its curve as JSON Web Keys name it, and what follows from the curve.

    ``codec`` is its multicodec prefix (Controlled Identifiers 1.0, section 2.2.2), empty where Multikey has none.
    ``size`` is the length of a coordinate in bytes; a signature is two of them, ``r`` and ``s``.
    """

    ED25519 = ("Ed25519", "EdDSA", b"\xed\x01", 32)
    P256 = ("P-256", "ES256", b"\x80\x24", 32)
    P384 = ("P-384", "ES384", b"\x81\x24", 48)
    # For JOSE only: neither Multikey nor any cryptosuite knows it.
    P521 = ("P-521", "ES512", b"", 66)

    def __init__(self, curve: str, algorithm: str, codec: bytes, size: int) -> None:
        self.curve = curve
        self.algorithm = algorithm
        self.codec = codec
        self.size = size
