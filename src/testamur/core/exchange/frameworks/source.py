"""What a reader is handed: files by name, and what the person who brought them says about them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from testamur.core.rules.exchange import ExchangeError

MAX_BYTES = 200_000_000
MAX_ROWS = 1_000_000
_MAX_COLUMNS = 200
_LONGEST_CELL = 100_000


class Files(Protocol):
    """The files of a download. ``get`` returns the bytes of one of ``names``, None where it is none of them."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names, with folders before them where there are any."""

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes. Raises `ExchangeError`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of the files by whoever brings them. Empty: the files say it themselves, or it is guessed."""

    code: str = ""
    name: str = ""
    version: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table by the names of its columns; ``place`` is file and line, for messages."""

    place: str
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """Return the first of the cells that has something in it."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def needed(self, *names: str) -> str:
        """Return the first of the cells that has something. Raises `ExchangeError` ``cell-empty``."""
        found = self.get(*names)
        if not found:
            raise ExchangeError("cell-empty", self.place, column=names[0])
        return found


class Faults(ExchangeError):  # noqa: N818 - many, as ExchangeError is one
    """Several things that keep files from being read; the first of them is told where there is room for one."""

    def __init__(self, faults: Sequence[ExchangeError]) -> None:
        first = faults[0]
        super().__init__(first.code, first.place, **first.facts)
        self.faults = tuple(faults)


def rows(
    data: bytes,
    name: str,
    *,
    delimiter: str = "",
    needed: tuple[str, ...] = (),
    understood: Callable[[list[str]], list[str]] = list,
) -> Iterator[Row]:
    """Yield the rows of a table with a heading; names of columns are as in the file, without spaces around them.

    *understood* returns by what names the columns of the heading are meant, one each.
    Raises `ExchangeError`: ``too-large``, ``not-utf-8``, ``no-heading``, ``column-missing``, ``row-too-long``,
    ``cell-too-long``, ``too-many-rows``, ``quote-open``.
    """
    text = decoded(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        _check_heading(heading, name, needed)
        yield from _body(reader, understood(heading), name)
    except csv.Error as error:
        raise _broken(error, f"{name}:{reader.line_num}") from error


def _body(reader: Iterator[list[str]], heading: list[str], name: str) -> Iterator[Row]:
    lines = reader.line_num  # type: ignore[attr-defined] # of csv's reader, whose type has no name
    for number, cells in enumerate(reader, 1):
        place, lines = f"{name}:{lines + 1}", reader.line_num  # type: ignore[attr-defined] # as above
        if number > MAX_ROWS:
            raise ExchangeError("too-many-rows", place, limit=MAX_ROWS)
        if not any(cells):
            continue
        if len(cells) > len(heading) and any(cells[len(heading) :]):
            raise ExchangeError("row-too-long", place, cells=len(cells), columns=len(heading))
        yield Row(place, {column: cell.strip() for column, cell in zip(heading, cells, strict=False)})


def decoded(data: bytes, name: str) -> str:
    """Return text without its mark. Raises `ExchangeError`: ``too-large``, ``not-utf-8``, ``has-nul``."""
    if len(data) > MAX_BYTES:
        raise ExchangeError("too-large", name, bytes=len(data), limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExchangeError("not-utf-8", f"{name}:{line}", position=error.start) from error
    if "\0" in text:
        raise ExchangeError("has-nul", f"{name}:{text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return text


def _check_heading(heading: list[str], name: str, needed: tuple[str, ...]) -> None:
    if not any(heading):
        raise ExchangeError("no-heading", f"{name}:1")
    if len(heading) > _MAX_COLUMNS:
        raise ExchangeError("too-many-columns", f"{name}:1", columns=len(heading), limit=_MAX_COLUMNS)
    missing = [column for column in needed if column not in heading]
    if missing:
        raise ExchangeError("column-missing", f"{name}:1", column=missing[0], found=", ".join(heading)[:200])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _broken(error: csv.Error, place: str) -> ExchangeError:
    said = str(error)
    if "field limit" in said:
        return ExchangeError("cell-too-long", place, limit=_LONGEST_CELL)
    return ExchangeError("quote-open" if "unexpected end" in said else "not-a-row", place, reason=said)
