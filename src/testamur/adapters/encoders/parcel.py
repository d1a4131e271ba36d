"""The English encoder's files: a zip archive in five parts, each in a package of its own, read without being joined."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from itertools import accumulate
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MODEL = "all-mpnet-base-v2"
PACKAGES = tuple(f"{MODEL}-pypi-part-{number:03}" for number in range(1, 6))
# Tokens of a text that are read: the rest is cut.
LONGEST = 256
_AT_ONCE = 2**20


@dataclass(frozen=True, slots=True)
class Parcel:
    """The parts of an archive, in order."""

    parts: tuple[Path, ...]

    @property
    def digest(self) -> str:
        """Return what changes with any file in it: a hash of the archive's own list of names, sizes and checksums."""
        with self._opened() as archive:
            listed = sorted((one.filename, one.file_size, one.CRC) for one in archive.infolist())
        return sha256(repr(listed).encode()).hexdigest()

    def read(self, name: str) -> bytes:
        """Return a file, of several of that name the uppermost.

        Raises BadZipFile for one that does not have its checksum.
        """
        with self.open(name) as file:
            return file.read()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file that may be too large to be held."""
        with self._opened() as archive:
            named = (path for path in archive.namelist() if path.rpartition("/")[2] == name)
            path = min(named, key=lambda path: path.count("/"))
            with archive.open(path) as file:
                yield file

    def _opened(self) -> ZipFile:
        return ZipFile(io.BufferedReader(_Joined(self.parts), _AT_ONCE))


def installed() -> Parcel | None:
    """Return the encoder's files, None where one of the packages is not installed."""
    try:
        parts = tuple(_part(name) for name in PACKAGES)
    except PackageNotFoundError:
        return None
    return Parcel(parts) if all(part.is_file() for part in parts) else None


def _part(package: str) -> Path:
    number = package.rpartition("-")[2]
    folder = f"{package.rpartition('-')[0]}_{number}"
    return Path(str(distribution(package).locate_file(f"{folder}/input/{MODEL}.zip.{number}")))


class _Joined(io.RawIOBase):
    """Files one after the other, as if they were one; read only."""

    def __init__(self, parts: tuple[Path, ...]) -> None:
        self._files = [part.open("rb") for part in parts]
        self._ends = list(accumulate(part.stat().st_size for part in parts))
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ends[-1]}[whence]
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        part = bisect_right(self._ends, self._at)
        if part == len(self._files):
            return 0
        file = self._files[part]
        file.seek(self._at - (self._ends[part - 1] if part else 0))
        count = file.readinto(memoryview(buffer))
        self._at += count
        return count

    def close(self) -> None:
        for file in self._files:
            file.close()
        super().close()
