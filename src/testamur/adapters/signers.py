"""Signing keys in files.

A key file is JSON: the controller, and the key (Ed25519, P-256 or P-384) as PKCS #8 PEM, encrypted when a passphrase
was given. Every other tool reads PKCS #8, so nobody is locked in.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.selective import ENTROPY_BYTES, Secrets
from testamur.core.credential.keys import Kind, SigningKey
from testamur.refusals import Conflict, Invalid, NotFound

_LARGEST_FILE = 65_536
_FORMAT = "testamur-key-1"
_CURVES: dict[Kind, ec.EllipticCurve] = {Kind.P256: ec.SECP256R1(), Kind.P384: ec.SECP384R1()}
_BY_NAME = {curve.name: kind for kind, curve in _CURVES.items()}

PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey


class KeyFileExists(Conflict):
    """A key is never overwritten: what it signed could not be withdrawn any more. ``facts``: path."""

    code = "key-file-exists"


class NoKeyFile(NotFound):
    """There is no readable file. ``facts``: path, reason."""

    code = "no-key-file"


class BadKeyFile(Invalid):
    """The file is not a key that we wrote. ``facts``: path, reason."""

    code = "bad-key-file"


class PassphraseNeeded(Invalid):
    """The key is locked and the passphrase is missing or wrong. ``facts``: path, given."""

    code = "passphrase-needed"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key as it was written: the signer, and whether a passphrase protects it."""

    key: SigningKey
    is_locked: bool


def write_key(path: Path, *, controller: str = "", passphrase: str = "", kind: Kind = Kind.ED25519) -> SigningKey:
    """Make a new key and write it to *path*, readable by its owner only. Raises `KeyFileExists`, `NoKeyFile`."""
    private = _generate(kind)
    key = SigningKey.from_seed(_secret(private, kind), controller, kind=kind)
    protection = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection).decode()
    text = orjson.dumps({"format": _FORMAT, "controller": key.controller, "key": pem}, option=orjson.OPT_INDENT_2)
    try:
        # O_EXCL: two runs at once cannot both believe that the name was free.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileExists(path=str(path)) from error
    except OSError as error:
        raise NoKeyFile(path=str(path), reason=error.strerror or "") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(text + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def fresh_secrets() -> Secrets:
    """Return the secrets of one selective proof; none is ever used twice."""
    return Secrets.from_entropy(secrets.token_bytes(ENTROPY_BYTES))


def load_key(path: Path, passphrase: str = "") -> SigningKey:
    """Return the signer in *path*. Raises `NoKeyFile`, `BadKeyFile`, `PassphraseNeeded`."""
    return read_key_file(path, passphrase).key


def is_locked(path: Path) -> bool:
    """Say whether the key in *path* asks for a passphrase. Raises `NoKeyFile`, `BadKeyFile`."""
    return "ENCRYPTED PRIVATE KEY" in _read(path)[1]


def read_key_file(path: Path, passphrase: str = "") -> KeyFile:
    """Return the key in *path* and whether it is locked. Raises as `load_key`."""
    controller, pem = _read(path)
    locked = "ENCRYPTED PRIVATE KEY" in pem
    if locked and not passphrase:
        raise PassphraseNeeded(path=str(path), given=False)
    try:
        private = load_pem_private_key(pem.encode(), passphrase.encode() if locked else None)
    except ValueError as error:
        if locked:
            raise PassphraseNeeded(path=str(path), given=True) from error
        raise BadKeyFile(path=str(path), reason="the key cannot be read") from error
    kind = _kind(private)
    if kind is None or not isinstance(private, PrivateKey):
        raise BadKeyFile(path=str(path), reason="it is not a key of Ed25519, P-256 or P-384")
    own = "" if controller.startswith("did:key:") else controller
    try:
        key = SigningKey.from_seed(_secret(private, kind), own, kind=kind)
    except CredentialError as error:
        raise BadKeyFile(path=str(path), reason=error.code) from error
    if key.controller != controller:
        raise BadKeyFile(path=str(path), reason="the key and its name do not belong together")
    return KeyFile(key, locked)


def _read(path: Path) -> tuple[str, str]:
    """Return controller and PEM text of a key file."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise NoKeyFile(path=str(path), reason=error.strerror or "") from error
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BadKeyFile(path=str(path), reason="it is not a key file of Testamur") from error
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise BadKeyFile(path=str(path), reason="it is not a key file of Testamur")
    return str(found.get("controller", "")), str(found.get("key", ""))


def _generate(kind: Kind) -> PrivateKey:
    return Ed25519PrivateKey.generate() if kind is Kind.ED25519 else ec.generate_private_key(_CURVES[kind])


def _kind(private: object) -> Kind | None:
    """Return the kind of key, or None for those that we do not sign with."""
    if isinstance(private, Ed25519PrivateKey):
        return Kind.ED25519
    return _BY_NAME.get(private.curve.name) if isinstance(private, ec.EllipticCurvePrivateKey) else None


def _secret(private: PrivateKey, kind: Kind) -> bytes:
    """Return the seed of an Ed25519 key, or the secret number of another."""
    if isinstance(private, Ed25519PrivateKey):
        return private.private_bytes_raw()
    return private.private_numbers().private_value.to_bytes(kind.size, "big")
