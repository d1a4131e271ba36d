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
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testamur.adapters import environment as settings
from testamur.adapters.environment import Environment
from testamur.adapters.postgres import locks
from testamur.adapters.postgres.layout import layout
from testamur.core.exchange.frameworks.esco import ATTRIBUTION
from testamur.interfaces.cli.refusal import explained
from testamur.interfaces.cli.server import bring_up_to_date, prepare, web_command, worker_command
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _
from testamur.refusals import Conflict

if TYPE_CHECKING:
    from testamur.demo.world import World

WORLD = "testamur.demo.world"
SKILLS = "testamur.demo.frameworks"


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
        world = _world(here)
        crew.start("web", web_command(here, host=here.host, port=here.port))
        crew.start("worker", worker_command())
        _await(here)
        greet(here, world)
        _bring_in_skills(here)
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


def _world(here: Environment) -> World:
    """Return the demo's world, built where there is none yet."""
    place = importlib.import_module(WORLD)  # Rooms can be imported only now that Django is ready.
    if not place.is_there():
        click.echo(
            _("Building a small world: universities, learners, results, credentials. Once, some twenty seconds.")
        )
    started = time.monotonic()
    world: World = place.build(at=datetime.now(UTC), base_url=here.base_url)
    if world.is_new:
        click.echo(_("The demo's world is built (%(seconds).0f s).") % {"seconds": time.monotonic() - started})
    return world


def _bring_in_skills(here: Environment) -> None:
    """Leave it to the worker to bring in ESCO, so that nobody waits for it."""
    if importlib.import_module(SKILLS).ask_for_skills():
        click.echo(
            _("ESCO's skills are being brought in: %(url)s/skills/ has them in a moment.") % {"url": here.base_url}
        )
        click.echo(f"  {ATTRIBUTION}")


def _await(here: Environment, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{here.host}:{here.port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)


def greet(here: Environment, world: World) -> None:
    """Print where the demo runs, whom the sign-in page lets one be, and what to try."""
    told = {"url": here.base_url, "home": _near(here.home)}
    click.echo(_("Testamur runs at %(url)s (data in %(home)s). Ctrl-C stops it.") % told)
    if world.people:
        click.echo(_("Be anyone with one click: %(url)s/accounts/login/") % told)
        roles = _roles()
        played = [one for one in world.people if one.role in importlib.import_module(WORLD).PLAYED]
        for place, people in groupby(played, key=lambda one: one.place):
            click.echo(f"  {place}: {', '.join(dict.fromkeys(roles[one.role] for one in people))}")
    if not here.mail_url:
        click.echo(_("Mail is not sent but kept: %(folder)s") % {"folder": _near(here.mail_folder)})
    click.echo(_("Three things to try:"))
    names = {one.email: one.name for one in world.people}
    says = _things()
    for number, thing in enumerate(world.things, 1):
        sentence = says[thing.what] % {"who": names.get(thing.sign_in, "")}
        click.echo(f"  {number}. {sentence}\n     {here.base_url}{thing.path}")


def _roles() -> dict[str, str]:
    return {
        "learner": _("learner"),
        "registrar": _("registrar"),
        "instructor": _("instructor"),
        "designer": _("designer"),
        "reviewer": _("reviewer"),
        "partner": _("partner"),
        "administrator": _("administrator"),
    }


def _things() -> dict[str, str]:
    return {
        "open-a-shared-credential": _("Open a credential that a learner shows an employer, and see it checked:"),
        "see-what-counts": _("Sign in as %(who)s, a learner, and see what is held, what is pending, and why:"),
        "decide-the-queue": _("Sign in as %(who)s, a registrar, decide who is awarded, and watch it being signed:"),
        "find-a-micro-credential": _("Find a micro-credential:"),
        "check-any-credential": _("Check a credential of any issuer:"),
        "sign-in": _("Sign in:"),
    }


def _near(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
