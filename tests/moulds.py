"""A migrated, empty database, made once for each state of the migrations and copied for every worker of every run.

Whether the migrations themselves run is for the tests of the server's commands, which start from nothing.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import django
import psycopg
from psycopg import sql

from testamur.adapters.postgres import roles
from testamur.adapters.postgres.migrate import migrate

_SOURCE = Path(__file__).resolve().parents[1] / "src" / "testamur"
_PREFIX = "testamur_mould_"
_KEPT = 4
# Only one makes a mould at a time, in whatever process.
_LOCK = 7_421_337


def cast(server: str, name: str, owner_url: str) -> None:
    """Make the database *name* on the *server*, migrated, for the owner at *owner_url*."""
    mould = _PREFIX + _state()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SET lock_timeout = 0")
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [mould]).fetchone():
            roles.prepare(server, name)
            migrate(owner_url)
            _copy(connection, name, mould)
            _forget(connection)
            return
        roles.prepare(server)
        _copy(connection, mould, name)


def _copy(connection: psycopg.Connection, source: str, name: str) -> None:
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
    connection.execute(words.format(*(sql.Identifier(one) for one in (name, source, roles.OWNER))))


def _forget(connection: psycopg.Connection) -> None:
    """Drop the oldest moulds."""
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s", [_PREFIX, _KEPT]
    ).fetchall()
    for (name,) in found:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _state() -> str:
    """Return a digest of all that makes the tables what they are."""
    hashed = sha256(django.__version__.encode())
    for path in sorted([*_SOURCE.rglob("migrations/*.py"), *(_SOURCE / "adapters" / "postgres").glob("*.py")]):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]
