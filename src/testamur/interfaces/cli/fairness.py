"""``testamur fairness``: whether people are treated alike, from counts that stay on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from testamur.core.fairness import Audit, Interval, Limits, Row, Table, audit
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.cli.fairness_cases import Columns, cases_of
from testamur.interfaces.cli.fairness_house import of_house
from testamur.interfaces.cli.skills_texts import UnreadableError
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words
from testamur.interfaces.words import _

UNDER = 1
# As in the room, which is not loaded before it is needed.
SETS = (
    "staying",
    "passing",
    "awarding",
    "recognition",
    "suggestions",
    "searches",
    "recommended",
    "following",
    "places",
    "suggested",
)
_WIDTH = 32
_CROSSED = 2


@click.group()
def fairness() -> None:
    """Say whether people are treated alike."""


@fairness.command("audit")
@click.argument("file", type=click.Path(path_type=Path), metavar="[FILE.csv]", required=False)
@click.option("--group", "groups", multiple=True, metavar="COLUMN", help="A group; may be given again.")
@click.option("--crossed", multiple=True, metavar="A,B", help="Groups taken together, such as sex,ethnicity.")
@click.option(
    "--selected", default="selected", show_default=True, metavar="COLUMN", help="Yes or no: offered, or chosen."
)
@click.option("--qualified", default="", metavar="COLUMN", help="Yes or no: who should have been.")
@click.option("--score", default="", metavar="COLUMN", help="A number, where people were scored.")
@click.option("--cell", type=click.IntRange(1), default=10, show_default=True, help="Hide groups of fewer people.")
@click.option("--institution", default="", metavar="CODE", help="No table: what happened at this institution.")
@click.option("--set", "what", type=click.Choice(SETS), default="passing", show_default=True, help="What happened.")
@click.option("--year", type=click.IntRange(1990, 9999), help="When it began, or was decided [this year].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@refusals_in_words
def audit_(
    file: Path | None,
    groups: tuple[str, ...],
    crossed: tuple[str, ...],
    *,
    cell: int,
    institution: str,
    what: str,
    year: int | None,
    as_json: bool,
    **columns: str,
) -> None:
    """Audit a table with one person a row, or what happened at an institution here.

    It tells selection rates with their intervals, and their ratio to the highest one, by group and for groups taken
    together. Who is in no group is counted apart. Groups of few people are not shown, nor what would give them away.

    With --institution the groups are what learners have told of themselves of their own accord; the audit is kept and
    can be read on its page, too.

    Exit code: 0 no ratio is under four fifths, 1 one is, 2 the table cannot be read.
    """
    if bool(institution) == bool(file) or (file and not groups):
        said = _("Give a table with --group for each of its columns that is a group, or --institution; not both.")
        raise click.UsageError(said)
    if file is None:
        found, cell = of_house(institution, what, year)
    else:
        found = _of_table(file, groups, crossed, cell, columns)
    if as_json:
        json_line(_as_json(found))
    else:
        for line in _lines(found, cell):
            click.echo(line)
    tables = (*found.selection, *found.opportunity, *found.scoring)
    sys.exit(UNDER if any(row.is_under_four_fifths for one in tables for row in one.rows) else 0)


def _of_table(
    file: Path, groups: tuple[str, ...], crossed: tuple[str, ...], cell: int, columns: dict[str, str]
) -> Audit:
    ways = [tuple(part.strip() for part in one.split(",") if part.strip()) for one in crossed]
    if any(len(way) < _CROSSED or len(set(way)) < len(way) for way in ways):
        raise click.UsageError(_("Give different columns with --crossed, two or more, such as sex,ethnicity."))
    every = tuple(dict.fromkeys((*groups, *(part for way in ways for part in way))))
    try:
        cases = cases_of(file, Columns(every, **columns))
    except UnreadableError as error:
        click.echo(error, err=True)
        sys.exit(CANNOT_START)
    return audit(cases, groups, crossed=ways, limits=Limits(cell=cell))


def _lines(found: Audit, cell: int) -> Iterator[str]:
    for said, tables in (
        (_("Selected, by {groups}"), found.selection),
        (_("Selected of those who are qualified, by {groups}"), found.opportunity),
        (_("Scored above the middle, by {groups}"), found.scoring),
    ):
        for table in tables:
            yield click.style(said.format(groups=printable(", ".join(table.attributes))), bold=True)
            yield from (_row(row, cell) for row in table.rows)
            if table.unknown:
                yield "  " + _("of unknown group, not compared: {count}").format(count=table.unknown)
            if not table.compared:
                yield "  " + _(
                    "There is nothing to compare: fewer than two groups are large enough, or it happened to none of"
                    " them."
                )
            yield ""
    yield _("A ratio under 0.8 is something to look at. It is no verdict: small groups get there by chance.")


def _row(row: Row, cell: int) -> str:
    name = printable(" / ".join(row.group))[:_WIDTH].ljust(_WIDTH)
    if row.rate is None or row.interval is None:
        return f"  {name} " + (
            _("nobody")
            if row.is_shown
            else _("not shown: fewer than {cell}, or it would give them away").format(cell=cell)
        )
    told = f"  {name} {row.selected:>7} / {row.assessed:<7} {float(row.rate):6.1%} ({_between(row.interval)})"
    if row.ratio is not None:
        told += "  " + _("ratio {ratio}").format(ratio=f"{float(row.ratio):.3f}")
    if row.ratio_interval is not None:
        told += f" ({row.ratio_interval.low:.2f}–{row.ratio_interval.high:.2f})"
    marks = [_("under 0.8")] if row.is_under_four_fifths else []
    marks += [_("few people")] if row.is_small else []
    return told + (f"  [{', '.join(marks)}]" if marks else "")


def _between(interval: Interval) -> str:
    return f"{interval.low:.1%}–{interval.high:.1%}"


def _as_json(found: Audit) -> dict[str, object]:
    return {
        "cases": found.cases,
        "selection": [_table(one) for one in found.selection],
        "opportunity": [_table(one) for one in found.opportunity],
        "scoring": [_table(one) for one in found.scoring],
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "attributes": table.attributes,
        "unknown": table.unknown,
        "hidden": table.hidden,
        "highest": table.highest,
        "gap": None if table.gap is None else float(table.gap),
        "gap_interval": _pair(table.gap_interval),
        "rows": [
            {
                "group": row.group,
                "assessed": row.assessed,
                "selected": row.selected,
                "rate": None if row.rate is None else float(row.rate),
                "interval": _pair(row.interval),
                "ratio": None if row.ratio is None else float(row.ratio),
                "ratio_interval": _pair(row.ratio_interval),
                "fisher": row.chance,
                "under_four_fifths": row.is_under_four_fifths,
                "small": row.is_small,
            }
            for row in table.rows
        ],
    }


def _pair(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)
