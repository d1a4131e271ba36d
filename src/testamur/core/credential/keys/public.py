"""Public keys, and the three ways in which they are written: bare, as Multikey, as JSON Web Key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import ecdsa, ed25519
from testamur.core.credential.keys.ed25519 import Fits
from testamur.core.credential.keys.kinds import Kind
from testamur.core.credential.multibase import base58_encode, base64url_decode, base64url_encode, multibase_decode

_BY_CODEC = {kind.codec: kind for kind in Kind if kind.codec}
_BY_CURVE = {kind.curve: kind for kind in Kind}
_CODEC_LENGTH = 2
# RFC 7518, sections 6.2.2, 6.3.2 and 6.4: whoever published one of these has no secret any more.
_PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that was checked when it was made.

    ``raw`` is the 32 bytes of Ed25519, or the compressed point of the others. Raises `CredentialError` ``bad-key``:
    wrong length, not canonical, not on the curve, of small order.
    """

    kind: Kind
    raw: bytes
    _fits: Fits = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fits", _verifier(self.kind, self.raw))

    def __reduce__(self) -> tuple[type[PublicKey], tuple[Kind, bytes]]:
        return PublicKey, (self.kind, self.raw)

    @classmethod
    def from_multikey(cls, text: str) -> PublicKey:
        """Return the key of a Multikey ``z6Mk…``, ``zDna…``, ``z82L…`` (Controlled Identifiers 1.0, section 2.2.2).

        Raises `CredentialError`: ``unsupported-key``, ``bad-key``, ``bad-base58``, ``unknown-multibase``.
        """
        return _read_multikey(text)

    @classmethod
    def from_codec(cls, data: bytes) -> PublicKey:
        """Return the key of a Multikey's bytes. Raises `CredentialError`: ``unsupported-key``, ``bad-key``."""
        kind = _BY_CODEC.get(data[:_CODEC_LENGTH])
        if kind is None:
            raise CredentialError("unsupported-key", key=data[:_CODEC_LENGTH].hex())
        return cls(kind, data[_CODEC_LENGTH:])

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> PublicKey:
        """Return the key of a JSON Web Key (RFC 7517; RFC 7518, section 6.2; RFC 8037, section 2).

        Raises `CredentialError`: ``unsupported-key``, ``bad-key`` (also when it is for something else than signatures,
        or tells a secret), ``bad-base64url``.
        """
        kind = _BY_CURVE.get(str(jwk.get("crv")))
        if kind is None or jwk.get("kty") != _type_of(kind):
            raise CredentialError("unsupported-key", key=f"{jwk.get('kty')} {jwk.get('crv')}"[:60])
        _check_use(jwk, kind)
        x = base64url_decode(str(jwk.get("x", "")))
        if kind is Kind.ED25519:
            return cls(kind, x)
        return cls(kind, ecdsa.compress(kind, x, base64url_decode(str(jwk.get("y", "")))))

    @property
    def algorithm(self) -> str:
        """The name of its signatures in JOSE, e.g. ``ES256``."""
        return self.kind.algorithm

    @property
    def multikey(self) -> str:
        """The key as a Multikey. Raises `CredentialError` ``unsupported-key`` for P-521, which has none."""
        return "z" + base58_encode(self.codec)

    @property
    def codec(self) -> bytes:
        """The bytes of the Multikey. Raises `CredentialError` ``unsupported-key`` for P-521, which has none."""
        if not self.kind.codec:
            raise CredentialError("unsupported-key", key=self.kind.curve)
        return self.kind.codec + self.raw

    @property
    def jwk(self) -> dict[str, str]:
        """The key as a JSON Web Key, with the required members and no others."""
        found = {"kty": _type_of(self.kind), "crv": self.kind.curve}
        if self.kind is Kind.ED25519:
            return {**found, "x": base64url_encode(self.raw)}
        x, y = ecdsa.coordinates(self.kind, self.raw)
        return {**found, "x": base64url_encode(x), "y": base64url_encode(y)}

    @property
    def thumbprint(self) -> str:
        """The SHA-256 thumbprint of the JSON Web Key (RFC 7638), in base64url."""
        return base64url_encode(hashlib.sha256(orjson.dumps(self.jwk, option=orjson.OPT_SORT_KEYS)).digest())

    def has_signed(self, data: bytes, signature: bytes) -> bool:
        """Say whether *signature* over *data* was made with the key (ECDSA: r and s side by side)."""
        return self._fits(data, signature)


@lru_cache(maxsize=4096)
def _verifier(kind: Kind, raw: bytes) -> Fits:
    if kind is not Kind.ED25519:
        return ecdsa.verifier(kind, raw)
    ed25519.check(raw)
    return ed25519.verifier(raw)


@lru_cache(maxsize=4096)
def _read_multikey(text: str) -> PublicKey:
    return PublicKey.from_codec(multibase_decode(text))


def _type_of(kind: Kind) -> str:
    return "OKP" if kind is Kind.ED25519 else "EC"


def _check_use(jwk: Mapping[str, Any], kind: Kind) -> None:
    """Refuse a key that says of itself that it is no key to check signatures with (RFC 7517, section 4)."""
    if not _PRIVATE_MEMBERS.isdisjoint(jwk):
        raise CredentialError("bad-key", reason="private")
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        raise CredentialError("bad-key", reason="use")
    # RFC 9864, section 2.2 names Ed25519 by itself.
    if jwk.get("alg", kind.algorithm) not in {kind.algorithm, "Ed25519" if kind is Kind.ED25519 else kind.algorithm}:
        raise CredentialError("bad-key", reason="algorithm")
