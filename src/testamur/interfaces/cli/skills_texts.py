"""Where the texts for ``testamur skills suggest`` come from: the command line, a file, rows of a table, the input."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from testamur.interfaces.words import _

_MOST_BYTES = 50_000_000
_MOST_ROWS = 100_000
_LONGEST_CELL = 1_000_000
_LONGEST_NAME = 4_096
# What the column of a table is called where nobody says it.
_USUAL = ("text", "sentence", "outcome", "description", "statement")
_TABLES = (".csv", ".jsonl")


class UnreadableError(Exception):
    """The text cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and of a table the number of its row, counted from 1; 0 elsewhere."""

    text: str
    row: int = 0


def texts_of(source: str, column: str | None = None) -> tuple[Text, ...]:
    """Return the texts that *source* names or is. Raises UnreadableError."""
    if source == "-":
        return (Text(_decoded(sys.stdin.buffer.read(_MOST_BYTES + 1), "-")),)
    path = _path(source)
    if path is None:
        return (Text(source),)
    with path.open("rb") as file:
        content = _decoded(file.read(_MOST_BYTES + 1), path.name)
    if path.suffix.casefold() not in _TABLES:
        return (Text(content),)
    rows = _from_csv(content, path.name) if path.suffix.casefold() == ".csv" else _from_jsonl(content, path.name)
    return _chosen(rows, path.name, column)


def _path(source: str) -> Path | None:
    """Return the file that a text names. What looks like a file's name and is none is a mistake, not a text."""
    if len(source) > _LONGEST_NAME or "\n" in source or "\0" in source:
        return None
    path = Path(source).expanduser()
    try:
        if path.is_file():
            return path
    except OSError:
        return None
    if " " not in source and path.suffix.casefold() in (*_TABLES, ".txt", ".md"):
        raise UnreadableError(_("There is no file {name}.").format(name=source))
    return None


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _MOST_BYTES:
        raise UnreadableError(_("{name} is larger than {most} MB.").format(name=name, most=_MOST_BYTES // 1_000_000))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            _("{name}, line {line}: this is not UTF-8. Save the file as text in UTF-8.").format(name=name, line=line)
        ) from error


def _from_csv(content: str, name: str) -> list[Mapping[str, object]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        return _few(reader, name)
    except csv.Error as error:
        line = reader.reader.line_num
        said = _("{name}, line {line}: {reason}.").format(name=name, line=line, reason=error)
        raise UnreadableError(said) from error


def _from_jsonl(content: str, name: str) -> list[Mapping[str, object]]:
    rows: list[Mapping[str, object]] = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            said = _("{name}, line {line}: {reason}.").format(name=name, line=number, reason=error)
            raise UnreadableError(said) from error
        if not isinstance(row, dict):
            raise UnreadableError(_("{name}, line {line}: this is no JSON object.").format(name=name, line=number))
        rows.append(row)
    return _few(rows, name)


def _few(rows: Iterable[Mapping[str, object]], name: str) -> list[Mapping[str, object]]:
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > _MOST_ROWS:
            raise UnreadableError(
                _("{name} has more than {most} rows. Cut it into parts.").format(name=name, most=_MOST_ROWS)
            )
    return kept


def _chosen(rows: list[Mapping[str, object]], name: str, column: str | None) -> tuple[Text, ...]:
    if not rows:
        raise UnreadableError(_("{name} has no rows.").format(name=name))
    named = [column] if column else [usual for usual in _USUAL if usual in rows[0]]
    if not named or named[0] not in rows[0]:
        there = ", ".join(str(key) for key in rows[0])[:200]
        raise UnreadableError(
            _("Name the column of {name} that is the text: --column NAME. It has: {there}.").format(
                name=name, there=there
            )
        )
    return tuple(Text(str(row.get(named[0]) or ""), number) for number, row in enumerate(rows, 1))
