"""Proof values of ecdsa-sd-2023: what the issuer hands to the holder (base), and the holder to others (derived)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.core.credential import cbor
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import base64url_decode, base64url_encode
from testamur.core.credential.ports import Json

# Sections 3.5.2 and 3.5.6: a CBOR tag each, so that one is never taken for the other.
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_LONGEST = 2**20
_MEMBERS = 5
_SIGNATURE, _DIGEST = 64, 32
# A credential of fifty results has some 800 statements.
MAX_STATEMENTS = 4_000


@dataclass(frozen=True, slots=True)
class BaseProof:
    """All that can be shown: who holds it can show any part, so it never leaves the holder's hands."""

    signature: bytes
    public_key: PublicKey
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    mandatory: tuple[str, ...]

    @property
    def text(self) -> str:
        """The proof value (section 3.5.2)."""
        parts: list[cbor.Value] = [
            self.signature,
            self.public_key.codec,
            self.hmac_key,
            list(self.signatures),
            list(self.mandatory),
        ]
        return "u" + base64url_encode(_BASE + cbor.encode(parts))


@dataclass(frozen=True, slots=True)
class DerivedProof:
    """What is shown: ``labels`` are the keyed labels of blank nodes by their canonical number."""

    signature: bytes
    public_key: PublicKey
    signatures: tuple[bytes, ...]
    labels: Mapping[int, bytes]
    mandatory: tuple[int, ...]

    @property
    def text(self) -> str:
        """The proof value (section 3.5.6)."""
        parts: list[cbor.Value] = [
            self.signature,
            self.public_key.codec,
            list(self.signatures),
            {number: label for number, label in self.labels.items()},  # noqa: C416 - keys of the wider type
            list(self.mandatory),
        ]
        return "u" + base64url_encode(_DERIVED + cbor.encode(parts))


def read_base(proof: Json) -> BaseProof:
    """Return the base proof in *proof* (section 3.5.3).

    Raises `CredentialError`: ``not-a-base-proof``, ``bad-proof-value``, ``bad-base64url``, ``bad-key``.
    """
    data = _data(proof)
    if not data.startswith(_BASE):
        raise CredentialError("not-a-base-proof")
    signature, public_key, hmac_key, signatures, mandatory = _members(data)
    pointers = _listed(mandatory)
    if not all(isinstance(pointer, str) for pointer in pointers):
        raise CredentialError("bad-proof-value", reason="shape")
    return BaseProof(
        _exactly(signature, _SIGNATURE),
        _key(public_key),
        _exactly(hmac_key, _DIGEST),
        _signatures(signatures),
        tuple(str(pointer) for pointer in pointers),
    )


def read_derived(proof: Json) -> DerivedProof:
    """Return the derived proof in *proof* (section 3.5.7).

    Raises `CredentialError`: ``base-proof-shown`` (it would let others show any part of it), ``bad-proof-value``,
    ``bad-base64url``, ``bad-key``.
    """
    data = _data(proof)
    if data.startswith(_BASE):
        raise CredentialError("base-proof-shown")
    if not data.startswith(_DERIVED):
        raise CredentialError("bad-proof-value", reason="header")
    signature, public_key, signatures, labels, mandatory = _members(data)
    return DerivedProof(
        _exactly(signature, _SIGNATURE), _key(public_key), _signatures(signatures), _labels(labels), _indexes(mandatory)
    )


def is_base(proof: Json) -> bool:
    """Say whether *proof* calls itself a base proof."""
    value = proof.get("proofValue")
    return isinstance(value, str) and value.startswith("u2V0A")


def _data(proof: Json) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("u") or len(value) > _LONGEST:
        raise CredentialError("bad-proof-value", reason="base")
    return base64url_decode(value[1:])


def _members(data: bytes) -> list[cbor.Value]:
    try:
        members = _listed(cbor.decode(data[len(_BASE) :]))
    except CredentialError as error:
        raise CredentialError("bad-proof-value", reason="cbor") from error
    if len(members) != _MEMBERS:
        raise CredentialError("bad-proof-value", reason="shape")
    return members


def _listed(value: cbor.Value) -> list[cbor.Value]:
    if not isinstance(value, list) or len(value) > MAX_STATEMENTS:
        raise CredentialError("bad-proof-value", reason="shape")
    return value


def _exactly(value: cbor.Value, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise CredentialError("bad-proof-value", reason="shape")
    return value


def _signatures(value: cbor.Value) -> tuple[bytes, ...]:
    return tuple(_exactly(signature, _SIGNATURE) for signature in _listed(value))


def _key(value: cbor.Value) -> PublicKey:
    if not isinstance(value, bytes):
        raise CredentialError("bad-proof-value", reason="shape")
    key = PublicKey.from_codec(value)
    if key.kind is not Kind.P256:
        raise CredentialError("key-of-another-kind", suite="ecdsa-sd-2023", key=key.kind.curve)
    return key


def _labels(value: cbor.Value) -> Mapping[int, bytes]:
    """Return the labels; two nodes of one label would become one, so that statements change their subject."""
    if not isinstance(value, dict) or len(value) > MAX_STATEMENTS:
        raise CredentialError("bad-proof-value", reason="shape")
    found = {_index(number): _exactly(label, _DIGEST) for number, label in value.items()}
    if len(set(found.values())) < len(found):
        raise CredentialError("bad-proof-value", reason="labels")
    return found


def _indexes(value: cbor.Value) -> tuple[int, ...]:
    found = tuple(map(_index, _listed(value)))
    if len(set(found)) < len(found):
        raise CredentialError("bad-proof-value", reason="shape")
    return found


def _index(value: cbor.Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CredentialError("bad-proof-value", reason="shape")
    return value
