"""Bitstring Status List 1.0 (https://www.w3.org/TR/vc-bitstring-status-list/)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.multibase import base64url_encode, multibase_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.status.packing import GZIP, unpack

# Section 6.1: shorter lists would tell who is on them.
MINIMUM_LENGTH = 131_072

PURPOSES = ("revocation", "suspension")
# Section 2.1 sets no limit; more than a byte for each credential is no list of statuses.
_LARGEST_SIZE = 8


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
        bits = unpack(multibase_decode(text if text.startswith("u") else f"u{text.rstrip('=')}"), GZIP)
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

    def value(self, index: int, size: int) -> int:
        """Return the status of *size* bits at *index*, its highest bit first (section 3.2, step 8).

        Raises `CredentialError`: ``index-outside-list``, ``bad-status-size``, ``list-too-short`` (step 7).
        """
        if not 1 <= size <= _LARGEST_SIZE:
            raise CredentialError("bad-status-size", size=size)
        if len(self) // size < MINIMUM_LENGTH:
            raise CredentialError("list-too-short", length=len(self) // size, minimum=MINIMUM_LENGTH)
        if not 0 <= index < len(self) // size:
            raise CredentialError("index-outside-list", index=index, length=len(self) // size)
        start, found = index * size, 0
        for place in range(start, start + size):
            found = found << 1 | (self.bits[place // 8] >> 7 - place % 8 & 1)
        return found

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


def compose_list(
    bits: StatusList,
    *,
    list_id: str,
    purpose: str,
    issuer: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
) -> Json:
    """Return the unsigned status list credential (section 2.2); past *valid_until*, nobody may rely on it."""
    until = {"validUntil": stamp(valid_until)} if valid_until else {}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": list_id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(valid_from),
        **until,
        "credentialSubject": {
            "id": f"{list_id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bits.encode(),
        },
    }
