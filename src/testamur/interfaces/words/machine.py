"""What this machine lacks or has set wrong, in sentences."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def machine_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "bad-setting": _("The setting {name} is “{found}”; allowed: {allowed}."),
        "bad-registry": _(
            "{path} is not a trust registry that can be read ({where} {reason}). How one looks: docs/protocols/"
            "trust-registries.md"
        ),
        "no-postgres": _(
            "There is no PostgreSQL {oldest} or newer on this machine (looked in {looked}). Install one (Debian: "
            "apt install postgresql), name its programs in TESTAMUR_PG_BIN, or name a database in DATABASE_URL."
        ),
        "database-of-another-version": _(
            "The data in {folder} belong to PostgreSQL {data}, and the programs here are {programs}; data do not "
            "open in another major version. Name the old programs (TESTAMUR_PG_BIN=/usr/lib/postgresql/{data}/bin), "
            "save the data with pg_dump, and load them into a new folder; or, for a demo, begin again with "
            "'testamur demo --fresh'."
        ),
        "disk-full": _(
            "There are {free} bytes free for the database in {folder}; it needs {least}. Free some, or choose "
            "another folder with TESTAMUR_HOME."
        ),
        "folder-of-another-user": _(
            "The folder {folder} belongs to another user ({owner}). Choose another folder with TESTAMUR_HOME."
        ),
        "postgres-did-not-start": _("PostgreSQL did not start. Its log, {log}, ends with:\n{said}"),
        "port-taken": _("Port {port} is taken. Choose another with --port."),
    }
