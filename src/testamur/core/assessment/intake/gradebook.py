"""A whole gradebook: looked over once, then walked row by row with flat memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from testamur.core.assessment.intake import cells, oneroster
from testamur.core.assessment.intake.cells import DayOrder, Unreadable
from testamur.core.assessment.intake.days import Days, noted, settled_by_others
from testamur.core.assessment.intake.dialect import delimiter
from testamur.core.assessment.intake.encoding import recognise
from testamur.core.assessment.intake.headers import understand
from testamur.core.assessment.intake.layout import Layout, lay_out
from testamur.core.assessment.intake.line_items import line_items as which_are_which
from testamur.core.assessment.intake.recipients import Census, Doorkeeper, keys
from testamur.core.assessment.intake.records import Record, records
from testamur.core.assessment.intake.rows import RowReader
from testamur.core.assessment.intake.values import (
    ALONE,
    COLUMN_LIMIT,
    Column,
    Companions,
    IntakeError,
    Notice,
    ResultRow,
    RowError,
    Source,
)
from testamur.core.model.microcredential import Assessment, MicroCredential

_TEN, _HUNDRED = Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class Intake:
    """A gradebook read into memory."""

    rows: tuple[ResultRow, ...]
    errors: tuple[RowError, ...]
    columns: tuple[Column, ...]
    kind: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A gradebook that was looked over. ``count`` is the number of records below the heading, for showing progress."""

    kind: str
    columns: tuple[Column, ...]
    notices: tuple[Notice, ...]
    count: int
    _book: _Table | oneroster.Join

    def entries(self) -> Iterator[ResultRow | RowError | Notice]:
        """Yield every row, and every error and notice, in the order of the file. May be called again."""
        return self._book.entries()


def read(
    data: bytes,
    *,
    definition: MicroCredential,
    mapping: Mapping[str, str] | None = None,
    extra: Companions = ALONE,
) -> Intake:
    """Read a gradebook from memory. ``extra`` are OneRoster's other files. Raises `IntakeError`."""
    book = survey(
        lambda: io.BytesIO(data),
        definition=definition,
        mapping=mapping,
        users=_source(extra.users),
        line_items=_source(extra.line_items),
    )
    entries = tuple(book.entries())
    return Intake(
        rows=tuple(one for one in entries if isinstance(one, ResultRow)),
        errors=tuple(one for one in entries if isinstance(one, RowError)),
        columns=book.columns,
        kind=book.kind,
        notices=(*book.notices, *(one for one in entries if isinstance(one, Notice))),
    )


def _source(data: bytes | None) -> Source | None:
    return None if data is None else lambda: io.BytesIO(data)


def headings(data: bytes, *, definition: MicroCredential) -> tuple[str, ...]:
    """Return the headings of a gradebook, for somebody to say what they mean; none where it is no list."""
    try:
        _codec, _mark, head = _begin(lambda: io.BytesIO(data), definition.assessments)
    except IntakeError:
        return ()
    return _headers(head) if len(head.cells) <= COLUMN_LIMIT else ()


def survey(
    source: Source,
    *,
    definition: MicroCredential,
    mapping: Mapping[str, str] | None = None,
    users: Source | None = None,
    line_items: Source | None = None,
) -> Gradebook:
    """Look a gradebook over: encoding, delimiter, columns, how dates and marks are written, who is there twice.

    ``source`` begins reading the same bytes anew each time it is called. Raises `IntakeError` when nothing in the file
    can be used.
    """
    assessments = definition.assessments
    codec, mark, head = _begin(source, assessments)
    notices = (Notice("read-as-windows-1252"),) if codec == "cp1252" else ()
    headers = _headers(head)
    if oneroster.is_results(headers):
        items, unusual = which_are_which(assessments, mapping or {}, line_items)
        join = oneroster.join(source, codec, mark, items, users)
        return Gradebook("oneroster", join.columns, (*notices, *unusual, *join.notices), join.count, join)
    if users is not None or line_items is not None:
        raise IntakeError("users-without-results" if users is not None else "line-items-without-results")
    layout = lay_out(headers, assessments, mapping or {}, _counters(source, codec, mark, headers, assessments))
    table = _look_over(_Table(source, codec, mark, layout), assessments)
    found = (*notices, *table.layout.notices, *table.notices)
    return Gradebook(table.layout.kind, table.layout.columns, found, table.count, table)


def _begin(source: Source, assessments: tuple[Assessment, ...]) -> tuple[str, str, Record]:
    """Return encoding, delimiter and the record of headings. Raises `IntakeError`."""
    codec = recognise(source)
    mark = delimiter(source, codec, assessments)
    head = next((record for record in records(source, codec, mark) if not record.blank), None)
    if head is None:
        raise IntakeError("empty-file")
    if head.trouble:
        raise IntakeError("heading-unreadable", line=head.line, why=head.trouble)
    return codec, mark, head


def _headers(head: Record) -> tuple[str, ...]:
    return tuple(cell.strip(" \t\ufeff") for cell in head.cells)


