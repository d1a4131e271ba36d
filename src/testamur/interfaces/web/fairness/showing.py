"""Audits as pages show them: tables with their bars, what a row says aloud, and how it was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from testamur.core.fairness import Row, Table
from testamur.domain.insight import queries
from testamur.domain.insight.values import RunView
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.words import _
from testamur.interfaces.words.fairness import (
    CHANCE,
    flags,
    in_hundred,
    outcomes,
    rate_said,
    ratio_said,
    row_said,
    selected_said,
    tables_said,
)

# The picture: as wide as a small screen, so that its letters keep their size there.
WIDTH = 340
_ROW = 46
_YEAR = timedelta(days=365)
_LAST = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A group in the picture, in its units. ``x``: where the rate ends; ``low``, ``high``: where its interval does."""

    y: int
    x: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """A group: its name, its row, what is said of it, and where it lies in the picture."""

    name: str
    row: Row
    selected: str
    rate: str
    between: str
    ratio: str
    said: str
    marks: tuple[str, ...]
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table with its picture. ``fifths``: where four fifths of the highest rate lie in it."""

    name: str
    table: Table
    lines: tuple[Line, ...]
    fifths: float | None
    height: int
    gap: str
    is_crossed: bool

    @property
    def under(self) -> int:
        """How many groups are under four fifths."""
        return sum(line.row.is_under_four_fifths for line in self.lines)


@dataclass(frozen=True, slots=True)
class Kind:
    """All tables that count the same: of single questions, and of questions crossed; ``left_out``: those without a row.

    A table is left out whether its groups are too small or have nobody.
    """

    name: str
    heading: str
    counts: str
    single: tuple[Shown, ...]
    crossed: tuple[Shown, ...]
    left_out: tuple[str, ...]


def part_name(question: str, choice: str) -> str:
    """Return an answer as people read it; of a question that is gone, its code.

    An answer that another question has, too, such as “Yes”, is told with its question.
    """
    known = queries.all_questions()
    if question not in known.names:
        return choice
    said = next((text(one.says) for one in known[question].answers if one.id == choice), choice)
    is_shared = any(text(one.says) == said for other in known if other.id != question for one in other.answers)
    return f"{question_name(question)}: {said}" if is_shared else said


def question_name(question: str) -> str:
    """Return what a question is about."""
    known = queries.all_questions()
    return text(known[question].title) if question in known.names else question


def shown(run: RunView, tables: Iterable[Table], wanted: Iterable[str] = ()) -> list[Shown]:
    """Return tables as the page shows them, of the questions *wanted* or all."""
    chosen = set(wanted) or set(run.questions)
    return [_shown(run, one) for one in tables if set(one.attributes) <= chosen]


def told(run: RunView, wanted: Iterable[str] = ()) -> list[Kind]:
    """Return each kind of table with its heading, single questions first."""
    found = []
    for kind, tables in (("selection", run.selection), ("opportunity", run.opportunity)):
        every = shown(run, tables, wanted)
        drawn = [one for one in every if one.table.hidden < len(one.table.rows)]
        # What is left out because of earlier audits is told apart.
        gone = tuple(one.name for one in every if one not in drawn and one.table.attributes not in run.left_out)
        single, crossed = (tuple(one for one in drawn if one.is_crossed is is_it) for is_it in (False, True))
        found.append(Kind(kind, *tables_said(outcomes()[run.what].happened)[kind], single, crossed, gone))
    return [one for one in found if one.single]


def headline(run: RunView) -> str:
    """Return what the audit says, in a sentence."""
    tables = (*run.selection, *run.opportunity)
    told_of = [row for table in tables for row in table.rows if row.is_shown]
    compared = [(row, table) for table in tables for row in table.compared]
    under = [(row, table) for row, table in compared if row.is_under_four_fifths]
    if not run.cases:
        return _("Nobody was counted in this period.")
    if not told_of and run.left_out:
        return _("Nothing can be told: together with an earlier audit of the same people it would tell of a few.")
    if not told_of:
        return _("Too few people have told of themselves: no group is large enough to be shown.")
    if not compared:
        return _("There is nothing to compare: fewer than two groups are large enough, or it happened to none of them.")
    if not under:
        return _("No group that is large enough to be shown is under four fifths of the highest.")
    sure = [row for row, table in under if _is_sure(row, table)]
    said = _(
        "Groups under four fifths of the highest: {n} of {of} that are compared with it, in all tables of the"
        " audit together ({tables}), crossed ones too."
    )
    said = said.format(n=len(under), of=len(compared), tables=sum(bool(table.compared) for table in tables))
    if not sure:
        return f"{said} {_('With so few people this can be chance.')}"
    return f"{said} {_('Unlikely to be chance alone: {n}.').format(n=len(sure))}"


def _is_sure(row: Row, table: Table) -> bool:
    is_small = row.is_small or (table.leader is not None and table.leader.is_small)
    return row.chance is not None and row.chance < CHANCE and not is_small


def left_out(run: RunView) -> tuple[str, ...]:
    """Return the questions that are left out because of earlier audits; crossed ones where neither is so alone."""
    alone = {one for way in run.left_out if len(way) == 1 for one in way}
    told = [one for one in run.left_out if len(one) == 1 or not alone & set(one)]
    return tuple(f" {_('and')} ".join(map(question_name, one)) for one in told)


def period(run: RunView) -> str:
    """Return the months that were audited."""
    if (run.since.month, run.since.day, run.until.month) == (1, 1, 12) and run.since.year == run.until.year:
        return str(run.since.year)
    return f"{run.since:%Y-%m} – {run.until:%Y-%m}"


def is_old(run: RunView, at: datetime) -> bool:
    """Whether it was counted more than a year ago."""
    return run.finished_at is not None and at - run.finished_at > _YEAR


def lowest(run: RunView, question: str) -> str:
    """Return the lowest ratio among the groups of one question, or nothing."""
    tables = [one for one in run.selection if one.attributes == (question,)]
    ratios = [row.ratio for one in tables for row in one.compared if row.ratio is not None]
    return ratio_said(min(ratios)) if ratios else ""


def periods(today: date, first: date) -> list[tuple[str, str, date, date]]:
    """Return what can be chosen: name, words, first and last day. *first*: since when the institution is here."""
    month = today.replace(day=1)
    begun = date(month.year - 1, month.month, 1)
    years = range(today.year, max(first.year, today.year - _LAST) - 1, -1)
    found = [(str(year), str(year), date(year, 1, 1), date(year, 12, 31)) for year in years]
    found.append(("all", _("All years"), date(years[-1], 1, 1), date(today.year, 12, 31)))
    # Last, as it crosses the years, and is refused once one of them was audited.
    return [*found, ("last-year", _("The last twelve whole months"), begun, month - timedelta(1))]


def _shown(run: RunView, table: Table) -> Shown:
    is_crossed = len(table.attributes) > 1
    name = f" {_('and')} ".join(question_name(one) for one in table.attributes)
    highest = _group(table, table.highest) if table.highest else ""
    lines = [_line(row, table, run.what, highest) for row in table.rows]
    drawn = [line for line in lines if line.row.rate is not None]
    placed = {id(line): _bar(line.row, place) for place, line in enumerate(drawn)}
    best = next((row.rate for row in table.rows if row.group == table.highest), None)
    return Shown(
        name,
        table,
        tuple(_with_bar(line, placed.get(id(line))) for line in lines),
        round(float(best * Fraction(4, 5)) * WIDTH, 1) if best is not None else None,
        len(drawn) * _ROW + 24,
        in_hundred(table.gap) if table.gap is not None and table.compared else "",
        is_crossed,
    )


def _line(row: Row, table: Table, what: str, highest: str) -> Line:
    name = _group(table, row.group)
    between = ""
    if row.interval is not None:
        between = f"{row.interval.low * 100:.0f}–{row.interval.high * 100:.0f}"
    return Line(
        name,
        row,
        selected_said(row),
        rate_said(row),
        between,
        ratio_said(row.ratio) if row.ratio is not None else "",
        row_said(row, table, outcomes()[what].happened, name, highest),
        tuple(flags(row, table)),
        None,
    )


def _with_bar(line: Line, bar: Bar | None) -> Line:
    return replace(line, bar=bar)


def _bar(row: Row, place: int) -> Bar | None:
    if row.rate is None or row.interval is None:
        return None
    low, high = row.interval.low * WIDTH, row.interval.high * WIDTH
    return Bar(place * _ROW, round(float(row.rate) * WIDTH, 1), round(low, 1), round(high, 1))


def _group(table: Table, group: tuple[str, ...]) -> str:
    names = zip(table.attributes, group, strict=True)
    return ", ".join(part_name(question, choice) for question, choice in names)
