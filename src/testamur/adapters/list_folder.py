"""Status lists as files: places given out at random, bits flipped, lists signed again; by many processes at a time.

In the folder: one signed list a file, which is served as it is; and ``places.jsonl``, which says who has which place.
Whoever changes something holds the lock. Why not the lists of an `issue_folder`: those are one issuer's, and one run
owns them from its beginning to its end.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from testamur.core.credential import Canonicaliser, CredentialError, data_integrity
from testamur.core.credential.ports import Signer
from testamur.core.credential.status import MINIMUM_LENGTH, StatusEntry, StatusList, compose_list
from testamur.refusals import Conflict, Invalid, NotFound

_PLACES = "places.jsonl"
_LOCK = ".lock"
# A list is left before it is full: drawing lots among the last free places takes long and tells who came late.
_FULL = MINIMUM_LENGTH * 3 // 4
_NAME = re.compile(r"[0-9a-f]{16}-(revocation|suspension)-[1-9][0-9]{0,5}")
_PUBLIC, _PRIVATE = 0o644, 0o600


class NoSuchPlace(NotFound):
    """No credential of that id, or place, was given out here. ``facts``: credential."""

    code = "no-status-place"


class RevokedForGood(Conflict):
    """What was revoked stays so. ``facts``: credential."""

    code = "revoked-for-good"


class BadLists(Invalid):
    """The folder, or a file in it, cannot be used. ``facts``: path, reason."""

    code = "bad-folder"


@dataclass(slots=True)
class ListFolder(Mapping[str, bytes]):
    """All lists of a folder: as a mapping, address → signed list. ``base``: their public address, ending in ``/``."""

    path: Path
    base: str
    canonicaliser: Canonicaliser
    _taken: dict[str, bytearray] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _read_to: int = 0
    _inside: Lock = field(default_factory=Lock)

    def allot(self, signer: Signer, *, credential: str, purpose: str, at: datetime) -> StatusEntry:
        """Return a place for *credential* (its id, or nothing) in a list of the signer's. Raises `BadLists`."""
        with self._alone():
            self._catch_up()
            name = self._open_list(signer, purpose, at)
            taken = self._taken.setdefault(name, bytearray(MINIMUM_LENGTH))
            while taken[index := secrets.randbelow(MINIMUM_LENGTH)]:
                pass
            self._note({"list": name, "index": index, "credential": credential, "issuer": signer.controller})
        return StatusEntry(self.base + name, index, purpose)

    def places(self, credential: str) -> list[tuple[str, int, str]]:
        """Return list, index and issuer of every place of *credential*. Raises `BadLists`."""
        wanted = orjson.dumps(credential)
        try:
            data = (self.path / _PLACES).read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadLists(path=str(self.path / _PLACES), reason=error.strerror or "") from error
        entries = (_entry(line) for line in data.split(b"\n") if wanted in line)
        return [(e["list"], e["index"], e["issuer"]) for e in entries if e and e["credential"] == credential]

    def set(self, signer: Signer, name: str, index: int, *, is_set: bool, at: datetime) -> None:
        """Set or clear a bit and sign the list again. Raises `NoSuchPlace`, `RevokedForGood`, `BadLists`."""
        with self._alone():
            bits = self._bits(name)
            if bits.get(index) == is_set:
                return
            if not is_set and "-revocation-" in name:
                raise RevokedForGood(credential=f"{self.base}{name}#{index}")
            self._write(name, signer, bits.with_bit(index, is_set=is_set), at)

    def __getitem__(self, url: str) -> bytes:
        name = url.removeprefix(self.base)
        if name == url or not _NAME.fullmatch(name):
            raise KeyError(url)
        try:
            return (self.path / f"{name}.json").read_bytes()
        except OSError as error:
            raise KeyError(url) from error

    def __iter__(self) -> Iterator[str]:
        names = (path.stem for path in sorted(self.path.glob("*.json")))
        return iter([self.base + name for name in names if _NAME.fullmatch(name)])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder's lock, against other threads and other processes. Raises `BadLists`."""
        with self._inside:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, _PRIVATE)
            except OSError as error:
                raise BadLists(path=str(self.path), reason=error.strerror or "") from error
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
            except OSError as error:
                raise BadLists(path=str(self.path), reason=error.strerror or "") from error
            finally:
                os.close(lock)

    def _catch_up(self) -> None:
        """Take note of the places that were given out since we last looked."""
        path = self.path / _PLACES
        if not path.exists():
            return
        with path.open("rb") as file:
            file.seek(self._read_to)
            for line in file:
                entry = _entry(line)
                if entry:
                    self._take(entry["list"], entry["index"])
            self._read_to = file.tell()

    def _take(self, name: str, index: int) -> None:
        taken = self._taken.setdefault(name, bytearray(MINIMUM_LENGTH))
        if not taken[index]:
            taken[index] = 1
            self._counts[name] = self._counts.get(name, 0) + 1

    def _note(self, entry: dict[str, Any]) -> None:
        """Write an entry down before the place is used; a line that a crash cut short is ended first."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        # It names credentials, which is nobody else's business.
        with os.fdopen(os.open(self.path / _PLACES, flags, _PRIVATE), "ab") as file:
            file.write(b"" if self._ends_well() else b"\n")
            file.write(orjson.dumps(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _ends_well(self) -> bool:
        with (self.path / _PLACES).open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _open_list(self, signer: Signer, purpose: str, at: datetime) -> str:
        """Return the name of a list with free places, made and signed where there is none."""
        whose, number = hashlib.sha256(signer.controller.encode()).hexdigest()[:16], 1
        while self._counts.get(f"{whose}-{purpose}-{number}", 0) >= _FULL:
            number += 1
        name = f"{whose}-{purpose}-{number}"
        if not (self.path / f"{name}.json").exists():
            self._write(name, signer, StatusList.empty(), at)
        return name

    def _bits(self, name: str) -> StatusList:
        try:
            found = orjson.loads(self[self.base + name])
            return StatusList.decode(found["credentialSubject"]["encodedList"])
        except KeyError as error:
            raise NoSuchPlace(credential=self.base + name) from error
        except (orjson.JSONDecodeError, TypeError, CredentialError) as error:
            raise BadLists(path=str(self.path / f"{name}.json"), reason="not-a-list") from error

    def _write(self, name: str, signer: Signer, bits: StatusList, at: datetime) -> None:
        """Sign a list and put it in place: whole, or not at all."""
        purpose = name.split("-")[1]
        issuer = signer.controller
        unsigned = compose_list(bits, list_id=self.base + name, purpose=purpose, issuer=issuer, valid_from=at)
        signed = data_integrity(unsigned, signer, created=at, canonicaliser=self.canonicaliser)
        half = self.path / f".{name}.half"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PUBLIC), "wb") as file:
            file.write(orjson.dumps(signed))
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.path / f"{name}.json")


def _entry(line: bytes) -> dict[str, Any] | None:
    """Return what a line says, or None where a crash cut it short."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, dict) or not _NAME.fullmatch(str(found.get("list"))):
        return None
    index = found.get("index")
    return found if isinstance(index, int) and 0 <= index < MINIMUM_LENGTH and "credential" in found else None
