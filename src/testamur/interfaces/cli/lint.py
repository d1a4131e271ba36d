"""``testamur lint``: checks definition files without a server, a database or the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.interfaces.cli.lint_report import Checked, as_json, as_sarif, text_lines
from testamur.interfaces.words import _

FILE_NAME = "microcredential.yaml"
JUDGED_BAD = 1
CANNOT_TELL = 2


@click.command(name="lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the definition file for your editor, and end.")
def lint(files: tuple[Path, ...], form: str, *, schema: bool) -> None:
    """Check a micro-credential's definition.

    FILE is a microcredential.yaml, a folder that is searched for such files, or - for the standard input. The exit code
    is 0 when nothing stands in the way of publication, 1 when a hard rule is not met, 2 when a file cannot be read.
    """
    if schema:
        click.echo(orjson.dumps(definition.schema(), option=orjson.OPT_INDENT_2).decode())
        return
    if not files:
        raise click.UsageError(_("Name a file or a folder, such as 'testamur lint examples'."))
    guidelines = [quality.parse_pack(text) for text in packs.guidelines().values()]
    checked = [_check(path, guidelines) for given in files for path in _definitions_in(given)]
    _print(checked, form)
    sys.exit(_exit_code(checked))


def _definitions_in(given: Path) -> Iterator[Path]:
    """Yield the file, or the definition files under the folder; the folder itself where it holds none."""
    if str(given) == "-" or not given.is_dir():
        yield given
        return
    # os.walk skips folders that may not be opened and does not follow links, so it ends.
    found = sorted(Path(folder, FILE_NAME) for folder, _folders, names in os.walk(given) if FILE_NAME in names)
    yield from found or [given]


def _check(path: Path, guidelines: list[quality.Pack]) -> Checked:
    name = click.format_filename(path)
    shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
    source, obstacle = _read(path)
    if obstacle:
        return Checked(shown, obstacle=obstacle)
    try:
        reading = definition.read(source, name=shown)
    except definition.DefinitionError as error:
        return Checked(shown, problems=error.problems, more=error.more)
    today = datetime.now(UTC).date()
    return Checked(shown, quality.check(reading.definition, guidelines, on=today, places=reading.places))


def _read(path: Path) -> tuple[bytes, str]:
    """Return the content, never more than a definition may have and one byte, or the obstacle in words."""
    if str(path) == "-":
        return sys.stdin.buffer.read(definition.MAX_BYTES + 1), ""
    try:
        if path.is_dir():
            return b"", _("There is no {name} in this folder.").format(name=FILE_NAME)
        if path.exists() and not path.is_file():
            return b"", _("This is not a file.")
        with path.open("rb") as file:
            return file.read(definition.MAX_BYTES + 1), ""
    except FileNotFoundError:
        return b"", _("There is no such file.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return b"", _("The file cannot be opened: {reason}.").format(reason=reason)


def _print(checked: list[Checked], form: str) -> None:
    if form == "text":
        for line in text_lines(checked):
            click.echo(line)
        return
    document = as_json(checked) if form == "json" else as_sarif(checked)
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


def _exit_code(checked: list[Checked]) -> int:
    if any(file.report is None for file in checked):
        return CANNOT_TELL
    return 0 if all(file.report for file in checked) else JUDGED_BAD
