"""OneRoster CSV 1.1 and 1.2: ``results.csv`` joined with ``users.csv`` (IMS OneRoster CSV tables, results and users).

The two files are joined in memory, since nothing says that a person's results stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from testamur.core.assessment.intake import cells
from testamur.core.assessment.intake.cells import DayOrder, Unreadable
from testamur.core.assessment.intake.dialect import delimiter
from testamur.core.assessment.intake.encoding import recognise
from testamur.core.assessment.intake.headers import normalise
from testamur.core.assessment.intake.line_items import Items
from testamur.core.assessment.intake.recipients import Census, Doorkeeper, keys
from testamur.core.assessment.intake.records import Record, records
from testamur.core.assessment.intake.values import (
    COLUMN_LIMIT,
    Column,
    IntakeError,
    Notice,
    ResultRow,
    RowError,
    Source,
)
from testamur.core.model.result import AssessmentResult

_NEEDED = ("sourcedId", "lineItemSourcedId", "studentSourcedId", "score")
_USED = {"score": "marks", "scoreDate": "taken_on", "studentSourcedId": "person", "lineItemSourcedId": "assessment"}
_GRADED = frozenset({"", "fully graded", "fullygraded"})
_DELETED = "tobedeleted"
_SHOWN = 60


def is_results(headers: tuple[str, ...]) -> bool:
    """Say whether these are the headings of ``results.csv``."""
    return set(_NEEDED) <= set(headers)


@dataclass(slots=True)
class _Person:
    """A user with what was found of their results so far; ``line`` is that of the first result."""

    name: str
    email: str
    identifier: str
    line: int = 0
    results: list[AssessmentResult] = field(default_factory=list)
    trouble: RowError | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Results joined with users, in the order in which each person first appears in the results."""

    people: tuple[_Person, ...]
    errors: tuple[RowError, ...]
    columns: tuple[Column, ...]
    notices: tuple[Notice, ...]

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.people)

    def entries(self) -> Iterator[ResultRow | RowError | Notice]:
        """Yield rows, errors and notices in the order of the lines of ``results.csv``."""
        census = Census()
        for one in self.people:
            for key in keys(one.name, one.email, one.identifier):
                census.count(key)
        door = Doorkeeper(census.suspects())
        found: list[ResultRow | RowError] = [*self.errors, *(one.trouble or _row(one) for one in self.people)]
        for entry in sorted(found, key=lambda one: one.line):
            yield door.admit(entry) if isinstance(entry, ResultRow) else entry


def _row(person: _Person) -> ResultRow:
    numbered: dict[str, int] = {}
    results = []
    for one in person.results:
        numbered[one.assessment_id] = numbered.get(one.assessment_id, 0) + 1
        results.append(
            AssessmentResult(one.assessment_id, one.percent, taken_on=one.taken_on, attempt=numbered[one.assessment_id])
        )
    return ResultRow(person.line, person.name, person.email, person.identifier, tuple(results))


def join(
    source: Source,
    codec: str,
    mark: str,
    items: Items,
    users: Source | None,
) -> Join:
    """Join ``results.csv`` with ``users.csv``; *items* says which line item is which assessment.

    Raises `IntakeError`: ``users-missing``, ``users-unreadable``, ``no-results-for-these-assessments``, ``no-rows``.
    """
    if users is None:
        raise IntakeError("users-missing")
    people = _people(users)
    filled = (record for record in records(source, codec, mark) if not record.blank)
    headers = tuple(cell.strip() for cell in next(filled).cells)
    ordered: dict[str, _Person] = {}
    errors: list[RowError] = []
    strangers: set[str] = set()
    for record in filled:
        try:
            _take(record, headers, items, people, ordered, strangers)
        except _Trouble as why:
            errors.append(why.error)
    if not ordered and not errors:
        raise IntakeError("no-results-for-these-assessments" if strangers else "no-rows")
    columns = tuple(Column(place + 1, header, _USED.get(header, "")) for place, header in enumerate(headers))
    notices = tuple(Notice("line-item-not-used", facts={"item": item}) for item in sorted(strangers)[:20])
    return Join(tuple(ordered.values()), tuple(errors), columns, notices)


