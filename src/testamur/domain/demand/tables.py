"""A table of adverts, CSV as spreadsheets write it → rows, each an advert or the column that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from testamur.adapters.documents import BadDocument
from testamur.adapters.documents.plain import decoded
from testamur.domain.demand.texts import FEWEST_WORDS, LONGEST, words
from testamur.domain.demand.values import NewAdvert
from testamur.refusals import Invalid

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 20_000_000, 5_000, 60
COLUMNS = ("title", "text", "date", "organisation", "place", "language", "occupation")
_NAMES = {
    "job_title": "title",
    "name": "title",
    "advert": "text",
    "description": "text",
    "posted": "date",
    "seen_on": "date",
    "employer": "organisation",
    "company": "organisation",
    "location": "place",
    "city": "place",
    "lang": "language",
}
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table. ``number`` counts from 1 without the heading; ``wrong``: the column that keeps it out."""

    number: int
    title: str
    advert: NewAdvert | None
    wrong: str = ""


def counted(data: bytes) -> int:
    """Return how many rows a table has. Raises `Invalid`: not a table, without title or text, too many rows."""
    found = sum(1 for _row in _rows(data))
    if not 1 <= found <= MOST_ROWS:
        raise Invalid(field="table-rows", found=found, longest=MOST_ROWS)
    return found


def part(data: bytes, *, first: int, many: int, today: date) -> list[TableRow]:
    """Return *many* rows from the *first* on, from 0; where there is no date it is *today*. Raises `Invalid`."""
    wanted = islice(enumerate(_rows(data), 1), first, first + many)
    return [_row(number, cells, today) for number, cells in wanted]


def _rows(data: bytes) -> Iterator[dict[str, str]]:
    if len(data) > MOST_BYTES:
        raise Invalid(field="table", found=len(data), longest=MOST_BYTES)
    try:
        text, _notes = decoded(data)
    except BadDocument as error:
        raise Invalid(field="table-format", found="binary") from error
    heading = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_known(name) for name in next(reader, [])[:MOST_COLUMNS]]
        lacking = [name for name in ("title", "text") if name not in names]
        if lacking:
            raise Invalid(field="table-heading", found=heading[:80].strip() or "–", allowed=", ".join(COLUMNS))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise Invalid(field="table-format", found=str(error)) from error


def _known(name: str) -> str:
    key = "_".join(name.strip().casefold().split())
    return _NAMES.get(key, key)


def _row(number: int, cells: dict[str, str], today: date) -> TableRow:
    held = {name: cells.get(name, "").replace("\0", "").strip() for name in COLUMNS}
    title = held["title"][:250]
    for name in ("title", "text"):
        if not held[name]:
            return TableRow(number, title, None, name)
    if len(held["text"]) > LONGEST:
        return TableRow(number, title, None, "text-long")
    if words(held["text"]) < FEWEST_WORDS:
        return TableRow(number, title, None, "text-short")
    try:
        seen = date.fromisoformat(held["date"]) if held["date"] else today
    except ValueError:
        return TableRow(number, title, None, "date")
    if seen > today or seen.year < 1990:  # noqa: PLR2004 - an advert of before is a slip of the pen
        return TableRow(number, title, None, "date")
    made = NewAdvert(
        title=title,
        text=held["text"],
        seen_on=seen,
        employer=held["organisation"][:200],
        place=held["place"][:120],
        occupation=held["occupation"][:250],
        language=held["language"][:20].lower(),
        form="table",
    )
    return TableRow(number, title, made)
