"""`testamur issue`: a list of people becomes a folder of signed credentials."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from testamur.adapters import signers
from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.issue_folder import BUNDLES, SUFFIXES, Batch, Bulk, Terms, open_folder, write_zip
from testamur.core.assessment import intake
from testamur.core.assessment.intake.values import Source
from testamur.core.credential import Canonicaliser
from testamur.interfaces.cli.issue_input import base_address, load_definition, moment, pairs, readable
from testamur.interfaces.cli.issue_report import Tally, summary_json, summary_lines
from testamur.interfaces.cli.issue_rows import Sender, judged
from testamur.interfaces.cli.speech import CANNOT_START, json_line, passphrase_option, refusals_in_words
from testamur.interfaces.words import _
from testamur.interfaces.words.gradebooks import whole_file
from testamur.packs.narratives import labels

_CHUNK = 2**18
_FILE = click.Path(path_type=Path)


@click.command("issue")
@click.argument("definition", type=_FILE, metavar="DEFINITION")
@click.argument("recipients", type=_FILE, metavar="RECIPIENTS")
@click.option("--key", "key_file", required=True, type=_FILE, help="Key file, made with 'testamur keys new'.")
@click.option("--out", required=True, type=_FILE, help="Folder for the credentials; made where there is none.")
@click.option("--base-url", default="", help="Address at which the folder will be served.")
@click.option(
    "--format",
    "formats",
    default="ob3",
    show_default=True,
    metavar="FORM[,FORM]",
    help="ob3, vc-jwt, vc-cose; several at once.",
)
@click.option("--map", "mapping", multiple=True, metavar="FIELD=HEADING", help="Say what a column holds. Repeatable.")
@click.option("--users", type=_FILE, help="OneRoster's users.csv, where RECIPIENTS is its results.csv.")
@click.option(
    "--line-items",
    type=_FILE,
    help="OneRoster's lineItems.csv: which line item is which assessment, and out of how many.",
)
@click.option("--at", "at", metavar="DATE", default="", help="Date of awards whose date is not in the list.")
@click.option("--rule-met", is_flag=True, help="State that everyone on the list met the award rule.")
@click.option(
    "--sittings",
    type=click.Choice(["as-designed", "recorded"]),
    default="as-designed",
    show_default=True,
    help="Where the list is silent on supervision: take it as the definition designs it, or ask for a record.",
)
@click.option(
    "--bundle",
    type=click.Choice(["files", *BUNDLES]),
    default="files",
    show_default=True,
    help="One file for each credential, or all in one file: jsonl.zst, and zip as well.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=max(1, (os.cpu_count() or 2) - 1),
    show_default="cores but one",
    help="Processes that sign beside this one, for a bundle.",
)
@passphrase_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@refusals_in_words
def issue(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    definition: Path,
    recipients: Path,
    key_file: Path,
    out: Path,
    base_url: str,
    formats: str,
    mapping: tuple[str, ...],
    users: Path | None,
    line_items: Path | None,
    at: str,
    rule_met: bool,  # noqa: FBT001 - click hands flags over so
    sittings: str,
    bundle: str,
    workers: int,
    passphrase: str,
    as_json: bool,  # noqa: FBT001 - as above
) -> None:
    """Issue credentials to a list of people who met the award rule.

    DEFINITION is a microcredential.yaml. RECIPIENTS is a CSV file as spreadsheets save it, Moodle's grade export, or
    OneRoster's results.csv; - is the standard input. Who did not meet the rule gets a reason instead. Run it again as
    often as you like: nobody gets the same credential twice.

    Exit code: 0 all rows could be read, 1 some could not, 2 nothing could be done.
    """
    course = load_definition(definition)
    now = moment(at)
    key = signers.load_key(key_file, passphrase)
    language = next(iter(course.title))
    terms = Terms(course, key, labels(language), now, base_address(base_url), _forms(formats))
    with ExitStack() as stack:
        try:
            book = intake.survey(
                _source(recipients, stack),
                definition=course,
                mapping=pairs(mapping),
                users=_source(users, stack) if users else None,
                line_items=_source(line_items, stack) if line_items else None,
            )
        except intake.IntakeError as error:
            click.echo(f"{recipients}: {whole_file(error)}", err=True)
            sys.exit(CANNOT_START)
        folder = stack.enter_context(open_folder(out, make=True))
        sender = Sender(terms, rule_met, sittings == "as-designed", explains_all=bundle == "files")
        tally = Tally(book, sender)
        entries = judged(_watched(book, show=not as_json), sender, tally)
        canonicaliser = Canonicaliser(PinnedContexts())
        run = Batch(folder, terms, canonicaliser) if bundle == "files" else Bulk(folder, terms, canonicaliser, workers)
        for done in run.run(entries):
            tally.count(done)
        if bundle == "zip":
            write_zip(folder)
    _tell(tally, out, as_json=as_json)
    sys.exit(tally.exit_code)


def _tell(tally: Tally, out: Path, *, as_json: bool) -> None:
    if as_json:
        json_line(summary_json(tally, out))
        return
    for line, is_trouble in summary_lines(tally, out):
        click.echo(line, err=is_trouble)


def _forms(formats: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(form.strip() for form in formats.split(",") if form.strip()))
    unknown = [form for form in found if form not in SUFFIXES]
    if unknown or not found:
        message = _("'{found}' is not a form. Write ob3, vc-jwt or vc-cose, or several: ob3,vc-jwt").format(
            found=", ".join(unknown)
        )
        raise click.BadParameter(message, param_hint="--format")
    return found


def _watched(book: intake.Gradebook, *, show: bool) -> Iterator[intake.ResultRow | intake.RowError | intake.Notice]:
    """Yield the entries, with a progress bar where a person looks on."""
    if not (show and sys.stderr.isatty()):
        yield from book.entries()
        return
    with click.progressbar(length=book.count, file=sys.stderr, show_pos=True) as bar:
        line = 0
        for entry in book.entries():
            if entry.line != line:
                bar.update(1)
                line = entry.line
            yield entry


def _source(path: Path, stack: ExitStack) -> Source:
    """Return a way to read the bytes of *path* from the start, again and again. Raises `UnreadableFile`."""
    if str(path) != "-":
        readable(path)
        return lambda: path.open("rb")
    return _kept(stack.enter_context(tempfile.TemporaryDirectory()))


def _kept(folder: str) -> Source:
    """Keep the standard input on the disk, since it can be read only once."""
    kept = Path(folder, "recipients")
    with kept.open("wb") as file:
        while (chunk := sys.stdin.buffer.read(_CHUNK)) and file.tell() <= intake.FILE_LIMIT:
            file.write(chunk)
    return lambda: kept.open("rb")
