"""Ed25519 (RFC 8032), with libsodium where it is installed and OpenSSL where it is not.

libsodium is about twice as fast. The two differ in what they accept: OpenSSL takes keys and commitments of small order,
with which some signatures fit that nobody made. Both are refused here, before either is asked, so that the same
credential gets the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from testamur.core.credential.errors import CredentialError

try:
    from nacl import bindings as sodium
    from nacl.exceptions import BadSignatureError
except ImportError:
    HAS_SODIUM = False  # the extra `fast` is not installed
else:
    HAS_SODIUM = True

Fits = Callable[[bytes, bytes], bool]
Sign = Callable[[bytes], bytes]

_LENGTH = 32
_SIGNATURE_LENGTH = 64

# RFC 8032, section 5.1: the field and the curve's constant.
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_SIGN_BIT = 1 << 255

# The y coordinates of the eight points of small order.
_SMALL_ORDER = {
    0,
    1,
    _P - 1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
}
# The same as bytes: a signature that starts with one of these commits to nothing. Those with a y of p or more fail in
# both libraries, because they compare what they compute, which is canonical, with these bytes.
_SMALL_COMMITMENTS = {(y | sign).to_bytes(_LENGTH, "little") for y in _SMALL_ORDER for sign in (0, _SIGN_BIT)}


def check(raw: bytes) -> None:
    """Raise `CredentialError` ``bad-key`` unless *raw* is the canonical form of a point of large order."""
    if len(raw) != _LENGTH:
        raise CredentialError("bad-key", reason="length", length=len(raw))
    y = int.from_bytes(raw, "little") & (_SIGN_BIT - 1)
    if y >= _P:
        raise CredentialError("bad-key", reason="not-canonical")
    if y in _SMALL_ORDER:
        raise CredentialError("bad-key", reason="small-order")
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(x_squared, (_P - 1) // 2, _P) != 1:
        raise CredentialError("bad-key", reason="not-on-curve")


def verifier(raw: bytes) -> Fits:
    """Return what says whether a signature over some data was made with the key *raw*, which was checked."""
    return sodium_verifier(raw) if HAS_SODIUM else openssl_verifier(raw)


def openssl_verifier(raw: bytes) -> Fits:
    """Return `verifier` by OpenSSL."""
    key = Ed25519PublicKey.from_public_bytes(raw)

    def fits(data: bytes, signature: bytes) -> bool:
        if not _is_well_formed(signature):
            return False
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    return fits


def sodium_verifier(raw: bytes) -> Fits:
    """Return `verifier` by libsodium."""

    def fits(data: bytes, signature: bytes) -> bool:
        if not _is_well_formed(signature):
            return False
        try:
            sodium.crypto_sign_open(signature + data, raw)
        except BadSignatureError:
            return False
        return True

    return fits


def _is_well_formed(signature: bytes) -> bool:
    return len(signature) == _SIGNATURE_LENGTH and signature[:_LENGTH] not in _SMALL_COMMITMENTS


def public(seed: bytes) -> bytes:
    """Return the public key of a 32-byte *seed*. Raises `CredentialError` ``bad-key``."""
    if len(seed) != _LENGTH:
        raise CredentialError("bad-key", reason="length", length=len(seed))
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def signer(seed: bytes) -> Sign:
    """Return what signs with *seed*."""
    return sodium_signer(seed) if HAS_SODIUM else openssl_signer(seed)


def openssl_signer(seed: bytes) -> Sign:
    """Return `signer` by OpenSSL."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign


def sodium_signer(seed: bytes) -> Sign:
    """Return `signer` by libsodium."""
    _, secret = sodium.crypto_sign_seed_keypair(seed)

    def sign(data: bytes) -> bytes:
        return sodium.crypto_sign(data, secret)[:_SIGNATURE_LENGTH]

    return sign
