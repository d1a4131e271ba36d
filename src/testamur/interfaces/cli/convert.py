"""``testamur convert``: definitions out of and into the formats of others, with what is lost and what was assumed."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click
import orjson

from testamur.adapters import typesetting
from testamur.core.exchange import (
    READABLE,
    WRITABLE,
    YAML,
    Batch,
    ExchangeError,
    Exported,
    Imported,
    Options,
    attachment,
    export_definition,
    export_table,
    import_definitions,
    suffix,
)
from testamur.core.exchange.archives import MAX_BYTES
from testamur.core.model.definition.codes import COUNTRIES
from testamur.core.model.microcredential import MicroCredential
from testamur.interfaces.cli.policy_exchange import language_option
from testamur.interfaces.cli.rules_input import content
from testamur.interfaces.cli.speech import CANNOT_START
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definition_keys import key_name
from testamur.interfaces.words.dossier import dossier
from testamur.interfaces.words.file_exchange import file_error, file_notice, lacking_sentences
from testamur.packs.narratives import labels

PDF, CSV = "pdf", "csv"
_INCOMPLETE, _MOST_KEYS = 1, 8
_PLACE = re.compile(r"\[\d+\]|\.[a-z]{2,3}(-\w+)*$")


@click.command("convert")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--to", "wanted", type=click.Choice([*WRITABLE, PDF]), default=YAML, show_default=True)
@click.option("--from", "given", type=click.Choice(list(READABLE)), help="Format of FILE, where it cannot be told.")
@click.option("--address", default="", help="Page of the definition, for formats that name it.")
@click.option("--body", default="", help="Awarding body to take where FILE names none; with --country.")
@click.option("--country", type=click.Choice(list(COUNTRIES)), help="Its country.", metavar="CODE")
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write, or folder where FILE has several definitions; by default the standard output.",
)
@click.option("--report", is_flag=True, help="Print what was read and what not, as JSON, and write nothing.")
def convert(  # noqa: PLR0913 - one parameter an option
    *,
    file: Path,
    wanted: str,
    given: str | None,
    address: str,
    body: str,
    country: str | None,
    language: str,
    output: Path | None,
    report: bool,
) -> None:
    """Take a definition out of one format and into another.

    Read: YAML, Open Badges 2.0 and 3.0, CTDL, ELM, CSV, Moodle course backups (.mbz), and documents (DOCX) and
    dossiers (PDF) that Testamur wrote. What FILE says that could not be taken over, what had to be assumed, and
    what the other format loses is told on the error stream, each with its place. Nothing is fetched, and nothing
    in a file is run.

    Exit code 1 when something is missing before it is a definition (then only a YAML draft is written), 2 when FILE
    cannot be read.
    """
    named = {"name": body, "country": country or ""} if body else {}
    options = Options(labels=labels, names=key_name, address=address, language=language, body=named)
    shown = click.format_filename(file)
    try:
        data = content(file, MAX_BYTES)
        batch = import_definitions(data, options, name=file.name, form=given or "")
    except ExchangeError as error:
        place = f":{error.place}" if error.place else ""
        click.echo(f"{shown}{place}: {error.code} ERROR {file_error(error)}", err=True)
        sys.exit(CANNOT_START)
    if report:
        click.echo(orjson.dumps(_report(batch), option=orjson.OPT_INDENT_2).decode())
    else:
        for one in batch.found:
            _tell(one, shown)
        _write(batch, wanted, options, output)
    sys.exit(_INCOMPLETE if any(one.definition is None for one in batch.found) else 0)


def _tell(one: Imported, shown: str) -> None:
    for notice in one.notices:
        click.echo(f"{shown}:{notice.place}: {notice.code} NOTE {file_notice(notice)}", err=True)
    for key, sentence in lacking_sentences(one):
        click.echo(f"{shown}:{one.place}: {key} LACKS {sentence}", err=True)


def _report(batch: Batch) -> list[dict[str, object]]:
    return [
        {
            "format": batch.form,
            "place": one.place,
            "title": one.title,
            "complete": one.definition is not None,
            "lacking": [{"key": key, "message": sentence} for key, sentence in lacking_sentences(one)],
            "notices": [
                {"code": notice.code, "place": notice.place, "message": file_notice(notice), **notice.facts}
                for notice in one.notices
            ],
        }
        for one in batch.found
    ]


def _write(batch: Batch, wanted: str, options: Options, output: Path | None) -> None:
    whole = [one.definition for one in batch.found if one.definition is not None]
    if wanted == CSV:
        if len(whole) == len(batch.found):
            _put(export_table(whole), output)
        return
    files: dict[str, bytes] = {}
    for one in batch.found:
        if one.definition is None and wanted != YAML:
            said = _("“{title}” is not complete, so only --to yaml can write it.")
            click.echo(said.format(title=one.title), err=True)
            continue
        files[_name(one, wanted, files)] = _made(one, wanted, options)
    if len(batch.found) == 1:
        for data in files.values():
            _put(data, output / next(iter(files)) if output and output.is_dir() else output)
        return
    if output is None:
        said = _("There are {count} definitions in it. Say where to write them: --output FOLDER.")
        _end(said.format(count=len(files)))
    for name, data in files.items():
        output.mkdir(parents=True, exist_ok=True)
        _put(data, output / name)
        click.echo(click.format_filename(output / name))


def _made(one: Imported, wanted: str, options: Options) -> bytes:
    if one.definition is None or wanted == YAML:
        return one.source.encode()
    if wanted == PDF:
        at = datetime.now(UTC)
        return typesetting.letter(dossier(one.definition), attached=attachment(one.source), at=at)
    made = export_definition(one.definition, wanted, options, source=one.source)
    _tell_losses(one.definition, made, wanted)
    return made.data


def _tell_losses(course: MicroCredential, made: Exported, wanted: str) -> None:
    """Tell each key that is lost; what only our own file inside says is not, and is one note."""
    keys = Counter(_PLACE.sub("", _PLACE.sub("", loss.key)) for loss in made.losses)
    if made.carries and keys:
        told = ngettext(
            "Nothing is lost. {count} value has no term in this format ({keys}); our own file inside keeps it.",
            "Nothing is lost. {count} values have no term in this format ({keys}); our own file inside keeps them.",
            keys.total(),
        ).format(count=keys.total(), keys=_few(dict.fromkeys(key.partition(".")[0] for key in keys)))
        click.echo(f"{course.id} → {wanted}: NOTE {told}", err=True)
        return
    for key, count in keys.items():
        told = ngettext("{count} value has no term here.", "{count} values have no term here.", count)
        click.echo(f"{course.id} → {wanted}: {key} LOST {told.format(count=count)}", err=True)


def _few(keys: dict[str, None]) -> str:
    return ", ".join(list(keys)[:_MOST_KEYS]) + (" …" if len(keys) > _MOST_KEYS else "")


def _name(one: Imported, wanted: str, taken: dict[str, bytes]) -> str:
    ending = ".pdf" if wanted == PDF else suffix(wanted)
    stem = re.sub("[^a-z0-9]+", "-", one.title.casefold())[:60].strip("-") or "definition"
    stem = one.definition.id if one.definition else stem
    found, number = f"{stem}{ending}", 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}{ending}"
    return found


def _put(data: bytes, output: Path | None) -> None:
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        _end(_("{path} cannot be written: {reason}.").format(path=click.format_filename(output), reason=error.strerror))


def _end(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(CANNOT_START)
