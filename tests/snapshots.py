"""All rows of this worker's database, kept aside and put back: a world is built once and looked at many times."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows of each table, as PostgreSQL copies them, and the last number that each sequence gave."""

    tables: dict[str, bytes]
    sequences: dict[str, int]


def keep(server: psycopg.Connection) -> Snapshot:
    """Return all rows that are there."""
    names = server.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
    ).fetchall()
    tables = {name: _rows(server, name) for (name,) in names}
    given = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    sequences: dict[str, int] = dict(server.execute(given).fetchall())
    return Snapshot({name: rows for name, rows in tables.items() if rows}, sequences)


def put_back(server: psycopg.Connection, snapshot: Snapshot) -> None:
    """Write the rows into empty tables, past triggers and foreign keys: they were good when they were kept."""
    server.execute("SET session_replication_role = replica")
    for name, rows in snapshot.tables.items():
        columns = _columns(server, name)
        with server.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(*columns)) as copy:
            copy.write(rows)
    for name, last in snapshot.sequences.items():
        server.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', last])


def _rows(server: psycopg.Connection, table: str) -> bytes:
    if not server.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone():
        return b""
    copying = sql.SQL("COPY {} ({}) TO STDOUT (FORMAT binary)").format(*_columns(server, table))
    with server.cursor().copy(copying) as copy:
        return b"".join(bytes(data) for data in copy)


def _columns(server: psycopg.Connection, table: str) -> tuple[sql.Composable, sql.Composable]:
    """Return the table and those of its columns that nobody computes."""
    found = server.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    return sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(name) for (name,) in found)
