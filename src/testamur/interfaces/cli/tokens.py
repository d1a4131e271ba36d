"""`testamur tokens`: tokens for programs, made at the machine's own terminal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import click

from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal


@click.group()
def tokens() -> None:
    """Make tokens for programs that use the API."""


@tokens.command("new")
@click.argument("email")
@click.option("--at", "code", required=True, help=_("The institution, by its code"))
@click.option("--scope", "scopes", multiple=True, help=_("A permission; repeat for more. Without it: all they have"))
@click.option("--label", default="terminal", show_default=True, help=_("What the token is for"))
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help=_("How long it is good"))
def new(*, email: str, code: str, scopes: tuple[str, ...], label: str, days: int) -> None:
    """Make a token for the person with EMAIL, and print its secret, which is shown this once."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        try:
            click.echo(_made(email, code, scopes, label, days))
        except Refusal as refusal:
            click.echo(told(refusal), err=True)
            sys.exit(2)


def _made(email: str, code: str, scopes: tuple[str, ...], label: str, days: int) -> str:
    """Return the secret of a new token. Raises `Refusal`."""
    from testamur.domain.institution import actions, queries  # noqa: PLC0415 - needs Django, which is ready only now
    from testamur.domain.institution.access import system  # noqa: PLC0415 - as above

    place = queries.by_code(code)
    found = queries.people(system(place.id), text=email)
    person = next((one for one in found if one.email.casefold() == email.casefold()), None)
    if person is None:
        raise NotFound(what="person", email=email)
    actor, now = queries.actor_for(person=person.id, institution=place.id), datetime.now(UTC)
    wanted = scopes or sorted(actor.permissions)
    return actions.make_token(actor, label=label, scopes=wanted, at=now, expires_at=now + timedelta(days=days))[1]
