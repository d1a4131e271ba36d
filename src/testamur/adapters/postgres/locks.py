"""Is the database that left these locks still alive? Stale ones are removed, live ones never.

After SIGKILL, ``postmaster.pid`` and the socket's lock file stay behind and name a process that is gone, or a zombie
that nobody reaps, or, in a container started anew, an unrelated process with the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What ``postmaster.pid`` says: the process, and the folder of its socket."""

    pid: int
    socket: str


def running(data: Path) -> Postmaster | None:
    """Return the live server of the folder *data*, or None."""
    told = _told(data)
    if told is None:
        return None
    if is_alive(told.pid) and (_works_in(told.pid, data) or not _may_look_at(told.pid)):
        return told
    return told if is_worked_in(data) else None


def remove_stale(data: Path, socket: Path) -> list[Path]:
    """Remove locks that nobody holds and return them; *data* must not be in use (see `running`)."""
    if running(data) or is_worked_in(data):
        return []
    stale = [data / "postmaster.pid", *socket.glob(".s.PGSQL.*.lock"), *socket.glob(".s.PGSQL.*")]
    found = [path for path in dict.fromkeys(stale) if path.exists() or path.is_socket()]
    for path in found:
        path.unlink(missing_ok=True)
    return found


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        status = (_PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def _told(data: Path) -> Postmaster | None:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    socket_line = 4
    return Postmaster(abs(int(lines[0])), lines[socket_line].strip() if len(lines) > socket_line else "")


def _may_look_at(pid: int) -> bool:
    try:
        (_PROC / str(pid) / "cwd").readlink()
    except PermissionError:
        return False
    except FileNotFoundError:
        return True
    return True


def _works_in(pid: int, data: Path) -> bool:
    try:
        return (_PROC / str(pid) / "cwd").readlink() == data.resolve() and is_alive(pid)
    except OSError:
        return False


def is_worked_in(data: Path) -> bool:
    """Whether any live process has the folder as its own."""
    return any(_works_in(int(entry.name), data) for entry in _PROC.iterdir() if entry.name.isdigit())
