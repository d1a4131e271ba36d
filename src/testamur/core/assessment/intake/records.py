"""Lines to records: quoting and delimiters, with a way back after a quote that nobody closed."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from testamur.core.assessment.intake.encoding import lines
from testamur.core.assessment.intake.values import LINE_LIMIT, Source

DELIMITERS = (",", ";", "\t", "|")
_SPANNED_LINES = 40
_SPANNED_TEXT = 20_000
_QUOTED_TEXT = 100_000  # below the csv module's own limit on a cell, which is shared by the whole process
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record and the line it begins on; ``trouble`` is a code where it could not be taken apart."""

    line: int
    cells: tuple[str, ...]
    trouble: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it, as spreadsheets leave below a table."""
        return not self.trouble and not any(cell.strip() for cell in self.cells)


class _Lines:
    """Lines that can be handed back, so that one bad record does not swallow the good ones after it."""

    def __init__(self, source: Source, codec: str) -> None:
        self._fresh = lines(source, codec)
        self._returned: deque[tuple[int, str | None]] = deque()

    def take(self) -> tuple[int, str | None] | None:
        """Return the next line, or None at the end."""
        return self._returned.popleft() if self._returned else next(self._fresh, None)

    def give_back(self, taken: list[tuple[int, str | None]]) -> None:
        """Hand lines back, in the order in which they were taken."""
        self._returned.extendleft(reversed(taken))


def records(source: Source, codec: str, delimiter: str) -> Iterator[Record]:
    """Yield every record, the heading first; a first line ``sep=;`` (a spreadsheet's hint) is passed over."""
    supply = _Lines(source, codec)
    while (taken := supply.take()) is not None:
        number, text = taken
        if text is None or (len(text) > _QUOTED_TEXT and '"' in text):
            yield Record(number, (), "line-too-long")
        elif number == 1 and _SEPARATOR_LINE.fullmatch(text.strip()):
            continue
        elif '"' not in text:
            yield Record(number, tuple(text.split(delimiter)))
        else:
            yield _quoted(number, text, delimiter, supply)


def _quoted(number: int, text: str, delimiter: str, supply: _Lines) -> Record:
    """Take a record with quotes apart; a quoted cell may span lines, up to a limit."""
    further: list[tuple[int, str | None]] = []

    def spanned() -> Iterator[str]:
        yield text + "\n"
        size = 0
        while len(further) < _SPANNED_LINES and size < _SPANNED_TEXT and (taken := supply.take()) is not None:
            further.append(taken)
            if taken[1] is None:
                return
            size += len(taken[1])
            yield taken[1] + "\n"

    try:
        cells = next(csv.reader(spanned(), delimiter=delimiter, strict=True))
    except csv.Error:
        # The reader asks for more lines only while a quote is open.
        supply.give_back(further)
        return Record(number, (), "quote-not-closed" if further else "quotes-malformed")
    return Record(number, tuple(cells))


def separator_hint(source: Source, codec: str) -> str:
    """Return the delimiter that a first line such as ``sep=;`` names, or nothing."""
    first = next(lines(source, codec), (1, None))[1]
    match = _SEPARATOR_LINE.fullmatch((first or "")[:LINE_LIMIT].strip())
    return match[1] if match else ""
