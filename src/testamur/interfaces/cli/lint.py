"""``testamur lint``: checks definition files without a server, a database or the network."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import click
import orjson

from testamur.core.model import definition
from testamur.interfaces.cli.lint_baseline import BaselineError, read_baseline, write_baseline
from testamur.interfaces.cli.lint_explain import explained, nearest_code
from testamur.interfaces.cli.lint_files import Checked, Shelf, definitions_in, look_at, unknown
from testamur.interfaces.cli.lint_html import html_page
from testamur.interfaces.cli.lint_mend import mend
from testamur.interfaces.cli.lint_moving import moving_lines
from testamur.interfaces.cli.lint_report import as_json, text_lines
from testamur.interfaces.cli.lint_sarif import as_sarif
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import problem_sentence

JUDGED_BAD = 1
CANNOT_TELL = 2
BASELINE = Path("lint-baseline.json")
# Fewer are done before anybody could read a bar.
_MANY = 200


@click.command(name="lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--guideline",
    "guidelines",
    multiple=True,
    metavar="ID",
    help="Hold the files against this guideline only, such as eu-2022, or eu-2022@1.0 for one version. Repeat it for "
    "more. Without it: all that apply by country and day, and those that a file names in a comment "
    "'# guidelines: plain-language'.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "html"]), default="text", show_default=True
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Check as of this day (2026-09-30), not today.",
)
@click.option("--questions", is_flag=True, help="Show the questions, too, that only a reviewer can answer.")
@click.option(
    "--explain",
    metavar="CODE",
    help="Explain a rule, a question or a guideline by its name, or list all 'guidelines', and end.",
)
@click.option(
    "--since",
    multiple=True,
    metavar="ID@VERSION",
    help="Tell what the newest version of a guideline would change for files that keep this one, and end.",
)
@click.option("--fix", is_flag=True, help="Make the safe changes, which are shown otherwise. Comments and layout stay.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Leave out the findings that this file knows."
)
@click.option("--write-baseline", is_flag=True, help=f"Write all findings to the baseline ({BASELINE}), and end.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the definition file for your editor, and end.")
def lint(  # noqa: PLR0913 - one parameter an option
    files: tuple[Path, ...],
    guidelines: tuple[str, ...],
    form: str,
    day: datetime | None,
    explain: str | None,
    since: tuple[str, ...],
    baseline: Path | None,
    *,
    questions: bool,
    fix: bool,
    write_baseline: bool,
    schema: bool,
) -> None:
    """Check a micro-credential's definition.

    FILE is a microcredential.yaml, a folder that is searched for such files, or - for the standard input. The exit code
    is 0 when nothing stands in the way of publication, 1 when a hard rule is not met, 2 when a file cannot be read.
    """
    if schema:
        click.echo(orjson.dumps(definition.schema(), option=orjson.OPT_INDENT_2).decode())
        return
    if explain is not None:
        _explain(explain)
        return
    if not files:
        raise click.UsageError(_("Name a file or a folder, such as 'testamur lint examples'."))
    shelf = _shelf(guidelines, day.date() if day else None)
    paths = [path for given in files for path in definitions_in(given)]
    if since:
        _known(since, shelf)
        for line in moving_lines(paths, since, shelf):
            click.echo(line)
        return
    checked = _mended(paths, shelf) if fix else [look_at(path, shelf) for path in _with_bar(paths)]
    try:
        if write_baseline:
            _write_baseline(baseline or BASELINE, checked)
        elif baseline is not None:
            checked = [*map(read_baseline(baseline).without_known, checked)]
    except BaselineError as error:
        raise click.ClickException(str(error)) from error
    if not write_baseline:
        _print(checked, form, questions=questions)
    sys.exit(_exit_code(checked, forgiven=write_baseline))


def _shelf(guidelines: Sequence[str], day: date | None) -> Shelf:
    shelf = Shelf(on=day)
    _known(guidelines, shelf)
    return Shelf(guidelines, day) if guidelines else shelf


def _known(names: Sequence[str], shelf: Shelf) -> None:
    for name in names:
        problem = unknown(name, shelf)
        if problem is not None:
            raise click.UsageError(problem_sentence(problem))


def _explain(wanted: str) -> None:
    packs = Shelf().all()
    lines = explained(wanted, packs)
    if not lines:
        nearest = nearest_code(wanted, packs)
        hint = " " + _("Did you mean “{suggestion}”?").format(suggestion=nearest) if nearest else ""
        raise click.UsageError(_("There is no rule or guideline “{name}”.").format(name=wanted) + hint)
    for line in lines:
        click.echo(line)


def _with_bar(paths: Sequence[Path]) -> Iterable[Path]:
    """Yield the paths, with a progress bar on the error stream where there are many and somebody watches."""
    if len(paths) < _MANY or not _watched():
        yield from paths
        return
    with click.progressbar(paths, label=_("Looking"), file=sys.stderr) as bar:
        yield from bar


def _watched() -> bool:
    return sys.stderr.isatty()


def _mended(paths: Sequence[Path], shelf: Shelf) -> list[Checked]:
    """Look at the files and make the safe changes; say how many were made."""
    if any(str(path) == "-" for path in paths):
        raise click.UsageError(_("--fix changes files; the standard input is none."))
    checked, changes, touched = [], 0, 0
    for path in _with_bar(paths):
        one, made = look_at(path, shelf), 0
        if one.edits:
            try:
                one, made = mend(path, one, shelf)
            except OSError as error:
                click.echo(
                    _("{path} cannot be written: {reason}.").format(path=one.path, reason=error.strerror), err=True
                )
        checked.append(one)
        changes, touched = changes + made, touched + bool(made)
    if changes:
        said = ngettext("Made {count} safe change", "Made {count} safe changes", changes).format(count=changes)
        within = ngettext("in {count} file.", "in {count} files.", touched).format(count=touched)
        click.echo(f"{said} {within}", err=True)
    return checked


def _write_baseline(path: Path, checked: Sequence[Checked]) -> None:
    known = write_baseline(path, checked)
    said = ngettext("{path} knows {count} finding.", "{path} knows {count} findings.", known)
    click.echo(said.format(path=path, count=known))


def _print(checked: Sequence[Checked], form: str, *, questions: bool) -> None:
    if form == "text":
        for line in text_lines(checked, questions=questions):
            click.echo(line)
        return
    if form == "html":
        click.echo(html_page(checked), nl=False)
        return
    document = as_json(checked) if form == "json" else as_sarif(checked)
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


def _exit_code(checked: Sequence[Checked], *, forgiven: bool) -> int:
    if any(file.report is None for file in checked):
        return CANNOT_TELL
    return 0 if forgiven or all(file.report for file in checked) else JUDGED_BAD
