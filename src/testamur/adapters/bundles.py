"""Many credentials in one file: lines of JSON, packed or not, and ZIP archives. All of it is a stranger's."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import zstandard

_LONGEST_LINE = 4 * 2**20
_LARGEST_WINDOW = 2**27
_CHUNK = 2**18
_SIP = 2**10
_TOO_LONG = "a line is longer than 4 MiB"
_CUT_OFF = "it is cut off in the middle of a frame"
_SUFFIXES = (".jsonl", ".jsonl.zst", ".zip")
_INSIDE = (".json", ".jsonld", ".jwt", ".cose", ".png", ".svg")


class BadBundle(Exception):  # noqa: N818 - the state of a file, not a mistake
    """A bundle that cannot be read to its end. ``reason`` is for a person."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def is_bundle(path: Path) -> bool:
    """Say whether *path* is named like a bundle."""
    return path.name.endswith(_SUFFIXES)


def credentials_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a name and the bytes of each credential, one at a time: bounded memory for any file.

    A file of more than 4 MiB in an archive comes cut off, one byte too long, so that whoever reads it says so. Raises
    `BadBundle` where the bundle ends or goes wrong, after what was good.
    """
    if path.name.endswith(".zip"):
        yield from _entries(path)
        return
    for number, line in enumerate(lines_in(path), 1):
        if line.strip():
            yield f"line {number}", _plain(line)


def lines_in(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of lines, packed (Zstandard, any number of frames) or not. Raises `BadBundle`."""
    try:
        with path.open("rb") as file:
            if path.name.endswith(".zst"):
                yield from _split(_unpacked(file))
            else:
                yield from _split(iter(partial(file.read, _CHUNK), b""))
    except (OSError, zstandard.ZstdError) as error:
        raise BadBundle(str(error)[:200]) from error


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """Yield what the frames hold. Little is read at a time, because a thousand bytes can unpack to thirty million."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    frame, packed = None, b""
    while packed or (packed := file.read(_SIP)):
        frame = frame or unpacker.decompressobj()
        yield frame.decompress(packed)
        packed = frame.unused_data if frame.eof else b""
        frame = None if frame.eof else frame
    if frame is not None:
        raise BadBundle(_CUT_OFF)


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    begun = b""
    for chunk in chunks:
        *lines, begun = (begun + chunk).split(b"\n")
        yield from lines
        if len(begun) > _LONGEST_LINE:
            raise BadBundle(_TOO_LONG)
    if begun:
        yield begun


def _plain(line: bytes) -> bytes:
    """Return the token in a JSON text, which is how a JWT stands in a line, or the line as it is."""
    stripped = line.strip()
    return stripped[1:-1] if stripped[:1] == b'"' and stripped[-1:] == b'"' and b"\\" not in stripped else stripped


def _entries(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith(_INSIDE) and not entry.is_dir():
                    with archive.open(entry) as file:
                        yield entry.filename, file.read(_LONGEST_LINE + 1)
    # A RuntimeError is how zipfile says that an entry is locked by a password.
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise BadBundle(str(error)[:200]) from error
