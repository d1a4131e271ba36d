"""What the commands about policies read: a policy by name or file, and what a person brings, as JSON or credentials."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import click

from testamur import packs
from testamur.core.credential import World, verify
from testamur.core.credential.achieved import achieved, is_refuted, lasting_verdict
from testamur.core.credential.reading import MAX_BYTES as MOST_OF_A_CREDENTIAL
from testamur.core.model.definition import MAX_BYTES, DefinitionError
from testamur.core.model.definition.json_tree import MAX_BYTES as MOST_OF_HOLDINGS
from testamur.core.rules import Holding, Knowledge
from testamur.core.rules.earned import holding_of
from testamur.core.rules.frameworks import parse_knowledge
from testamur.core.rules.language import Brought, PolicyReading, parse_holdings, read_policy
from testamur.interfaces.cli.credential_files import credential_files
from testamur.interfaces.cli.speech import CANNOT_START
from testamur.interfaces.words import _
from testamur.interfaces.words.definitions import more_problems, problem_sentence

# What tells a holdings file from a credential: its first key, near the beginning.
_OWN_KEY = b'"testamur"'
_NEAR = 2_000


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy with where it was read: ``shown`` for messages, ``path`` where it is a file."""

    reading: PolicyReading
    shown: str
    path: Path | None = None
    pack: str = ""


@cache
def knowledge() -> Knowledge:
    """Return the level maps, conversions and grading schemes that come with the program."""
    return parse_knowledge(packs.frameworks().values())


def named_policy(name: str) -> NamedPolicy:
    """Return the policy in the file *name*, or the shipped one of that name. Raises `DefinitionError`, or ends."""
    path = Path(name)
    if name in packs.policies() and not path.exists():
        return NamedPolicy(read_policy(packs.policies()[name], name=name), name, pack=name)
    shown = click.format_filename(path)
    return NamedPolicy(read_policy(content(path, MAX_BYTES), name=shown), shown, path)


def content(path: Path, most: int) -> bytes:
    """Return what is in a file (``-``: the standard input), one byte more than *most* at the most; or say why not."""
    if str(path) == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        click.echo(
            _("{path} cannot be read: {reason}.").format(path=click.format_filename(path), reason=reason), err=True
        )
        if not path.suffix:
            click.echo(_("'testamur policy list' shows the policies that come with the program."), err=True)
        sys.exit(CANNOT_START)


def brought(given: Iterable[str], world: World) -> Brought:
    """Return what a person brings: holdings files, credentials and folders of credentials, together.

    Raises `DefinitionError` for a holdings file that cannot be read.
    """
    found = [part for name in given for part in _brought_by(Path(name), world)]
    holdings = {holding.id: holding for part in found for holding in part.holdings}
    anchors = {name: day for part in found for name, day in part.anchors.items()}
    overrides = tuple(one for part in found for one in part.overrides)
    on = next((part.on for part in found if part.on), None)
    return Brought(tuple(holdings.values()), anchors, overrides, on)


def _brought_by(path: Path, world: World) -> Iterator[Brought]:
    if str(path) != "-" and path.is_dir():
        for file in credential_files(path):
            yield from _brought_by(file, world)
        return
    data = content(path, MOST_OF_HOLDINGS)
    if _OWN_KEY in data[:_NEAR] and b'"holdings' in data[:_NEAR]:
        yield parse_holdings(data, name=click.format_filename(path))
    else:
        yield Brought(tuple(_earned(data[: MOST_OF_A_CREDENTIAL + 1], path, world)))


def _earned(data: bytes, path: Path, world: World) -> Iterator[Holding]:
    """Yield what the credentials in *data* bring, each as its verification answers."""
    report = verify(data, world=world, at=datetime.now(UTC))
    for part in report.parts or (report,):
        one = achieved(part.credential)
        if one is None:
            name = click.format_filename(path)
            click.echo(_("{path} names no achievement, and is left out.").format(path=name), err=True)
            continue
        verdict = "refuted" if is_refuted(part) else lasting_verdict(part).value
        yield replace(holding_of(one, verdict=verdict, by_code=True), title=one.title)


def day(text: str | None, option: str) -> date | None:
    """Return the day of an option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _("'{at}' is not a day. Write it like 2026-05-03").format(at=text)
        raise click.BadParameter(message, param_hint=option) from error


def tell_problems(error: DefinitionError) -> None:
    """Say what stands in the way of reading a file."""
    for problem in error.problems:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        key = f" {problem.key}:" if problem.key and not problem.line else ""
        click.echo(f"{error.name}{place}: {problem.code} ERROR{key} {problem_sentence(problem)}", err=True)
    if error.more:
        click.echo(f"{error.name}: {more_problems(error.more)}", err=True)
