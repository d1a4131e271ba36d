"""`testamur frameworks export`: a framework as CASE or as a table."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from testamur.core.exchange.frameworks import case, table
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.speech import refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _


@click.command("export")
@click.argument("code")
@click.option("--release", default="", help=_("Which version [the newest]"))
@click.option("--to", "form", type=click.Choice(["case", "csv"]), default="case", show_default=True)
@click.option("--language", default="", help=_("Language of a CASE package, which has one [the first there is]"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write [standard output]"))
@refusals_in_words
def export(*, code: str, release: str, form: str, language: str, output: Path | None) -> None:
    """Write a framework: as a CASE 1.1 package (JSON), or as a table (CSV) that can be read back."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, which is ready only now

        of = queries.framework(code, release)
        found = queries.whole(of)
    if form == "csv":
        data = table.write(found)
    else:
        told = case.write(found, language=language or of.languages[0], at=of.imported_at)
        data = orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
