"""Many definitions as a table: CSV, one row a definition, one column a key.

Written in full, a column is a key's path (``outcomes.1.text.en``), so that nothing is lost. Read, the plain names that
people give their columns will do: ``title``, ``outcomes`` with one outcome a line, ``level`` with ``EQF 6``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.steps import Step, closed, in_order, key_of, known_steps, put, steps_of
from testamur.core.exchange.tree import Tree, paths, tree_of
from testamur.core.exchange.values import Options
from testamur.core.model.cells import FORMULA
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Section
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import ExchangeError

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 3_000
# The column that tells in which order a definition has its languages: the first is the original.
_LANGUAGES = "languages"
_DELIMITERS = ",;\t"
_PARTS = re.compile(r"[;\n]")
_PRICE = re.compile(r"([\d.,]+)\s*([A-Z]{3})")
_LEVEL = re.compile(r"([A-Za-z-]+)\s*(?:level\s*)?(\w+)")
# Names that people give columns, and the keys that they mean.
_NAMES: dict[str, list[Step]] = {
    "hours": ["workload", "hours"],
    "workload": ["workload", "hours"],
    "credits": ["workload", "credits"],
    "contact_hours": ["workload", "contact_hours"],
    "country": ["awarding_body", 0, "country"],
    "awarding_body": ["awarding_body", 0, "name"],
    "provider": ["provider", "name"],
    "weeks": ["schedule", "weeks"],
    "hours_per_week": ["schedule", "hours_per_week"],
    "pace": ["schedule", "pace"],
    "months": ["validity", "months"],
    "language": ["language_of_instruction", 0],
    "code": ["id"],
    "name": ["title"],
    "license": ["licence"],
}


def write_table(definitions: Iterable[MicroCredential]) -> bytes:
    """Return a CSV file (UTF-8 with its mark, for spreadsheets) in which nothing of the definitions is lost."""
    rows = [_cells(one) for one in definitions]
    columns = [_LANGUAGES, *sorted({key for row in rows for key in row if key != _LANGUAGES}, key=_order)]
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(columns)
    writer.writerows([[_harmless(row.get(column, "")) for column in columns] for row in rows])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _cells(definition: MicroCredential) -> dict[str, str]:
    """Return the cells of a definition by column; the languages of its texts are in the order of its title."""
    cells = {_dotted(key): text for key, text in paths(MICROCREDENTIAL, tree_of(definition))}
    return {_LANGUAGES: " ".join(definition.title), **cells}


def read_table(data: bytes, options: Options) -> list[Gathered]:
    """Return what the rows of a table say. Raises `ExchangeError` for what is no table."""
    found = list(islice(_gathered(data, options), options.most + 1))
    if not found:
        raise ExchangeError("no-rows", "1")
    return found


def read_part(data: bytes, options: Options, *, first: int, many: int) -> list[Gathered]:
    """Return what *many* rows say from the *first* on (from 0), without a look at the cells of the others."""
    return list(islice(_gathered(data, options, first), many))


def rows_in(data: bytes) -> int:
    """Return how many rows of a table say anything. Raises `ExchangeError` for what is no table."""
    told = _told(_rows(_decoded(data)))
    next(told, None)
    return sum(1 for _row in told)


def _gathered(data: bytes, options: Options, first: int = 0) -> Iterator[Gathered]:
    """Yield what the rows from the *first* on say."""
    rows = _told(_rows(_decoded(data)))
    _line, heading = next(rows, (1, []))
    columns = [_column(name, options.language) for name in heading]
    if len(heading) > MAX_COLUMNS:
        raise ExchangeError("too-many-columns", "1", columns=len(heading), limit=MAX_COLUMNS)
    if not any(columns):
        raise ExchangeError("no-columns", "1", found=", ".join(heading)[:200])
    for line, cells in islice(rows, first, None):
        yield _row(line, cells, heading, columns, options.language)


def _told(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the heading, then the rows that say anything, as many as are read."""
    yield from islice(rows, 1)
    said = (row for row in rows if any(cell.strip() for cell in row[1]))
    for number, (line, cells) in enumerate(said):
        if number >= MAX_ROWS:
            raise ExchangeError("too-many-rows", str(line), limit=MAX_ROWS)
        yield line, cells


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise ExchangeError("too-large", bytes=len(data), limit=MAX_BYTES)
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise ExchangeError("not-utf-8", position=error.start) from error
    if "\x00" in text:
        raise ExchangeError("not-a-table", reason="U+0000")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the line on which each begins."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ExchangeError("not-a-table", str(reader.line_num), reason=error) from error
        yield line, row
        line = reader.line_num + 1


