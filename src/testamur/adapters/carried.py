"""Taxonomies that come in installed packages of data: found by the package's own list of files, its code never run."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE, _FILE = "dev-laiser", "laiser/public/combined.csv"


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of a package: its bytes, its name, and the package with its version."""

    data: bytes
    name: str
    package: str

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.data).hexdigest()


def carried_esco() -> Carried | None:
    """Return the file with ESCO's skills, or None where the package is not installed."""
    try:
        found = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None
    path = Path(str(found.locate_file(_FILE)))
    if not path.is_file():
        return None
    return Carried(path.read_bytes(), path.name, f"{_PACKAGE} {found.version}")
