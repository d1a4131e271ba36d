"""Folders of key files, and which of the keys signs for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testamur.adapters.signers import KeyFileExists, NoKeyFile, load_key, write_key
from testamur.core.credential import did
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.suites import suite_for
from testamur.core.credential.keys import Kind, SigningKey

_KINDS = (Kind.ED25519, Kind.P256, Kind.P384)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by whom they speak for."""

    by_controller: Mapping[str, tuple[SigningKey, ...]]

    @classmethod
    def of(cls, keys: Iterable[SigningKey]) -> KeyRing:
        """Return a ring of *keys*; of those of one controller, Ed25519 comes before P-256, and that before P-384."""
        found: dict[str, tuple[SigningKey, ...]] = {}
        for key in sorted(keys, key=lambda key: _KINDS.index(key.kind)):
            found[key.controller] = (*found.get(key.controller, ()), key)
        return cls(found)

    def signer(self, issuer: str, suite: str = "") -> SigningKey:
        """Return the key that signs for *issuer*, of a kind that the cryptosuite *suite* takes.

        Raises `CredentialError`: ``no-key-for-issuer``, ``suite-not-supported``, ``key-of-another-kind``.
        """
        keys = self.by_controller.get(issuer, ())
        if not keys:
            raise CredentialError("no-key-for-issuer", issuer=issuer[:200])
        return next((key for key in keys if _takes(suite, key)), None) or _refuse(suite, keys[0])

    def documents(self) -> dict[str, Mapping[str, Any]]:
        """Return controller → document with all its keys here; did:key and did:jwk tell theirs by themselves."""
        return {
            name: did.document(name, [key.public_key for key in keys])
            for name, keys in self.by_controller.items()
            if not name.startswith(("did:key:", "did:jwk:"))
        }


def read_keys(folder: Path, passphrase: str = "") -> KeyRing:
    """Return the keys in *folder*, a key file each. Raises `NoKeyFile`, `BadKeyFile`, `PassphraseNeeded`."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json" and path.is_file())
    except OSError as error:
        raise NoKeyFile(path=str(folder), reason=error.strerror or "") from error
    return KeyRing.of(load_key(path, passphrase) for path in paths)


def make_keys(folder: Path, passphrase: str = "") -> None:
    """Write one key of each kind into *folder*, but for those that are there. Raises `NoKeyFile`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NoKeyFile(path=str(folder), reason=error.strerror or "") from error
    for kind in _KINDS:
        with suppress(KeyFileExists):
            write_key(folder / f"{kind.curve.lower()}.json", passphrase=passphrase, kind=kind)


def _takes(suite: str, key: SigningKey) -> bool:
    try:
        return bool(suite_for(key.kind, suite))
    except CredentialError:
        return False


def _refuse(suite: str, key: SigningKey) -> SigningKey:
    """Say why *key* cannot sign with *suite*."""
    suite_for(key.kind, suite)
    return key
