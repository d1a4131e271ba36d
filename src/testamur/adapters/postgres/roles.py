"""Who may do what in the database: the owner changes tables, the application only uses them.

Row-level security does not bind superusers, so the application never works as one, not even in the demo.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
OWNER = "testamur_owner"
APP = "testamur_app"
DATABASE = "testamur"
EXTENSIONS = ("unaccent", "pg_trgm")


def prepare(url: str, database: str = DATABASE) -> None:
    """Make the roles and the *database* where they are missing; *url* connects as someone who may."""
    with psycopg.connect(url, autocommit=True) as server:
        for role in (OWNER, APP):
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                server.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(
                        sql.Identifier(role)
                    )
                )
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
    with psycopg.connect(url, dbname=database, autocommit=True) as inside:
        for extension in EXTENSIONS:
            inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def grant(url: str, role: str = APP) -> None:
    """Let *role* use every table of the database at *url*, as its owner, and nothing more."""
    name = sql.Identifier(role)
    with psycopg.connect(url) as owner:
        for words in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
        ):
            owner.execute(sql.SQL(words).format(name))


def weaknesses(url: str) -> list[str]:
    """Return why row-level security would not bind the role at *url*: ``superuser``, ``bypassrls``, ``owner``."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT rolsuper, rolbypassrls,
                      EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind = 'r' AND relrowsecurity)
               FROM pg_roles r WHERE rolname = current_user"""
        ).fetchone()
    names = ("superuser", "bypassrls", "owner")
    return [name for name, is_so in zip(names, row or (), strict=True) if is_so]
