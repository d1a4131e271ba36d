"""A table to take away: CSV as spreadsheets open it, sent while it is written, and harmless when opened."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from django.http import StreamingHttpResponse

from testamur.core.model.cells import harmless

Row = TypeVar("Row")
_CHUNK = 1000
_BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """A file of one line: what is written to it is handed back."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def download(
    name: str, headings: Sequence[str], page: Callable[[int, int], list[Row]], cells: Callable[[Row], Sequence[object]]
) -> StreamingHttpResponse:
    """Return a table as a file *name*; *page* gives rows by how many come before and how many are wanted.

    The first rows are fetched before anything is sent, so that a refusal still becomes a page.
    """
    first = page(0, _CHUNK)
    lines = _lines([list(headings)], (cells(row) for row in _every(first, page)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _every(first: list[Row], page: Callable[[int, int], list[Row]]) -> Iterator[Row]:
    rows, skip = first, 0
    while rows:
        yield from rows
        skip += len(rows)
        rows = page(skip, _CHUNK) if len(rows) == _CHUNK else []


def _lines(headings: Iterable[Sequence[object]], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    for heading in headings:
        yield _BYTE_ORDER_MARK + str(writer.writerow([harmless(cell) for cell in heading]))
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row]))
