"""The embedded PostgreSQL starts for anyone, anywhere, after anything, and says why when it cannot."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from testamur.adapters.postgres import launcher, locks, roles
from testamur.adapters.postgres.layout import layout

TOLD = os.environ.get("TESTAMUR_PG_BIN", "")
# The launcher in a process of its own: it says where it listens, and waits.
SCRIPT = """
import os, sys, time
from pathlib import Path
from testamur.adapters.postgres import launcher
if len(sys.argv) > 3:  # Once everything is imported: the interpreter may lie where others may not read.
    os.setgroups([]), os.setgid(int(sys.argv[4])), os.setuid(int(sys.argv[3]))
running = launcher.start(Path(sys.argv[1]), told=sys.argv[2], settings={"fsync": "off"})
print(running.process.pid if running.process else 0, flush=True)
time.sleep(600)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that others may enter, as a project's folder usually is."""
    folder = Path(tempfile.mkdtemp(prefix="testamur-pg-"))
    folder.chmod(0o755)
    yield folder
    launcher.stop_any(folder / "home")
    shutil.rmtree(folder, ignore_errors=True)


def start(home: Path) -> launcher.Running:
    # The disk is not waited for: no test cuts the power.
    return launcher.start(home, told=TOLD, settings={"fsync": "off"})


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_it_starts_runs_as_a_plain_role_and_stops(home: Path) -> None:
    running = start(home / "home")
    assert ask(running.url(roles.APP), "SELECT current_user") == roles.APP
    assert roles.weaknesses(running.url(roles.APP)) == []
    assert "superuser" in roles.weaknesses(running.url(roles.SUPERUSER))
    running.stop()
    assert locks.running(layout(home / "home").data) is None


def test_a_second_start_finds_the_running_one_and_leaves_it_running(home: Path) -> None:
    first = start(home / "home")
    second = start(home / "home")
    assert second.process is None
    second.stop()
    assert ask(first.url(roles.APP), "SELECT 1") == 1
    first.stop()


def test_what_is_committed_survives_being_killed_and_stale_locks_are_removed(home: Path) -> None:
    first = start(home / "home")
    with psycopg.connect(first.url(roles.OWNER)) as connection:
        connection.execute("CREATE TABLE kept (x int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    assert first.process is not None
    first.process.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    # Not waited for: the dead server is a zombie, as where process 1 reaps nobody.
    while locks.is_alive(first.process.pid) and time.monotonic() < end:
        time.sleep(0.02)
    place = layout(home / "home")
    assert (place.data / "postmaster.pid").exists()
    wait_for_children(place.data)
    second = start(home / "home")
    assert ask(second.url(roles.OWNER), "SELECT x FROM kept") == 7
    second.stop()
    first.process.wait()


def wait_for_children(data: Path) -> None:
    end = time.monotonic() + 20
    while locks.is_worked_in(data) and time.monotonic() < end:
        time.sleep(0.05)


def test_a_lock_that_names_somebody_else_is_stale(home: Path) -> None:
    running = start(home / "home")
    running.stop()
    place = layout(home / "home")
    (place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{place.data}\n0\n5432\n{place.socket}\n")
    again = start(home / "home")
    assert again.process is not None
    again.stop()


def test_a_lock_is_kept_while_someone_works_in_the_data(home: Path) -> None:
    data = home / "data"
    data.mkdir()
    (data / "postmaster.pid").write_text("999999999\n")
    sleeper = subprocess.Popen(["sleep", "60"], cwd=data)
    try:
        assert locks.remove_stale(data, home) == []
        assert (data / "postmaster.pid").exists()
    finally:
        sleeper.kill()
        sleeper.wait()
    assert locks.remove_stale(data, home) == [data / "postmaster.pid"]


def test_a_long_path_gets_a_short_socket(home: Path) -> None:
    long = home / ("a-rather-long-name-of-a-folder" * 4) / "home"
    running = start(long)
    assert len(str(running.layout.socket)) < 60
    assert ask(running.url(roles.APP), "SELECT 1") == 1
    running.stop()


def test_data_of_another_major_version_are_refused_untouched(home: Path) -> None:
    running = start(home / "home")
    running.stop()
    version = layout(home / "home").data / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(launcher.OtherMajorVersion) as refused:
        start(home / "home")
    assert refused.value.facts["data"] == 12
    assert version.read_text() == "12\n"


def test_a_named_folder_without_postgresql_is_not_silently_replaced(home: Path) -> None:
    from testamur.adapters.postgres.binaries import NoPostgres

    with pytest.raises(NoPostgres):
        launcher.start(home / "home", told=str(home))


def test_a_full_disk_is_told_before_anything_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "_LEAST_DISK", 2**62)
    with pytest.raises(launcher.DiskFull):
        start(home / "home")
    assert not (layout(home / "home").data / "PG_VERSION").exists()


def test_it_dies_with_the_process_that_started_it(home: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(home / "home"), TOLD], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    server = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    starter.stdout.close()
    end = time.monotonic() + 20
    while locks.is_alive(server) and time.monotonic() < end:
        time.sleep(0.05)
    assert not locks.is_alive(server)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_an_ordinary_user_runs_it_in_place(home: Path) -> None:
    someone = pwd.getpwnam("daemon")
    os.chown(home, someone.pw_uid, someone.pw_gid)
    ids = [str(someone.pw_uid), str(someone.pw_gid)]
    starter = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(home / "home"), TOLD, *ids], stdout=subprocess.PIPE, text=True, cwd=home
    )
    assert starter.stdout
    server = int(starter.stdout.readline() or 0)
    try:
        assert server
        assert Path(f"/proc/{server}").stat().st_uid == someone.pw_uid
        assert not list((home / "home" / "postgres").glob("programs*"))
    finally:
        starter.kill()  # SIGTERM may be ignored where the tests run
        starter.wait()
        starter.stdout.close()
    end = time.monotonic() + 20
    while locks.is_alive(server) and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands it to somebody else")
def test_root_hands_it_to_nobody_and_opens_no_closed_folder(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    running = start(closed / "home")
    try:
        assert running.process is not None
        assert Path(f"/proc/{running.process.pid}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert closed.stat().st_mode & 0o777 == 0o700
        assert not running.layout.data.is_relative_to(closed)
    finally:
        running.stop()
        shutil.rmtree(running.layout.place)