class _Trouble(Exception):  # noqa: N818 - carries a row's error out of the steps that read it
    def __init__(self, error: RowError) -> None:
        self.error = error
        super().__init__(error.code)


def _people(users: Source) -> dict[str, _Person | RowError]:
    """Return sourcedId → person, or what is wrong with them. Raises `IntakeError`."""
    codec = recognise(users)
    filled = (one for one in records(users, codec, delimiter(users, codec, ())) if not one.blank)
    head = next(filled, None)
    headers = tuple(cell.strip() for cell in head.cells) if head else ()
    if len(headers) > COLUMN_LIMIT or not {"sourcedId", "givenName", "familyName"} <= set(headers):
        raise IntakeError("users-unreadable", expected="sourcedId, givenName, familyName, identifier, email")
    found: dict[str, _Person | RowError] = {}
    for record in filled:
        # A row that is cut short lacks cells, and a row that cannot be taken apart has none: whoever it was is unknown.
        cell = dict.fromkeys(headers, "") | dict(zip(headers, (one.strip() for one in record.cells), strict=False))
        if cell["sourcedId"] and cell.get("status", "").casefold() != _DELETED:
            found.setdefault(cell["sourcedId"], _person(record, cell))
    return found


_USER_CELLS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("givenName", cells.name),
    ("familyName", cells.name),
    ("email", cells.email),
    ("identifier", cells.identifier),
    ("sourcedId", cells.identifier),
)


def _person(record: Record, cell: Mapping[str, str]) -> _Person | RowError:
    told: dict[str, str] = {}
    place: dict[str, str | int] = {"file": "users", "users_line": record.line}
    for column, read in _USER_CELLS:
        try:
            told[column] = read(cell.get(column, ""))
        except Unreadable as why:
            return RowError(0, column, why.code, cell[column][:_SHOWN], {**why.facts, **place})
    name = " ".join(part for part in (told["givenName"], told["familyName"]) if part)
    if not name:
        return RowError(0, "givenName", "name-missing", "", place)
    return _Person(name, told["email"], told["identifier"] or told["sourcedId"])


def _take(
    record: Record,
    headers: tuple[str, ...],
    items: Items,
    people: Mapping[str, _Person | RowError],
    ordered: dict[str, _Person],
    strangers: set[str],
) -> None:
    """Add one result to its person. Raises `_Trouble`."""
    if record.trouble:
        raise _Trouble(RowError(record.line, "", record.trouble))
    cell = dict(zip(headers, (one.strip() for one in record.cells), strict=False))
    if cell.get("status", "").casefold() == _DELETED:
        return
    item = items.get(normalise(cell.get("lineItemSourcedId", "")))
    if item is None or not item[0]:
        strangers.add(cell.get("lineItemSourcedId", "")[:_SHOWN])
        return
    student = cell.get("studentSourcedId", "")
    person = people.get(student)
    if person is None:
        raise _Trouble(RowError(record.line, "studentSourcedId", "not-among-users", student[:_SHOWN]))
    if isinstance(person, RowError):
        if student not in ordered:
            told = RowError(record.line, person.column, person.code, person.found, person.facts)
            ordered[student] = _Person("", "", "", record.line, [], told)
        return
    known = ordered.setdefault(student, person)
    known.line = known.line or record.line
    try:
        known.results.append(_result(record, cell, item))
    except _Trouble as why:
        # A person with an unreadable result is not judged on the others.
        known.trouble = known.trouble or why.error


def _result(record: Record, cell: Mapping[str, str], item: tuple[str, Decimal]) -> AssessmentResult:
    graded = cell.get("scoreStatus", "").casefold() in _GRADED
    column = "score"
    try:
        percent = cells.percent(cell.get("score", ""), item[1]) if graded else None
        column = "scoreDate"
        taken_on = cells.day(cell.get("scoreDate", ""), DayOrder())
    except Unreadable as why:
        found = cell.get(column, "")[:_SHOWN]
        raise _Trouble(RowError(record.line, column, why.code, found, why.facts)) from None
    return AssessmentResult(item[0], percent, taken_on=taken_on)
