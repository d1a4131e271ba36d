"""``testamur policy export`` and ``import``: policies in the formats of others, and what is lost on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import click
import orjson

from testamur.core.model.definition import DefinitionError, Problem
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.model.quantity import CREDIT_UNITS
from testamur.core.rules.exchange import ExchangeError, Imported, export_pathway, import_pathway
from testamur.core.rules.exchange.documents import MAX_BYTES
from testamur.core.rules.exchange.losses import is_address
from testamur.core.rules.exchange.terms import REGISTRY
from testamur.core.rules.language import dump_policy
from testamur.core.rules.policy import Policy
from testamur.interfaces.cli.rules_input import content, named_policy, tell_problems
from testamur.interfaces.cli.speech import CANNOT_START
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.exchange import error_sentence, loss_sentence, notice_sentence

form_option = click.option("--format", "form", type=click.Choice(["ctdl"]), default="ctdl", show_default=True)


def _tag(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if is_language_tag(value):
        return value
    raise click.BadParameter(problem_sentence(Problem("not-a-language", 0, 0, "", value)))


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if is_address(value):
        return value
    raise click.BadParameter(problem_sentence(Problem("not-an-address", 0, 0, "", value)))


language_option = click.option(
    "--language", default="en", show_default=True, callback=_tag, help="Language of the graph's texts."
)


@click.command("export")
@click.argument("name", metavar="POLICY")
@form_option
@click.option(
    "--base",
    default=REGISTRY,
    show_default=True,
    callback=_address,
    help="Address under which its resources are to live.",
)
@language_option
def export_policy(name: str, form: str, base: str, language: str) -> None:
    """Write a policy in a format of others: a CTDL pathway, as JSON-LD.

    What the format has no term for is listed on the error stream and carried along in the policy's own file, so that
    the same policy can be read back. For all its parts as plain JSON: testamur policy print --as json.
    """
    del form
    try:
        found = named_policy(name)
    except DefinitionError as error:
        tell_problems(error)
        sys.exit(CANNOT_START)
    exported = export_pathway(found.reading.policy, base=base, language=language)
    click.echo(orjson.dumps(exported.document, option=orjson.OPT_INDENT_2).decode())
    for loss in exported.losses:
        about = f" [{loss.clause}]" if loss.clause else ""
        click.echo(f"{found.shown}{about}: {loss.code} LOST {loss_sentence(loss)}", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@form_option
@click.option("--unit", type=click.Choice(list(CREDIT_UNITS)), help="Unit of credits where the graph does not tell.")
@language_option
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, writable=True),
    help="Write a file for the pathway and one for each component on the way into this folder, too.",
)
def import_policy(file: Path, form: str, unit: str | None, language: str, folder: Path | None) -> None:
    """Read a policy out of a format of others, and print its policy file.

    FILE is a CTDL pathway as JSON-LD, or - for the standard input. What is not read, or is taken strictly, is told on
    the error stream. Exit code 2 when the file cannot be read; then nothing is written.
    """
    del form
    shown = click.format_filename(file)
    try:
        found = import_pathway(content(file, MAX_BYTES), unit=unit or "", language=language)
    except ExchangeError as error:
        place = f":{error.place}" if error.place else ""
        click.echo(f"{shown}{place}: {error.code} ERROR {error_sentence(error)}", err=True)
        sys.exit(CANNOT_START)
    _tell(found, shown)
    if folder is None:
        click.echo(dump_policy(found.policy), nl=False)
    else:
        for path in _written(found.policies, folder):
            click.echo(click.format_filename(path))


def _tell(found: Imported, shown: str) -> None:
    for notice in found.notices:
        click.echo(f"{shown}:{notice.place}: {notice.code} NOTE {notice_sentence(notice)}", err=True)
    more = len(found.policies) - 1
    if more:
        told = ngettext(
            "{count} component on the way asks for something itself; --all FOLDER writes its policy, too.",
            "{count} components on the way ask for something themselves; --all FOLDER writes their policies, too.",
            more,
        )
        click.echo(f"{shown}: {told.format(count=more)}", err=True)


def _written(policies: Iterable[Policy], folder: Path) -> Iterator[Path]:
    """Write each policy into the folder, under its name, and yield the files. Ends where that cannot be done."""
    texts = {folder / f"{policy.id}.yaml": dump_policy(policy) for policy in policies}
    for path in texts:
        if path.exists():
            _end(path, _("it is there already"))
    for path, text in texts.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            _end(path, error.strerror or str(error))
        yield path


def _end(path: Path, reason: str) -> NoReturn:
    message = _("{path} cannot be written: {reason}.").format(path=click.format_filename(path), reason=reason)
    click.echo(message, err=True)
    sys.exit(CANNOT_START)
