"""`testamur demo`: a small world of universities on this machine, in one command."""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import click

from testamur.adapters import environment as settings
from testamur.adapters.environment import Environment
from testamur.adapters.postgres import locks
from testamur.adapters.postgres.layout import layout
from testamur.interfaces.cli.refusal import explained
from testamur.interfaces.cli.server import bring_up_to_date, prepare, web_command, worker_command
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _
from testamur.refusals import Conflict

WORLD = "testamur.demo.world:build"


class PortTaken(Conflict):
    """Something else listens there. ``facts``: port."""

    code = "port-taken"


@click.command()
@click.option("--fresh", is_flag=True, help=_("Begin again: delete the demo's data first"))
@click.option("--port", type=click.IntRange(1, 65535), help=_("Port to listen on [TESTAMUR_PORT]"))
@click.option("--no-browser", is_flag=True, help=_("Do not open a browser"))
def demo(*, fresh: bool, port: int | None, no_browser: bool) -> None:
    """Run a small world of universities on this machine."""
    with Crew() as crew, explained():
        here = _environment(port)
        _check_port(here)
        if fresh:
            _begin_again(here)
        here, running = prepare()
        crew.take(running)
        bring_up_to_date(here)
        _fill(here)
        crew.start("web", web_command(here, host=here.host, port=here.port))
        crew.start("worker", worker_command())
        _await(here)
        _greet(here)
        if not no_browser:
            webbrowser.open(here.base_url)
        crew.watch()


def _environment(port: int | None) -> Environment:
    """Return the demo's environment: the variables are set for our children too, before anyone reads them."""
    os.environ.setdefault("TESTAMUR_DEMO", "1")
    if port:
        os.environ["TESTAMUR_PORT"] = str(port)
    return settings.environment()


def _check_port(here: Environment) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((here.host, here.port))
        except OSError as error:
            raise PortTaken(port=here.port) from error


def _begin_again(here: Environment) -> None:
    """Delete the embedded database; a database of `DATABASE_URL` is never ours to delete."""
    if here.database_url:
        click.echo(_("--fresh deletes only the embedded database, and DATABASE_URL names another."), err=True)
        sys.exit(2)
    place = layout(here.home)
    if locks.running(place.data):
        click.echo(_("The demo is running; stop it first (Ctrl-C where it runs)."), err=True)
        sys.exit(2)
    shutil.rmtree(place.data, ignore_errors=True)


def _fill(here: Environment) -> None:
    """Build the demo's world where there is none yet. It says what it does while it does it."""
    from testamur.domain.institution import queries  # noqa: PLC0415 - needs Django, which is ready only now

    module, _colon, name = WORLD.partition(":")
    if queries.institutions() or find_spec(module.rpartition(".")[0]) is None or find_spec(module) is None:
        return
    started = time.monotonic()
    build: Callable[..., None] = getattr(importlib.import_module(module), name)
    build(at=datetime.now(UTC), base_url=here.base_url)
    click.echo(_("The demo's world is built (%(seconds).0f s).") % {"seconds": time.monotonic() - started})


def _await(here: Environment, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{here.host}:{here.port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)


def _greet(here: Environment) -> None:
    told = {"url": here.base_url, "home": _near(here.home)}
    click.echo(_("Testamur runs at %(url)s (data in %(home)s). Ctrl-C stops it.") % told)
    click.echo(_("Three things to try:"))
    click.echo(_("  1. Sign in as the registrar with one click: %(url)s/accounts/login/") % told)
    click.echo(_("  2. Find a micro-credential: %(url)s/catalogue") % told)
    click.echo(_("  3. Check a credential of any issuer: %(url)s/check") % told)


def _near(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
