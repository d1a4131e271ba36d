"""Ed25519 keys and the identifiers made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.multibase import base58_encode, base64url_decode, base64url_encode, multibase_decode

# Multicodec table: ed25519-pub, as an unsigned varint.
_ED25519 = b"\xed\x01"
_KEY_LENGTH = 32

# RFC 8032, section 5.1: the field and the curve's constant.
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_SIGN_BIT = 1 << 255

# The y coordinates of the eight points of small order. With such a key, some libraries accept signatures that nobody
# made (OpenSSL did for 14 of 100 tries), others do not: refused at load, so that every backend judges alike.
_SMALL_ORDER = {
    0,
    1,
    _P - 1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
}


@lru_cache(maxsize=4096)
def check_public_key(raw: bytes) -> bytes:
    """Return *raw* (32 bytes); raise `CredentialError` unless it is a canonical point of large order on the curve."""
    if len(raw) != _KEY_LENGTH:
        raise CredentialError("bad-key", reason="length", length=len(raw))
    y = int.from_bytes(raw, "little") & (_SIGN_BIT - 1)
    if y >= _P:
        raise CredentialError("bad-key", reason="not-canonical")
    if y in _SMALL_ORDER:
        raise CredentialError("bad-key", reason="small-order")
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(x_squared, (_P - 1) // 2, _P) != 1:
        raise CredentialError("bad-key", reason="not-on-curve")
    return raw


def multikey(public_key: bytes) -> str:
    """Return the Multikey form of an Ed25519 public key: ``z6Mk…``."""
    return "z" + base58_encode(_ED25519 + public_key)


def public_key_of(text: str) -> bytes:
    """Return the raw Ed25519 key of a Multikey *text*. Raises `CredentialError`: ``unsupported-key``, ``bad-key``."""
    data = multibase_decode(text)
    if not data.startswith(_ED25519):
        raise CredentialError("unsupported-key", key=text[:60])
    return check_public_key(data[len(_ED25519) :])


def public_key_of_jwk(jwk: dict[str, Any]) -> bytes:
    """Return the raw Ed25519 key of a JSON Web Key (RFC 8037). Raises `CredentialError`."""
    if jwk.get("kty") != "OKP" or jwk.get("crv") != "Ed25519":
        raise CredentialError("unsupported-key", key=f"{jwk.get('kty')} {jwk.get('crv')}"[:60])
    return check_public_key(base64url_decode(str(jwk.get("x", ""))))


def jwk_of(public_key: bytes) -> dict[str, str]:
    """Return the JSON Web Key of an Ed25519 public key (RFC 8037, section 2)."""
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(public_key)}


def did_key(public_key: bytes) -> str:
    """Return the did:key of an Ed25519 public key (https://w3c-ccg.github.io/did-key-spec/)."""
    return f"did:key:{multikey(public_key)}"


def is_signed_by(public_key: bytes, data: bytes, signature: bytes) -> bool:
    """Say whether *signature* over *data* was made with the key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key in memory, speaking for a DID."""

    controller: str
    verification_method: str
    public_key: bytes
    _private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, seed: bytes, controller: str = "") -> SigningKey:
        """Return the key of a 32-byte *seed*, for *controller* or, without one, for its own did:key.

        In a did:web document the key's name is the key itself, so that a rotation never reuses a name.
        """
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = check_public_key(private.public_key().public_bytes_raw())
        did = controller or did_key(public)
        return cls(did, f"{did}#{multikey(public)}", public, private)

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature over *data* (RFC 8032)."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return f"SigningKey({self.verification_method})"
