"""Secrets at rest: sealed with a key derived from the server's secret, opened only to be used."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class WrongSecret(Exception):  # noqa: N818 - the state of the machine, not a mistake of the asker
    """What was sealed does not open with this server's secret: the secret or the data come from elsewhere."""


def seal(secret: str, plain: bytes, *, bound_to: str) -> bytes:
    """Return *plain* encrypted (AES-256-GCM) for one purpose: it opens only with the same *bound_to*."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(secret)).encrypt(nonce, plain, bound_to.encode())


def unseal(secret: str, sealed: bytes, *, bound_to: str) -> bytes:
    """Return what was sealed. Raises `WrongSecret`."""
    try:
        return AESGCM(_key(secret)).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode())
    except InvalidTag as error:
        raise WrongSecret from error


def keyed_digest(secret: str, text: str) -> bytes:
    """Return 32 bytes that only this server can make from *text*."""
    return hmac.new(_key(secret, b"testamur links"), text.encode(), hashlib.sha256).digest()


def pseudonyms(secret: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield for each of *texts* 64 hexadecimal digits that only this server can make from it."""
    key = _key(secret, b"testamur pseudonyms")
    for text in texts:
        yield hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _key(secret: str, purpose: bytes = b"testamur vault") -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
