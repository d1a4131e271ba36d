"""What every command with a server does first: the database, Django, and the processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import django
from django.core.management import call_command

from testamur.adapters import environment as settings
from testamur.adapters.environment import Environment
from testamur.adapters.postgres import address, roles
from testamur.adapters.postgres.launcher import Running
from testamur.adapters.postgres.migrate import migrate
from testamur.interfaces.cli.refusal import explained
from testamur.interfaces.words import _

APPLICATION = "testamur.server.wsgi:application"


def prepare() -> tuple[Environment, Running | None]:
    """Return the environment and the embedded database (None: another is used), with Django ready to work."""
    with explained():
        here = settings.environment()
        running = address.ensure_running(here)
    _promise_hashed_names(here)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testamur.server.settings")
    django.setup()
    return here, running


def bring_up_to_date(here: Environment) -> None:
    """Migrate and collect static files; then refuse to go on as a role that row-level security does not bind."""
    migrate(address.owner(here))
    collect_static()
    refuse_a_weak_role(here)


def collect_static() -> None:
    """Put style sheets, scripts and pictures where the web server serves them from."""
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_a_weak_role(here: Environment) -> None:
    """Leave with exit code 2 when the server's role could read past the wall between institutions."""
    weak = roles.weaknesses(address.application(here))
    if weak:
        click.echo(
            _(
                "The role in DATABASE_URL is %(why)s: the database would not keep institutions apart. "
                "Use the role testamur_app there, and the owner in TESTAMUR_OWNER_DATABASE_URL."
            )
            % {"why": ", ".join(weak)},
            err=True,
        )
        sys.exit(2)


def web_command(here: Environment, *, host: str, port: int) -> list[str]:
    """Return the command line of the web server."""
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        f"--workers={here.web_workers}",
        f"--blocking-threads={here.web_threads}",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level=warning",
        APPLICATION,
    ]


def worker_command() -> list[str]:
    """Return the command line of a worker that leaves the database to us."""
    return [sys.executable, "-m", "testamur.interfaces.jobs"]


def _promise_hashed_names(here: Environment) -> None:
    """Let static files have names with a digest from the first start on: settings choose so when there is a list."""
    names = static_folder(here) / "staticfiles.json"
    if not names.exists():
        names.write_text('{"version": "1.1", "paths": {}, "hash": ""}')


def static_folder(here: Environment) -> Path:
    """Return where the collected static files are."""
    folder = here.home / "static"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
