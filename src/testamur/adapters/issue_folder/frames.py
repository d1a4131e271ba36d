"""Two files that grow together, chunk by chunk: the credentials of a bundle, and the records of who got which.

Each chunk is a frame of its own in Zstandard's format (RFC 8878), so that any reader takes the file as one stream. A
journal says how long both files are known to be good; whatever a killed run wrote beyond that is cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

import orjson
import zstandard

from testamur.adapters.bundles import BadBundle, lines_in
from testamur.adapters.issue_folder.place import PRIVATE, BadFolder, Folder

CREDENTIALS = "credentials.jsonl.zst"
BUNDLE_RECORDS = "issued.jsonl.zst"
_JOURNAL = ".bundle.json"
_LEVEL = 3
_COMMIT_EVERY = 4


def packed(lines: bytes) -> bytes:
    """Return *lines* as one frame."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(lines) if lines else b""


@dataclass(slots=True)
class Frames:
    """The open bundle of a folder; use `opened`."""

    folder: Folder
    files: dict[str, BinaryIO]
    _uncommitted: int = field(default=0)

    def add(self, credentials: bytes, records: bytes) -> None:
        """Append a frame to each file."""
        self.files[CREDENTIALS].write(credentials)
        self.files[BUNDLE_RECORDS].write(records)
        self._uncommitted += 1
        if self._uncommitted >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Wait until all is on the disk, and say so in the journal. Raises `BadFolder`."""
        try:
            for file in self.files.values():
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise BadFolder(path=str(self.folder.path), reason=error.strerror or "") from error
        lengths = {name: file.tell() for name, file in self.files.items()}
        self.folder.write(_JOURNAL, orjson.dumps(lengths), mode=PRIVATE)
        self._uncommitted = 0


@contextmanager
def opened(folder: Folder) -> Iterator[Frames]:
    """Open the bundle of *folder* at its last good end, made first where there is none. Raises `BadFolder`."""
    good = _journal(folder)
    files: dict[str, BinaryIO] = {}
    try:
        for name in (CREDENTIALS, BUNDLE_RECORDS):
            descriptor = os.open(folder.path / name, os.O_RDWR | os.O_CREAT, PRIVATE)
            files[name] = os.fdopen(descriptor, "r+b")
            if os.fstat(descriptor).st_size < good.get(name, 0):
                raise BadFolder(path=str(folder.path / name), reason="shorter-than-it-was")
            files[name].truncate(good.get(name, 0))
            files[name].seek(0, os.SEEK_END)
        frames = Frames(folder, files)
        frames.commit()
        yield frames
        frames.commit()
    except OSError as error:
        raise BadFolder(path=str(folder.path), reason=error.strerror or "") from error
    finally:
        for file in files.values():
            file.close()


def has_bundle(folder: Folder) -> bool:
    """Say whether *folder* holds a bundle."""
    return (folder.path / _JOURNAL).exists()


def bundle_lines(folder: Folder, name: str) -> Iterator[bytes]:
    """Yield the lines of one of the two files, none where it is not there. Raises `BadFolder`."""
    if not (folder.path / name).exists():
        return
    try:
        yield from lines_in(folder.path / name)
    except BadBundle as error:
        raise BadFolder(path=str(folder.path / name), reason=error.reason) from error


def _journal(folder: Folder) -> dict[str, int]:
    data = folder.read(_JOURNAL)
    try:
        found = orjson.loads(data or b"{}")
        return {str(name): int(length) for name, length in found.items()}
    except (orjson.JSONDecodeError, AttributeError, TypeError, ValueError) as error:
        raise BadFolder(path=str(folder.path / _JOURNAL), reason="not-a-journal") from error
