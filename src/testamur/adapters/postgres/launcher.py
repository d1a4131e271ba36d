"""Starts the embedded PostgreSQL of a home folder, or finds the one that already runs there."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from testamur.adapters import processes
from testamur.adapters.postgres import locks, roles
from testamur.adapters.postgres.binaries import Binaries, find
from testamur.adapters.postgres.layout import Layout, layout
from testamur.refusals import Conflict

_LEAST_DISK = 300 * 2**20
_PATIENCE = 60.0
_BUILTIN_LOCALES_SINCE = 17


class OtherMajorVersion(Conflict):
    """The data belong to another major version. ``facts``: folder, data, programs."""

    code = "database-of-another-version"


class DiskFull(Conflict):
    """Too little free disk for a database. ``facts``: folder, free, least (bytes)."""

    code = "disk-full"


class NotOurs(Conflict):
    """A folder that we would use belongs to someone else. ``facts``: folder, owner."""

    code = "folder-of-another-user"


class DidNotStart(Conflict):
    """PostgreSQL gave up. ``facts``: log (path), said (its last lines)."""

    code = "postgres-did-not-start"


@dataclass(frozen=True, slots=True)
class Running:
    """A running database. ``process`` is None where somebody else started it, and then we do not stop it."""

    layout: Layout
    binaries: Binaries
    process: subprocess.Popen[bytes] | None

    def url(self, role: str, database: str = roles.DATABASE) -> str:
        """Return the connection address for *role*."""
        return socket_url(self.layout, role, database)

    def stop(self) -> None:
        """Stop it, if we started it: fast shutdown, which keeps every committed transaction."""
        if self.process:
            processes.stop(self.process, how=signal.SIGINT, seconds=60)


def socket_url(place: Layout, role: str, database: str = roles.DATABASE) -> str:
    """Return the address of the embedded database at *place* for *role*."""
    return f"postgresql://{role}@/{database}?host={place.socket}"


def start(
    home: Path, *, told: str = "", settings: Mapping[str, str] | None = None, outlives_us: bool = False
) -> Running:
    """Return the database of *home*, started if need be, with its roles and its database in place.

    It ends when we end, however we end, unless it *outlives_us*; then `stop_any` ends it.

    Raises `NoPostgres`, `OtherMajorVersion`, `DiskFull`, `NotOurs`, `DidNotStart`.
    """
    home.mkdir(parents=True, exist_ok=True)
    place = layout(home)
    _prepare(place)
    with _alone(place):
        binaries = find(told)
        _check_version(place, binaries)
        process = (
            None if locks.running(place.data) else _launch(place, binaries, settings or {}, outlives_us=outlives_us)
        )
        _await(place, process)
        roles.prepare(socket_url(place, roles.SUPERUSER, "postgres"))
    return Running(place, binaries, process)


def stop_any(home: Path, seconds: float = 60) -> bool:
    """Stop the database of *home*, whoever started it. Return whether there was one."""
    place = layout(home)
    found = locks.running(place.data)
    if found is None:
        return False
    os.kill(found.pid, signal.SIGINT)
    end = time.monotonic() + seconds
    while locks.is_alive(found.pid) and time.monotonic() < end:
        time.sleep(0.02)
    return True


def _prepare(place: Layout) -> None:
    place.place.mkdir(parents=True, exist_ok=True, mode=0o755)
    for folder in (place.data, place.socket):
        folder.mkdir(exist_ok=True, mode=0o700)
        wanted = place.user.pw_uid if place.user else os.geteuid()
        owner = folder.lstat().st_uid
        if owner != wanted and owner != os.geteuid():
            raise NotOurs(folder=str(folder), owner=owner)
        if place.user:
            os.chown(folder, place.user.pw_uid, place.user.pw_gid)


@contextmanager
def _alone(place: Layout) -> Iterator[None]:
    with (place.place / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _check_version(place: Layout, binaries: Binaries) -> None:
    try:
        data = int((place.data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return
    if data != binaries.major:
        raise OtherMajorVersion(folder=str(place.data), data=data, programs=binaries.major)


def _launch(
    place: Layout, found: Binaries, settings: Mapping[str, str], *, outlives_us: bool
) -> subprocess.Popen[bytes]:
    free = shutil.disk_usage(place.place).free
    if free < _LEAST_DISK:
        raise DiskFull(folder=str(place.place), free=free, least=_LEAST_DISK)
    binaries = _reachable(place, found)
    locks.remove_stale(place.data, place.socket)
    if not (place.data / "PG_VERSION").exists():
        _initialise(place, binaries, is_lasting=settings.get("fsync") != "off")
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(place.socket),
        "unix_socket_permissions": "0700",
        # A container's /dev/shm is often 64 MB; the data folder has room.
        "dynamic_shared_memory_type": "mmap",
        "lock_timeout": "30s",
        **settings,
    }
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    return processes.start(
        [binaries.program("postgres"), "-D", str(place.data), *options],
        end_with=signal.SIGINT,
        user=place.user,
        folder=place.place,
        log=place.log,
        outlives_us=outlives_us,
    )


def _initialise(place: Layout, binaries: Binaries, *, is_lasting: bool) -> None:
    """Make the data folder whole or not at all: `PG_VERSION` appears with the rename."""
    for entry in place.data.iterdir():  # What a killed first start left half-made.
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    builtin = binaries.major >= _BUILTIN_LOCALES_SINCE
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C.UTF-8"]
    options = locale if is_lasting else [*locale, "--no-sync"]
    draft = place.data / "draft"
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        [binaries.program("initdb"), "-D", str(draft), "-U", roles.SUPERUSER, "-A", "trust", "-E", "UTF8", *options],
        cwd=place.place,
        capture_output=True,
        text=True,
        check=False,
        user=place.user.pw_uid if place.user else None,
        group=place.user.pw_gid if place.user else None,
        extra_groups=[] if place.user else None,
    )
    if done.returncode:
        raise DidNotStart(log=str(place.log), said=(done.stdout + done.stderr)[-2000:])
    entries = sorted(draft.iterdir(), key=lambda entry: entry.name == "PG_VERSION")
    for entry in entries:
        entry.rename(place.data / entry.name)
    draft.rmdir()


def _reachable(place: Layout, found: Binaries) -> Binaries:
    """Return programs that ``nobody`` can run: the wheel lies in root's environment; it is copied beside the data."""
    if place.user is None or found.source != "wheel":
        return found
    package = found.folder.parent.parent
    copy = place.place / f"programs-{found.version}"
    if not copy.exists():
        draft = place.place / f"programs.draft-{os.getpid()}"
        shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):  # Root's umask may have closed them.
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
        draft.rename(copy)
    return Binaries(copy / package.name / "pginstall" / "bin", found.source, found.version)


def _await(place: Layout, process: subprocess.Popen[bytes] | None) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(socket_url(place, roles.SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if (process and process.poll() is not None) or time.monotonic() > end:
                raise DidNotStart(log=str(place.log), said=_last_words(place.log)) from error
            time.sleep(0.05)
        else:
            return


def _last_words(log: Path) -> str:
    return log.read_bytes()[-2000:].decode(errors="replace") if log.exists() else ""
