"""The files of a framework that somebody downloaded: an archive, a folder, or one file; gzipped or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from testamur.core.exchange.archives import Limits, inflated, unpacked
from testamur.core.exchange.frameworks.source import MAX_BYTES, Files
from testamur.core.rules.exchange import ExchangeError

# The whole of ESCO in one language is 8 MB packed; its table of relations is 21 MB.
_LIMITS = Limits(archive=MAX_BYTES, member=MAX_BYTES, read=1_000_000_000)
_MOST_FILES = 2_000
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Opened:
    """The files, and a digest by which the same ones are known again. ``name``: what the archive or file is called."""

    files: Files
    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Files in a folder, or one alone, by their names without ``.gz``."""

    paths: Mapping[str, Path]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(sorted(self.paths))

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes. Raises `ExchangeError`, `OSError`."""
        path = self.paths.get(name)
        if path is None:
            return None
        data = _bytes(path)
        return inflated(data, MAX_BYTES) if data.startswith(_GZIP) else data


def opened(path: Path) -> Opened:
    """Return what is at *path*. Raises `ExchangeError`, `OSError`."""
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
        if len(found) > _MOST_FILES:
            raise ExchangeError("too-many-members", path.name, limit=_MOST_FILES)
        return Opened(_on_disk(found), _digest(found), path.name)
    data = _bytes(path)
    if data.startswith(_ZIP):
        return Opened(unpacked(data, _LIMITS), sha256(data).hexdigest(), path.name)
    return Opened(_on_disk([path]), sha256(data).hexdigest(), path.name)


def _on_disk(paths: list[Path]) -> OnDisk:
    return OnDisk({path.name.removesuffix(".gz"): path for path in paths})


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ExchangeError("too-large", path.name, bytes=size, limit=MAX_BYTES)
    return path.read_bytes()


def _digest(paths: list[Path]) -> str:
    whole = sha256()
    for path in paths:
        whole.update(sha256(path.name.encode()).digest() + sha256(_bytes(path)).digest())
    return whole.hexdigest()


# Of strangers on the web less is taken at once than of whoever sits at the machine.
_LIMITS_OF_STRANGERS = Limits(archive=40_000_000, member=120_000_000, read=300_000_000)


@dataclass(frozen=True, slots=True)
class InHand:
    """One file that was sent, by its name without ``.gz``."""

    name: str
    data: bytes

    @property
    def names(self) -> tuple[str, ...]:
        """The one name."""
        return (self.name,)

    def get(self, name: str) -> bytes | None:
        """Return the file's bytes."""
        return self.data if name == self.name else None


def opened_bytes(data: bytes, name: str) -> Opened:
    """Return what was sent as *data* under a *name*. Raises `ExchangeError`."""
    if len(data) > _LIMITS_OF_STRANGERS.archive:
        raise ExchangeError("too-large", name, bytes=len(data), limit=_LIMITS_OF_STRANGERS.archive)
    digest = sha256(data).hexdigest()
    if data.startswith(_ZIP):
        return Opened(unpacked(data, _LIMITS_OF_STRANGERS), digest, name)
    if data.startswith(_GZIP):
        return Opened(InHand(name.removesuffix(".gz"), inflated(data, _LIMITS_OF_STRANGERS.member)), digest, name)
    return Opened(InHand(name, data), digest, name)
