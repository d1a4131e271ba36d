"""Which folders the embedded database uses, and as whom it runs."""

from __future__ import annotations

import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

# A Unix socket's path ends at 107 bytes (sys/un.h); the file in the folder is called `.s.PGSQL.5432`.
_LONGEST = 107 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True, slots=True)
class Layout:
    """The embedded database's folders. ``user`` is the account that it runs as, None for our own."""

    place: Path
    socket: Path
    user: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """What the server has said."""
        return self.place / "postgres.log"


def layout(home: Path) -> Layout:
    """Return the folders for *home*. The same home always gives the same answer on the same machine.

    PostgreSQL refuses to run as root, so root hands it to ``nobody``; where ``nobody`` may not reach the home folder
    (``/root`` is closed to others), the data live under ``/var/lib/testamur`` rather than opening anyone's home.
    """
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    place = home / "postgres"
    if user and not _others_may_enter(home):
        place = Path("/var/lib/testamur") / mark
    socket = place / "socket"
    if len(os.fsencode(socket)) > _LONGEST:
        socket = _runtime() / f"testamur-{os.geteuid()}-{mark}"
    return Layout(place, socket, user)


def _runtime() -> Path:
    return Path("/run") if os.geteuid() == 0 and Path("/run").is_dir() else Path(tempfile.gettempdir())


def _others_may_enter(folder: Path) -> bool:
    existing = [path for path in (folder, *folder.parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 for path in existing)
