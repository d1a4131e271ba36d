"""Brings a database up to date as its owner, and then lets the application use it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from testamur.adapters.postgres import roles


def migrate(owner_url: str, alias: str = "owner") -> None:
    """Migrate the database at *owner_url*, which Django knows as *alias*; safe to repeat."""
    call_command("migrate", database=alias, interactive=False, verbosity=0)
    call_command("createcachetable", database=alias, verbosity=0)
    connections[alias].close()
    roles.grant(owner_url)
