"""Keys in memory that sign."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.credential.keys import ecdsa, ed25519
from testamur.core.credential.keys.ed25519 import Sign
from testamur.core.credential.keys.kinds import Kind
from testamur.core.credential.keys.public import PublicKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key in memory, speaking for a controller (a DID, or an https address)."""

    controller: str
    verification_method: str
    public_key: PublicKey
    _sign: Sign

    @classmethod
    def from_seed(cls, seed: bytes, controller: str = "", *, kind: Kind = Kind.ED25519, method: str = "") -> SigningKey:
        """Return the key of a *seed* (Ed25519: 32 bytes; the others: the secret number, big-endian).

        It speaks for *controller* or, without one, for its own did:key. *method* is its name there; without one, the
        name is the key itself, so that a rotation never reuses a name. A key of P-521, which has no Multikey, needs
        both. Raises `CredentialError`: ``bad-key``, ``unsupported-key``.
        """
        if kind is Kind.ED25519:
            public, sign = ed25519.public(seed), ed25519.signer(seed)
        else:
            public, sign = ecdsa.pair(kind, seed)
        key = PublicKey(kind, public)
        did = controller or f"did:key:{key.multikey}"
        return cls(did, method or f"{did}#{key.multikey}", key, sign)

    @property
    def kind(self) -> Kind:
        """The kind of key, which decides the algorithm."""
        return self.public_key.kind

    def sign(self, data: bytes) -> bytes:
        """Return the signature over *data* (RFC 8032; ECDSA: r and s side by side)."""
        return self._sign(data)

    def __repr__(self) -> str:
        return f"SigningKey({self.verification_method})"
