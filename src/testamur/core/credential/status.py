"""Bitstring Status List 1.0 (https://www.w3.org/TR/vc-bitstring-status-list/)."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.multibase import base64url_encode, multibase_decode
from testamur.core.credential.ports import Json

# Section 6.1: shorter lists would tell who is on them.
MINIMUM_LENGTH = 131_072
# 16 MiB of bits is 134 million credentials; a "zip bomb" stops here.
_LARGEST = 16 * 2**20
_GZIP = 31  # zlib's window bits for the gzip format

PURPOSES = ("revocation", "suspension")


@dataclass(frozen=True, slots=True)
class StatusList:
    """One bit for each credential, the first credential in the highest bit of the first byte."""

    bits: bytes

    @classmethod
    def empty(cls, length: int = MINIMUM_LENGTH) -> StatusList:
        """Return a list of *length* entries, none of them set. Raises `CredentialError` ``list-too-short``."""
        if length < MINIMUM_LENGTH or length % 8:
            raise CredentialError("list-too-short", length=length, minimum=MINIMUM_LENGTH)
        return cls(bytes(length // 8))

    @classmethod
    def decode(cls, text: str) -> StatusList:
        """Return the list of a multibase gzip *text*.

        Raises `CredentialError`: ``bad-status-list``, ``list-too-short``.
        """
        # Lists of before the Recommendation come without the multibase prefix.
        data = multibase_decode(text if text.startswith("u") else f"u{text.rstrip('=')}")
        unpacker = zlib.decompressobj(_GZIP)
        try:
            bits = unpacker.decompress(data, _LARGEST)
        except zlib.error as error:
            raise CredentialError("bad-status-list", reason=str(error)) from error
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise CredentialError("bad-status-list", reason="larger than 16 MiB or cut off")
        if len(bits) * 8 < MINIMUM_LENGTH:
            raise CredentialError("list-too-short", length=len(bits) * 8, minimum=MINIMUM_LENGTH)
        return cls(bits)

    def encode(self) -> str:
        """Return the multibase (``u``) gzip form; the same bits always give the same text."""
        return "u" + base64url_encode(gzip.compress(self.bits, compresslevel=6, mtime=0))

    def __len__(self) -> int:
        return len(self.bits) * 8

    def get(self, index: int) -> bool:
        """Return the bit at *index*. Raises `CredentialError` ``index-outside-list``."""
        self._check(index)
        return bool(self.bits[index // 8] & (0x80 >> index % 8))

    def with_bit(self, index: int, *, is_set: bool) -> StatusList:
        """Return a list that differs in one bit. Raises `CredentialError` ``index-outside-list``."""
        self._check(index)
        changed = bytearray(self.bits)
        mask = 0x80 >> index % 8
        changed[index // 8] = changed[index // 8] | mask if is_set else changed[index // 8] & ~mask
        return StatusList(bytes(changed))

    def _check(self, index: int) -> None:
        if not 0 <= index < len(self):
            raise CredentialError("index-outside-list", index=index, length=len(self))


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where one credential's bit is. ``list_id``: address of the list; ``purpose``: one of `PURPOSES`."""

    list_id: str
    index: int
    purpose: str

    def to_json(self) -> Json:
        """Return the entry as it stands in ``credentialStatus`` (section 2.1)."""
        return {
            "id": f"{self.list_id}#{self.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": self.purpose,
            "statusListIndex": str(self.index),
            "statusListCredential": self.list_id,
        }


def compose_list(bits: StatusList, *, list_id: str, purpose: str, issuer: str, valid_from: datetime) -> Json:
    """Return the unsigned status list credential (section 2.2)."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": list_id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(valid_from),
        "credentialSubject": {
            "id": f"{list_id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bits.encode(),
        },
    }
