"""One PostgreSQL for the whole run, one database for each worker; pages, rooms and tests use the plain role."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker

# What the caller said: our own change to the variable below reaches the workers of xdist before this line does.
_ADMIN = os.environ.setdefault("TESTAMUR_TEST_ADMIN_URL", os.environ.get("DATABASE_URL", ""))
_PLACE = Path(tempfile.gettempdir()) / f"testamur-tests-{os.getuid()}"
_NAME = f"testamur_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"

os.environ["TESTAMUR_HOME"] = tempfile.mkdtemp(prefix="testamur-test-home-")
atexit.register(shutil.rmtree, os.environ["TESTAMUR_HOME"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "testamur.server.settings"
os.environ["TESTAMUR_BASE_URL"] = "http://testserver"

_started: list[object] = []  # Kept, so that nobody complains about a process that others still use.


def _with_role(url: str, *, role: str, database: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}@{place}", path=f"/{database}"))


def _home() -> Path:
    told = os.environ.get("TESTAMUR_PG_BIN", "")
    return _PLACE / (told.strip("/").replace("/", "-") or "wheel")


def _get_ready() -> None:
    """Settings are read before any database runs: the addresses are known ahead of the first connection."""
    import django

    from testamur.adapters.postgres import roles
    from testamur.adapters.postgres.launcher import socket_url
    from testamur.adapters.postgres.layout import layout

    _home().mkdir(parents=True, exist_ok=True)
    _home().chmod(0o755)
    server = _ADMIN or socket_url(layout(_home()), roles.SUPERUSER, "postgres")
    os.environ["DATABASE_URL"] = _with_role(server, role=roles.APP, database=_NAME)
    os.environ["TESTAMUR_OWNER_DATABASE_URL"] = _with_role(server, role=roles.OWNER, database=_NAME)
    django.setup()


# On import, not in a hook: the conftests of folders below are imported before any hook runs, and import rooms.
_get_ready()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Leave our variables out of the workers' environment: each sets its own, before anyone reads settings."""
    for name in ("DATABASE_URL", "TESTAMUR_OWNER_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The superuser's address of the server that all workers of this run share."""
    from testamur.adapters.postgres import launcher, roles

    if _ADMIN:
        roles.prepare(_ADMIN)
        yield _ADMIN
        return
    # Nothing of a test must survive a power cut, so the disk need not be waited for.
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
    with (_home() / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        told = os.environ.get("TESTAMUR_PG_BIN", "")
        running = launcher.start(_home(), told=told, settings=quick, outlives_us=True)
        yield running.url(roles.SUPERUSER, "postgres")
        # The last one to leave turns off the light: only then is nobody else's lock in the way of ours.
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            launcher.stop_any(_home())
        if running.process:
            running.process.poll()
            _started.append(running)


@pytest.fixture(scope="session")
def django_db_setup(postgres: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make this worker's database as its owner, then hand it to the plain role."""
    from django.db import connections

    import moulds

    _drop_orphans(postgres)
    with django_db_blocker.unblock():
        moulds.cast(postgres, _NAME, os.environ["TESTAMUR_OWNER_DATABASE_URL"])
    _tidy_up_as_superuser(postgres)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_NAME)))


def _drop_orphans(postgres: str) -> None:
    """Drop the databases of runs that were killed."""
    with psycopg.connect(postgres, autocommit=True) as server:
        for (name,) in server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'testamur_test_%'"
        ).fetchall():
            owner = name.rpartition("_")[2]
            if name == _NAME or not Path(f"/proc/{owner}").exists():
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _tidy_up_as_superuser(postgres: str) -> None:
    """Let tests that commit be followed by a clean database, which the plain role may not empty."""
    from django.test import TransactionTestCase

    def teardown(_case: TransactionTestCase) -> None:
        empty(postgres)

    TransactionTestCase._fixture_teardown = teardown  # noqa: SLF001 - there is no public way


@pytest.fixture(scope="session")
def superuser(postgres: str, django_db_setup: None) -> Callable[[], psycopg.Connection]:
    """A way into this worker's database past everything that holds back the plain role."""
    del django_db_setup
    return lambda: psycopg.connect(postgres, dbname=_NAME)


def empty(postgres: str) -> None:
    """Empty the tables that have rows, past the triggers that refuse it to everyone else, and count from 1 again.

    Most tests fill few of the tables, and to truncate all of them takes longer than the tests.
    """
    with psycopg.connect(postgres, dbname=_NAME) as server:
        tables = server.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
        ).fetchall()
        server.execute("SET session_replication_role = replica")
        has_rows = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name)) for (name,) in tables
        )
        for (name,) in server.execute(has_rows).fetchall():
            server.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        server.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    from testamur.interfaces.words import speak

    with suppress(ImportError):
        speak("en")
    yield
    speak("en")
