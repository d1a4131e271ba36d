"""`serve`, `worker`, `migrate`: the server in earnest."""

from __future__ import annotations

import click

from testamur.adapters.postgres import address
from testamur.adapters.postgres.migrate import migrate as migrate_database
from testamur.interfaces.cli.server import (
    bring_up_to_date,
    collect_static,
    prepare,
    refuse_a_weak_role,
    web_command,
    worker_command,
)
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _


@click.command()
@click.option("--host", help=_("Address to listen on [TESTAMUR_HOST]"))
@click.option("--port", type=click.IntRange(1, 65535), help=_("Port to listen on [TESTAMUR_PORT]"))
def serve(host: str | None, port: int | None) -> None:
    """Run the web server."""
    with Crew() as crew:
        here, running = prepare()
        crew.take(running)
        if running:
            bring_up_to_date(here)
        else:  # Somebody else's database is migrated by `testamur migrate`, when they say so.
            collect_static()
            refuse_a_weak_role(here)
        crew.start("web", web_command(here, host=host or here.host, port=port or here.port))
        click.echo(_("Testamur serves %(url)s") % {"url": here.base_url}, err=True)
        if not here.mail_url:
            told = _("No mail is sent: TESTAMUR_MAIL_URL names no server. Mail is kept in %(folder)s")
            click.echo(told % {"folder": here.mail_folder}, err=True)
        crew.watch()


@click.command()
def worker() -> None:
    """Run the background worker."""
    with Crew() as crew:
        here, running = prepare()
        crew.take(running)
        refuse_a_weak_role(here)
        crew.start("worker", worker_command())
        crew.watch()


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    with Crew() as crew:
        here, running = prepare()
        crew.take(running)
        migrate_database(address.owner(here))
        refuse_a_weak_role(here)
        click.echo(_("The database is up to date."))