def _column(name: str, language: str) -> list[Step]:
    """Return the steps to the value of a column, or nothing where nobody knows what it means."""
    plain = name.strip().replace(" ", "_")
    told: list[Step] = [
        int(part) - 1 if part.isascii() and part.isdigit() and int(part) else part for part in plain.split(".")
    ]
    lowered = plain.casefold()
    if lowered in _NAMES and lowered not in ("name", "code"):
        return known_steps(_NAMES[lowered], language) or []
    if lowered in _WHOLE or lowered == "ects":
        return [lowered]
    return known_steps(told, language) or known_steps(_NAMES.get(lowered, [lowered]), language) or []


def _step(part: str) -> Step:
    return int(part) - 1 if part.isascii() and part.isdigit() and int(part) else part


# Columns with several values in a cell, or a value of several parts.
_WHOLE = ("outcomes", "needs", "participation", "tags", "level", "price", "quality", "stackability")


def _row(line: int, cells: list[str], heading: list[str], columns: list[list[Step]], language: str) -> Gathered:
    told = Gathered(place=str(line))
    tree: Tree = {}
    spoken: list[str] = []
    for number, cell in enumerate(cells):
        text = _said(cell).strip()
        if not text:
            continue
        name = heading[number] if number < len(heading) else str(number + 1)
        steps = columns[number] if number < len(columns) else []
        place = f"{line}:{name}"
        if name == _LANGUAGES:
            spoken = text.split()
        elif not steps:
            told.tell("unread-column", place, column=name, found=text[:60])
        elif len(steps) == 1 and (steps[0] in _WHOLE or steps[0] == "ects"):
            _whole(str(steps[0]), text, tree, told, place, language)
        else:
            put(tree, steps, text)
            told.places[key_of(steps)] = place
    for key, value in in_order(closed(tree), spoken).items():
        told.put(key, value, told.places.get(key, told.place))
    return told


def _whole(key: str, text: str, tree: Tree, told: Gathered, place: str, language: str) -> None:
    """Take over a cell with several values, or one of several parts."""
    parts = [part.strip(" -•\t\r") for part in _PARTS.split(text) if part.strip(" -•\t\r")]
    told.places["workload.credits" if key == "ects" else key] = place
    match key:
        case "outcomes":
            numbered = enumerate(parts, 1)
            tree[key] = [{"id": f"LO{at}", "text": {language: part}} for at, part in numbered]
        case "level":
            found = _LEVEL.fullmatch(text)
            framework, value = (found[1], found[2]) if found else ("", "")
            tree[key] = [{"framework": framework.upper(), "value": value}]
        case "price":
            found = _PRICE.fullmatch(text)
            tree[key] = {"amount": found[1].replace(",", "."), "currency": found[2]} if found else {"amount": text}
        case "quality":
            tree[key] = [{"body": text}]
        case "stackability":
            tree[key] = {"kind": text}
        case "ects":
            put(tree, ["workload", "credits"], f"{text.replace(',', '.')} ECTS")
        case _:
            tree[key] = [one.strip() for part in parts for one in part.split(",") if one.strip()]


def _dotted(key: str) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps_of(key))


def _order(column: str) -> list[int | str]:
    """Return where a column stands: in the order of the format, entries by their number."""
    kind: Kind = MICROCREDENTIAL
    order: list[int | str] = []
    for step in column.split("."):
        if isinstance(kind, Many) and step.isdigit():
            order, kind = [*order, int(step)], kind.of
        elif isinstance(kind, Section):
            names = [field.key for field in kind.fields]
            order, kind = [*order, names.index(step)], kind.fields[names.index(step)].kind
        else:
            order = [*order, step]
    return order


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet computes: an apostrophe stands before what looks like a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith((*FORMULA, "'")) else cell


def _said(cell: str) -> str:
    """Return what a cell says without the apostrophe that makes it text."""
    inner = cell[1:].lstrip(" ")
    return cell[1:] if cell.startswith("'") and inner.startswith((*FORMULA, "'")) else cell
