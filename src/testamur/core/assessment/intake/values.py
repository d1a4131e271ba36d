"""What reading a gradebook gives: rows, errors with their place, and things worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from testamur.core.model.result import AssessmentResult

# A gradebook of a million people is about 100 MB; what is larger is not a gradebook.
FILE_LIMIT = 256 * 1024 * 1024
LINE_LIMIT = 512 * 1024
COLUMN_LIMIT = 500
CELL_LIMIT = 10_000
NAME_LIMIT = 250

# Reading goes over the bytes more than once, so it is handed a way to begin again.
Source = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Companions:
    """The other files of a OneRoster export, where ``results.csv`` is the gradebook."""

    users: bytes | None = None
    line_items: bytes | None = None


ALONE = Companions()


class IntakeError(Exception):
    """The file as a whole cannot be used. ``code`` is stable, ``facts`` are plain texts and numbers; no sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its number from 1, its heading as written, and our field, empty where it is not used."""

    number: int
    header: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One person with their results. ``declared`` is what the file says of the whole, where it says so."""

    line: int
    name: str
    email: str = ""
    identifier: str = ""
    results: tuple[AssessmentResult, ...] = ()
    completed_on: date | None = None
    declared: bool | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row was not taken: ``column`` is the heading as written, ``found`` the cell, cut to a readable length."""

    line: int
    column: str
    code: str
    found: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the sender should know that keeps no row out. ``line`` 0: the whole file."""

    code: str
    line: int = 0
    column: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict, hash=False)
