"""ECDSA over the curves of NIST (FIPS 186-5), with signatures as credentials write them: r and s side by side."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys.ed25519 import Fits, Sign
from testamur.core.credential.keys.kinds import Kind

_CURVES: dict[Kind, ec.EllipticCurve] = {
    Kind.P256: ec.SECP256R1(),
    Kind.P384: ec.SECP384R1(),
    Kind.P521: ec.SECP521R1(),
}
_HASHES = {Kind.P256: SHA256(), Kind.P384: SHA384(), Kind.P521: SHA512()}
_COMPRESSED = (2, 3)


def point(kind: Kind, raw: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key of a compressed point (SEC 1, section 2.3.4).

    The curves have no points of small order but the one at infinity, which has no such form. Raises `CredentialError`
    ``bad-key``.
    """
    if len(raw) != kind.size + 1:
        raise CredentialError("bad-key", reason="length", length=len(raw))
    if raw[0] not in _COMPRESSED:
        raise CredentialError("bad-key", reason="not-canonical")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind], raw)
    except ValueError as error:
        raise CredentialError("bad-key", reason="not-on-curve") from error


def compress(kind: Kind, x: bytes, y: bytes) -> bytes:
    """Return the compressed form of a point. Raises `CredentialError` ``bad-key`` where it is not on the curve."""
    if len(x) != kind.size or len(y) != kind.size:
        raise CredentialError("bad-key", reason="length", length=len(x + y))
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind], b"\x04" + x + y)
    except ValueError as error:
        raise CredentialError("bad-key", reason="not-on-curve") from error
    return _raw(key)


def coordinates(kind: Kind, raw: bytes) -> tuple[bytes, bytes]:
    """Return x and y of a compressed point."""
    whole = point(kind, raw).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return whole[1 : kind.size + 1], whole[kind.size + 1 :]


def verifier(kind: Kind, raw: bytes) -> Fits:
    """Return what says whether a signature over some data was made with the key *raw*. Raises `CredentialError`."""
    key, size, algorithm = point(kind, raw), kind.size, ec.ECDSA(_HASHES[kind])

    def fits(data: bytes, signature: bytes) -> bool:
        if len(signature) != 2 * size:
            return False
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        try:
            key.verify(encode_dss_signature(r, s), data, algorithm)
        except InvalidSignature:
            return False
        return True

    return fits


def pair(kind: Kind, secret: bytes) -> tuple[bytes, Sign]:
    """Return the compressed public key of a *secret* number (big-endian), and what signs with it.

    The nonce of a signature is derived from the number and the data (RFC 6979), so no chance is needed. Raises
    `CredentialError` ``bad-key``.
    """
    size = kind.size
    if len(secret) != size:
        raise CredentialError("bad-key", reason="length", length=len(secret))
    try:
        key = ec.derive_private_key(int.from_bytes(secret, "big"), _CURVES[kind])
    except ValueError as error:
        raise CredentialError("bad-key", reason="not-canonical") from error
    algorithm = ec.ECDSA(_HASHES[kind], deterministic_signing=True)

    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, algorithm))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")

    return _raw(key.public_key()), sign


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
