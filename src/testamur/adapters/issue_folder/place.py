"""The folder itself: one writer at a time, and no name that ever stands for half a file."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from testamur.refusals import Conflict, Invalid

PUBLIC, PRIVATE = 0o644, 0o600
_LARGEST = 64 * 2**20
# Half-written files live here, under the same roof, because a rename is only whole within one file system.
# What the world may see lies under this name; what names people lies beside it and stays at home.
WEB = "web"
_WORK = ".work"
_LOCK = ".lock"


class FolderBusy(Conflict):
    """Another run works in this folder. ``facts``: path."""

    code = "folder-busy"


class BadFolder(Invalid):
    """The folder, or a file in it, cannot be used. ``facts``: path, reason."""

    code = "bad-folder"


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder of issued credentials, locked for us. Paths are given relative to it."""

    path: Path

    def write(self, name: str, data: bytes, *, mode: int = PUBLIC) -> None:
        """Put *data* under *name*: whole, or not at all, even when killed or cut from power. Raises `BadFolder`."""
        with self.writing(name, mode=mode) as file:
            file.write(data)

    @contextmanager
    def writing(self, name: str, *, mode: int = PUBLIC) -> Iterator[BinaryIO]:
        """Open a file that appears under *name* when the block ends well. Raises `BadFolder`."""
        half = self.path / _WORK / name.replace("/", "-")
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            half.replace(self.path / name)
        except OSError as error:
            raise BadFolder(path=str(self.path / name), reason=error.strerror or "") from error

    def read(self, name: str) -> bytes | None:
        """Return the content of *name*, or None where there is no such file. Raises `BadFolder`."""
        try:
            with (self.path / name).open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise BadFolder(path=str(self.path / name), reason=error.strerror or "") from error
        if len(data) > _LARGEST:
            raise BadFolder(path=str(self.path / name), reason="too large")
        return data

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of *name*, none where there is no such file. Raises `BadFolder`."""
        try:
            with (self.path / name).open("rb") as file:
                yield from iter(lambda: file.readline(_LARGEST), b"")
        except FileNotFoundError:
            return
        except OSError as error:
            raise BadFolder(path=str(self.path / name), reason=error.strerror or "") from error

    def names(self, folder: str) -> list[str]:
        """Return the names in the sub-folder, in order."""
        return sorted(entry.name for entry in os.scandir(self.path / folder) if entry.is_file())

    def settle(self) -> None:
        """Wait until the names written so far are on the disk, too."""
        for folder in (self.path, self.path / WEB / "credentials", self.path / WEB / "status"):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


@contextmanager
def open_folder(path: Path, *, make: bool) -> Iterator[Folder]:
    """Open *path* for writing, made first where *make* says so. Raises `FolderBusy`, `BadFolder`."""
    try:
        if make:
            for folder in (path / WEB / "credentials", path / WEB / "status"):
                folder.mkdir(parents=True, exist_ok=True)
        elif not (path / WEB / "credentials").is_dir():
            raise BadFolder(path=str(path), reason="no-credentials")
        lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError as error:
        raise BadFolder(path=str(path), reason=error.strerror or "") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise FolderBusy(path=str(path)) from error
    try:
        _clear(path)
        (path / _WORK).mkdir(mode=0o700)
        yield Folder(path)
        _clear(path)
    finally:
        os.close(lock)


def _clear(path: Path) -> None:
    """Remove what a killed run left half-written."""
    shutil.rmtree(path / _WORK, ignore_errors=True)
