"""The folder's status lists: places in them allotted at random, bits flipped, lists signed again."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from testamur.adapters.issue_folder.place import WEB, BadFolder, Folder
from testamur.core.credential import Canonicaliser, CredentialError, data_integrity
from testamur.core.credential.ports import Json, Signer
from testamur.core.credential.reading import read_json
from testamur.core.credential.status import MINIMUM_LENGTH, PURPOSES, StatusEntry, StatusList, compose_list
from testamur.refusals import Conflict

# A list is left before it is full: drawing lots among the last free places takes long and tells who came late.
_FULL = MINIMUM_LENGTH * 3 // 4


class AnotherIssuer(Conflict):
    """The folder belongs to another issuer than the key. ``facts``: path, issuer, signer."""

    code = "folder-of-another-issuer"


def name_of(purpose: str, number: int) -> str:
    """Return the file name of a list within the folder."""
    return f"{WEB}/status/{purpose}-{number}.json"


@dataclass(slots=True)
class StatusBook:
    """All status lists of a folder. ``base``: the folder's public address ending in ``/``, or empty."""

    folder: Folder
    signer: Signer
    canonicaliser: Canonicaliser
    base: str
    now: datetime
    _taken: dict[str, bytearray] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _current: dict[str, int] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the first lists, so that their addresses answer before the first credential is out."""
        for purpose in PURPOSES:
            self._ready(name_of(purpose, 1), purpose)

    def files(self) -> Mapping[str, str]:
        """Return address → file name of every list in the folder. Raises `BadFolder`, `AnotherIssuer`."""
        if not self._addresses:
            for name in self.folder.names(f"{WEB}/status"):
                self._admit(f"{WEB}/status/{name}")
        return self._addresses

    def _admit(self, name: str) -> None:
        """Take note of a list, unless it is another issuer's."""
        known = self._read(name)
        if known is None:
            return
        if known.get("issuer") != self.signer.controller:
            facts = {"issuer": str(known.get("issuer")), "signer": self.signer.controller}
            raise AnotherIssuer(path=str(self.folder.path), **facts)
        self._note(str(known["id"]), name)

    def reserve(self, entries: Mapping[str, tuple[str, int]]) -> None:
        """Take note of places that are taken: purpose → (file name of the list, index)."""
        for name, index in entries.values():
            taken = self._taken.setdefault(name, bytearray(MINIMUM_LENGTH))
            if 0 <= index < MINIMUM_LENGTH and not taken[index]:
                taken[index] = 1
                self._counts[name] = self._counts.get(name, 0) + 1

    def allot(self) -> tuple[StatusEntry, ...]:
        """Return a fresh random place for each purpose, in a list that exists and is signed. Raises `BadFolder`."""
        return tuple(self._allot(purpose) for purpose in PURPOSES)

    def _allot(self, purpose: str) -> StatusEntry:
        number = self._current.get(purpose, 1)
        while self._counts.get(name_of(purpose, number), 0) >= _FULL:
            number += 1
        self._current[purpose] = number
        name = name_of(purpose, number)
        taken = self._taken.setdefault(name, bytearray(MINIMUM_LENGTH))
        while taken[index := secrets.randbelow(MINIMUM_LENGTH)]:
            pass
        taken[index] = 1
        self._counts[name] = self._counts.get(name, 0) + 1
        return StatusEntry(self._names.get(name) or self._ready(name, purpose), index, purpose)

    def _ready(self, name: str, purpose: str) -> str:
        """Return the address of the list, made and signed first where there is none."""
        self.files()
        if name in self._names:
            return self._names[name]
        address = self.base + name.removeprefix(f"{WEB}/") if self.base else f"urn:uuid:{uuid.uuid4()}"
        self._write(name, address, purpose, StatusList.empty())
        return address

    def get(self, name: str, index: int) -> bool:
        """Say whether a bit is set. Raises `BadFolder`."""
        return self.bits(name).get(index)

    def bits(self, name: str) -> StatusList:
        """Return all bits of a list. Raises `BadFolder`."""
        return self._bits(name)[1]

    def set(self, name: str, purpose: str, index: int, *, is_set: bool) -> None:
        """Flip a bit and sign the list again, atomically. Raises `BadFolder`, `AnotherIssuer`."""
        address, bits = self._bits(name)
        self._write(name, address, purpose, bits.with_bit(index, is_set=is_set))

    def _bits(self, name: str) -> tuple[str, StatusList]:
        known = self._read(name)
        if known is None:
            raise BadFolder(path=str(self.folder.path / name), reason="missing")
        try:
            return str(known["id"]), StatusList.decode(str(known["credentialSubject"]["encodedList"]))
        except (KeyError, TypeError, CredentialError) as error:
            raise BadFolder(path=str(self.folder.path / name), reason="not-a-list") from error

    def _read(self, name: str) -> Json | None:
        data = self.folder.read(name)
        if data is None:
            return None
        try:
            found = read_json(data)
        except CredentialError as error:
            raise BadFolder(path=str(self.folder.path / name), reason="not-a-list") from error
        if not isinstance(found, dict) or "id" not in found:
            raise BadFolder(path=str(self.folder.path / name), reason="not-a-list")
        return found

    def _write(self, name: str, address: str, purpose: str, bits: StatusList) -> None:
        unsigned = compose_list(
            bits, list_id=address, purpose=purpose, issuer=self.signer.controller, valid_from=self.now
        )
        signed = data_integrity(unsigned, self.signer, created=self.now, canonicaliser=self.canonicaliser)
        self.folder.write(name, orjson.dumps(signed, option=orjson.OPT_INDENT_2))
        self._note(address, name)

    def _note(self, address: str, name: str) -> None:
        self._addresses[address] = name
        self._names[name] = address