def _counters(
    source: Source, codec: str, mark: str, headers: tuple[str, ...], assessments: tuple[Assessment, ...]
) -> frozenset[int]:
    """Return the indexes of columns headed "No." or so whose cells are 1, 2, 3 … to the last row."""
    left = {
        index
        for index, header in enumerate(headers[:COLUMN_LIMIT])
        if understand(header[:200], assessments).field == "identifier?"
    }
    if not left:
        return frozenset()
    filled = (record for record in records(source, codec, mark) if not record.blank)
    for count, record in enumerate(filled):
        if count:
            left = {index for index in left if _cell(record, index).strip().rstrip(".)") == str(count)}
        if not left:
            break
    return frozenset(left)


def _cell(record: Record, index: int) -> str:
    return record.cells[index] if index < len(record.cells) else ""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of people, as plain CSV and Moodle write it."""

    source: Source
    codec: str
    delimiter: str
    layout: Layout
    orders: Mapping[int, DayOrder] | None = None
    suspects: frozenset[int] = frozenset()
    count: int = 0
    notices: tuple[Notice, ...] = ()

    def records(self) -> Iterator[Record]:
        """Yield the records below the heading, without blank ones."""
        filled = (record for record in records(self.source, self.codec, self.delimiter) if not record.blank)
        next(filled, None)
        return filled

    def entries(self) -> Iterator[ResultRow | RowError | Notice]:
        """Yield rows, errors and notices in the order of the file."""
        reader = RowReader(self.layout, self.orders or {})
        door = Doorkeeper(self.suspects)
        for record in self.records():
            row = reader.read(record)
            if isinstance(row, ResultRow):
                yield door.admit(row)
            else:
                yield from row


def _look_over(table: _Table, assessments: tuple[Assessment, ...]) -> _Table:
    """Walk the table once. Raises `IntakeError`: ``no-rows``, ``scale-unknown``."""
    layout, census, count = table.layout, Census(), 0
    days = {index for (_one, part), index in layout.parts.items() if part == "date"}
    days |= {layout.person["completed_on"]} if "completed_on" in layout.person else set()
    dates = dict.fromkeys(days, Days())
    highest: dict[int, Decimal] = {}
    for record in table.records():
        count += 1
        dates = noted(dates, record) if dates else dates
        for mark in layout.marks:
            _note_mark(highest, mark.index, record)
        for key in _keys(layout, record):
            census.count(key)
    if not count:
        raise IntakeError("no-rows")
    notices = (
        *_scales(layout, highest),
        *_without_marks(layout, assessments),
        *settled_by_others(dates, layout.columns),
    )
    orders = {index: known.order for index, known in dates.items()}
    return _Table(table.source, table.codec, table.delimiter, layout, orders, census.suspects(), count, notices)


def _note_mark(highest: dict[int, Decimal], index: int, record: Record) -> None:
    """Keep the highest mark of a column; one percent sign shows that the column is in percent."""
    try:
        value, signed = cells.number(record.cells[index]) if index < len(record.cells) else (None, False)
    except Unreadable:
        return
    if value is not None:
        highest[index] = max(highest.get(index, value), _HUNDRED if signed else value)


def _keys(layout: Layout, record: Record) -> tuple[str, ...]:
    """Return the keys of a record as the row will have them; an unreadable cell gives a key that meets no one."""

    def cell(field: str) -> str:
        index = layout.person.get(field)
        return record.cells[index] if index is not None and index < len(record.cells) else ""

    try:
        name = cells.name(cell("name")) or " ".join((cells.name(cell("first_name")), cells.name(cell("last_name"))))
        return keys(name, cells.email(cell("email")), cells.identifier(cell("identifier")))
    except Unreadable:
        return ()


def _scales(layout: Layout, highest: Mapping[int, Decimal]) -> Iterator[Notice]:
    """Point out marks that may not be percent; refuse a column of points that cannot be out of a hundred."""
    for mark in layout.marks:
        top, header = highest.get(mark.index), layout.columns[mark.index].header
        if top is None or mark.scale != _HUNDRED:
            continue
        if mark.points and not _TEN < top <= _HUNDRED:
            raise IntakeError("scale-unknown", column=header, field=mark.assessment_id, highest=str(top))
        if mark.points:
            yield Notice("points-taken-as-percent", column=header, facts={"field": mark.assessment_id})
        elif top <= _TEN:
            facts = {"field": mark.assessment_id, "highest": str(top)}
            yield Notice("marks-look-like-points", column=header, facts=facts)


def _without_marks(layout: Layout, assessments: tuple[Assessment, ...]) -> Iterator[Notice]:
    """Name assessments that no column speaks of, unless the file decides for the whole."""
    spoken = {mark.assessment_id for mark in layout.marks} | {one for one, part in layout.parts if part == "passed"}
    if "passed" not in layout.person:
        for one in assessments:
            if one.id not in spoken:
                yield Notice("assessment-without-column", facts={"field": one.id})
