"""Cases for ``testamur fairness audit``: a table with one person a row, and nothing of them but groups and outcome."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testamur.core.fairness import Case
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.cli.skills_texts import UnreadableError
from testamur.interfaces.words import _

_MOST_BYTES = 100_000_000
_MOST_ROWS = 1_000_000
_LONGEST_CELL = 10_000
# A column of more is a name or a number, and no group.
_MOST_GROUPS = 100
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns say what; empty where the table does not say it."""

    groups: tuple[str, ...]
    selected: str
    qualified: str = ""
    score: str = ""


def cases_of(path: Path, columns: Columns) -> list[Case]:
    """Return the cases of a CSV file. Raises UnreadableError, with the line and the column."""
    content = _content(path)
    csv.field_size_limit(_LONGEST_CELL)
    heading = content.split("\n", 1)[0]
    # Spreadsheets of many countries part cells by a semicolon.
    parting = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True, delimiter=parting)
    try:
        there = tuple(one.strip() for one in reader.fieldnames or ())
        _check(path.name, there, columns)
        reader.fieldnames = there
        found = list(_cases(path.name, reader, columns))
    except csv.Error as error:
        said = _("{name}, line {line}: {reason}.").format(name=path.name, line=reader.reader.line_num, reason=error)
        raise UnreadableError(said) from error
    if not found:
        raise UnreadableError(_("{name} has no rows.").format(name=path.name))
    for column in columns.groups:
        values = len({one.groups[column] for one in found})
        if values > _MOST_GROUPS:
            said = _(
                "{name}, column '{column}': {n} different values are no groups. Choose another, or put some together."
            )
            raise UnreadableError(said.format(name=path.name, column=column, n=values))
    return found


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(_("There is no file {name}.").format(name=path)) from error
    if len(data) > _MOST_BYTES:
        most = _MOST_BYTES // 1_000_000
        raise UnreadableError(_("{name} is larger than {most} MB.").format(name=path.name, most=most))
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = _("{name}, line {line}: this is not UTF-8. Save the file as text in UTF-8.")
        raise UnreadableError(said.format(name=path.name, line=line)) from error


def _check(name: str, there: Sequence[str], columns: Columns) -> None:
    if not any(there):
        raise UnreadableError(_("{name} has no rows.").format(name=name))
    for column in (*columns.groups, columns.selected, columns.qualified, columns.score):
        if column and there.count(column) > 1:
            raise UnreadableError(_("{name} has the column '{column}' twice.").format(name=name, column=column))
        if column and column not in there:
            said = _("{name} has no column '{column}'. It has: {there}.")
            raise UnreadableError(said.format(name=name, column=column, there=printable(", ".join(there))[:200]))


def _cases(name: str, reader: csv.DictReader[str], columns: Columns) -> Iterator[Case]:
    for number, row in enumerate(reader, 1):
        if number > _MOST_ROWS:
            said = _("{name} has more than {most} rows. Cut it into parts.")
            raise UnreadableError(said.format(name=name, most=_MOST_ROWS))
        if None in row:
            said = _("{name}, line {line}: there are more cells than columns. Put cells with a comma into quotes.")
            raise UnreadableError(said.format(name=name, line=reader.line_num))
        cells = _Cells(name, reader.line_num, row)
        qualified = cells.text(columns.qualified)
        score = cells.text(columns.score)
        yield Case(
            {group: cells.text(group) for group in columns.groups},
            cells.truth(columns.selected),
            cells.truth(columns.qualified) if qualified else None,
            cells.number(columns.score) if score else None,
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row, and where it stands."""

    name: str
    line: int
    row: Mapping[str, str | None]

    def text(self, column: str) -> str:
        """Return a cell; empty where the row or the table ends before."""
        return (self.row.get(column) or "").strip() if column else ""

    def truth(self, column: str) -> bool:
        """Return a yes or no."""
        text = self.text(column).casefold()
        if text not in _YES | _NO:
            raise self._wrong(column, _("{name}, line {line}, column '{column}': write yes or no, not '{found}'."))
        return text in _YES

    def number(self, column: str) -> float:
        """Return a number, with a point."""
        try:
            found = float(self.text(column))
        except ValueError:
            found = float("nan")
        if found != found or found in (float("inf"), float("-inf")):  # noqa: PLR0124 - what is no number differs from itself
            raise self._wrong(column, _("{name}, line {line}, column '{column}': '{found}' is no number."))
        return found

    def _wrong(self, column: str, said: str) -> UnreadableError:
        found = self.text(column)[:40]
        return UnreadableError(said.format(name=self.name, line=self.line, column=column, found=found))
