"""COSE_Key (RFC 9052, section 7): a key in CBOR."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.credential import cbor
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.ports import Json

# RFC 9052, section 7.1; RFC 9053, sections 7.1 and 7.2.
_TYPE, _CURVE, _X, _Y, _SECRET = 1, -1, -2, -3, -4
_KINDS: Mapping[tuple[int, int], Kind] = {
    (1, 6): Kind.ED25519,
    (2, 1): Kind.P256,
    (2, 2): Kind.P384,
    (2, 3): Kind.P521,
}


def jwk_of(data: bytes) -> Json:
    """Return a COSE_Key as the JSON Web Key that it is; with its secret, where it tells one.

    Raises `CredentialError`: ``unsupported-key``, ``bad-key``, and all of `cbor.decode`.
    """
    found = cbor.decode(data)
    if not isinstance(found, dict):
        raise CredentialError("unsupported-key", key="COSE_Key")
    kind = next(
        (kind for (kty, crv), kind in _KINDS.items() if (found.get(_TYPE), found.get(_CURVE)) == (kty, crv)), None
    )
    if kind is None:
        raise CredentialError("unsupported-key", key=f"COSE_Key {found.get(_TYPE)} {found.get(_CURVE)}"[:60])
    secret = found.get(_SECRET)
    return _public(kind, found).jwk | ({"d": base64url_encode(secret)} if isinstance(secret, bytes) else {})


def _public(kind: Kind, found: Mapping[cbor.Key, cbor.Value]) -> PublicKey:
    """Return the public key; of a point, the second coordinate may be no more than a sign (RFC 9053, section 7.1.1)."""
    x, y = found.get(_X), found.get(_Y)
    if not isinstance(x, bytes):
        raise CredentialError("bad-key", reason="x")
    if kind is Kind.ED25519:
        return PublicKey(kind, x)
    if isinstance(y, bool):
        return PublicKey(kind, bytes([2 + y]) + x)
    if not isinstance(y, bytes):
        raise CredentialError("bad-key", reason="y")
    coordinates = {"x": base64url_encode(x), "y": base64url_encode(y)}
    return PublicKey.from_jwk({"kty": "EC", "crv": kind.curve} | coordinates)
