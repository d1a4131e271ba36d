"""Archives of strangers: ZIP and gzipped TAR, read in memory and never unpacked to a disk. Everything has a limit.

A name is only ever looked up, never written to, so that one that leads elsewhere (``../``) leads nowhere; it is told.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

from testamur.core.rules.exchange import ExchangeError

MAX_BYTES = 50_000_000
MAX_MEMBERS = 20_000
# Of one member, and of all that were read out of an archive.
MAX_MEMBER = 5_000_000
MAX_READ = 100_000_000
# Text shrinks to a tenth or a twentieth; what shrinks to a five-hundredth was made to.
MAX_RATIO = 500
_SMALL = 1_000_000
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_BUSY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes an archive, one member, and all that are read out of it may have."""

    archive: int
    member: int
    read: int


@dataclass(slots=True)
class Archive:
    """The members of an archive by name. ``outside``: names that would lead out of it, and links."""

    names: tuple[str, ...]
    outside: tuple[str, ...]
    limits: Limits
    _zip: zipfile.ZipFile | None = None
    _tar: tarfile.TarFile | None = None
    _read: int = 0

    def get(self, name: str) -> bytes | None:
        """Return a member's bytes, or None where there is none. Raises `ExchangeError`."""
        name = name if name in self.names else f"./{name}"
        if name not in self.names:
            return None
        data = self._from_zip(name) if self._zip is not None else self._from_tar(name)
        self._read += len(data)
        if self._read > self.limits.read:
            raise ExchangeError("archive-too-large", name, limit=self.limits.read)
        return data

    def _from_zip(self, name: str) -> bytes:
        if self._zip is None:  # pragma: no cover - asked before
            return b""
        info = self._zip.getinfo(name)
        _check(name, info.file_size, info.compress_size, self.limits.member)
        if info.flag_bits & 1 or info.compress_type not in _BUSY:
            raise ExchangeError("member-unreadable", name, reason="encrypted or compressed otherwise")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise ExchangeError("member-unreadable", name, reason=type(error).__name__) from error

    def _from_tar(self, name: str) -> bytes:
        member = self._tar.getmember(name) if self._tar is not None else None
        if self._tar is None or member is None:  # pragma: no cover - asked before
            return b""
        _check(name, member.size, member.size, self.limits.member)
        held = self._tar.extractfile(member)
        return held.read(self.limits.member + 1) if held else b""


def _check(name: str, size: int, packed: int, most: int) -> None:
    if size > most:
        raise ExchangeError("member-too-large", name, bytes=size, limit=most)
    if size > _SMALL and size > MAX_RATIO * max(packed, 1):
        raise ExchangeError("shrunk-too-well", name, ratio=size // max(packed, 1), limit=MAX_RATIO)


def unpacked(data: bytes, limits: Limits | None = None) -> Archive:
    """Return the archive in *data*; without *limits*, those of this module hold.

    Raises `ExchangeError`: ``too-large``, ``not-an-archive``, ``too-many-members``, ``archive-too-large``.
    """
    limits = limits or Limits(MAX_BYTES, MAX_MEMBER, MAX_READ)
    if len(data) > limits.archive:
        raise ExchangeError("too-large", bytes=len(data), limit=limits.archive)
    if data.startswith(_ZIP):
        return _zip(data, limits)
    if data.startswith(_GZIP):
        return _tar(inflated(data, limits.read), limits)
    raise ExchangeError("not-an-archive")


def is_archive(data: bytes) -> bool:
    """Say whether *data* begins as an archive does."""
    return data.startswith((_ZIP, _GZIP))


def _zip(data: bytes, limits: Limits) -> Archive:
    try:
        held = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ExchangeError("not-an-archive", reason=type(error).__name__) from error
    found = held.infolist()
    _count(len(found))
    total = sum(info.file_size for info in found)
    if total > MAX_RATIO * len(data) + _SMALL:
        raise ExchangeError("shrunk-too-well", ratio=total // len(data), limit=MAX_RATIO)
    names = [info.filename for info in found if not info.is_dir()]
    return Archive(*_sorted(names), limits, _zip=held)


def inflated(data: bytes, most: int = MAX_READ) -> bytes:
    """Return what is in a gzip file, up to the limit, whatever its header promises. Raises `ExchangeError`."""
    limit = min(MAX_RATIO * len(data) + _SMALL, most)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise ExchangeError("not-an-archive", reason="gzip") from error
    if unpacker.unconsumed_tail:
        raise ExchangeError("archive-too-large", limit=limit)
    return found


def _tar(data: bytes, limits: Limits) -> Archive:
    try:
        held = tarfile.TarFile(fileobj=io.BytesIO(data))
        found = []
        for member in held:
            found.append(member)
            _count(len(found))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise ExchangeError("not-an-archive", reason="tar") from error
    names, outside = _sorted([member.name for member in found if member.isfile()])
    links = tuple(member.name for member in found if not (member.isfile() or member.isdir()))
    return Archive(names, outside + links, limits, _tar=held)


def _count(members: int) -> None:
    if members > MAX_MEMBERS:
        raise ExchangeError("too-many-members", limit=MAX_MEMBERS)


def _sorted(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that stay inside, and those that lead out."""
    out = [name for name in names if _leads_out(name)]
    inside = dict.fromkeys(name for name in names if name not in out)
    return tuple(inside), tuple(out)


def _leads_out(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0]
