"""Refusals in the terminal: a sentence, and exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from testamur.interfaces.words import _
from testamur.refusals import Refusal


@contextmanager
def explained() -> Iterator[None]:
    """Say why the machine cannot do what was asked, and end."""
    try:
        yield
    except Refusal as refusal:
        click.echo(sentence(refusal), err=True)
        sys.exit(2)


def sentence(refusal: Refusal) -> str:
    """Return what happened and what to do."""
    sentences = {
        "bad-setting": _("The setting %(name)s is '%(found)s'; allowed: %(allowed)s."),
        "no-postgres": _(
            "There is no PostgreSQL %(oldest)s or newer on this machine (looked in %(looked)s). Install one (Debian: "
            "apt install postgresql), name its programs in TESTAMUR_PG_BIN, or name a database in DATABASE_URL."
        ),
        "database-of-another-version": _(
            "The data in %(folder)s belong to PostgreSQL %(data)s, and the programs here are %(programs)s; data do not "
            "open in another major version. Name the old programs (TESTAMUR_PG_BIN=/usr/lib/postgresql/%(data)s/bin), "
            "save the data with pg_dump, and load them into a new folder; or, for a demo, begin again with "
            "'testamur demo --fresh'."
        ),
        "disk-full": _(
            "There are %(free)s bytes free for the database in %(folder)s; it needs %(least)s. Free some, or choose "
            "another folder with TESTAMUR_HOME."
        ),
        "folder-of-another-user": _(
            "The folder %(folder)s belongs to another user (%(owner)s). Choose another folder with TESTAMUR_HOME."
        ),
        "postgres-did-not-start": _("PostgreSQL did not start. Its log, %(log)s, ends with:\n%(said)s"),
        "port-taken": _("Port %(port)s is taken. Choose another with --port."),
    }
    words = sentences.get(refusal.code)
    return words % refusal.facts if words else str(refusal)
