"""One record to one person with results, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from testamur.core.assessment.intake import cells
from testamur.core.assessment.intake.cells import DayOrder, Unreadable
from testamur.core.assessment.intake.layout import Layout
from testamur.core.assessment.intake.records import Record
from testamur.core.assessment.intake.values import CELL_LIMIT, ResultRow, RowError
from testamur.core.model.result import AssessmentResult

Value = TypeVar("Value")
_SHOWN = 60


@dataclass(slots=True)
class RowReader:
    """Reads records under one layout; ``orders`` says per column index how its dates are written."""

    layout: Layout
    orders: Mapping[int, DayOrder]
    _errors: list[RowError] = field(default_factory=list)

    def read(self, record: Record) -> ResultRow | tuple[RowError, ...]:
        """Return the row, or all of its errors."""
        if record.trouble:
            return (RowError(record.line, "", record.trouble),)
        width = self.layout.width
        if any(cell.strip() for cell in record.cells[width:]):
            facts = {"found": len(record.cells), "expected": width}
            return (RowError(record.line, "", "too-many-cells", record.cells[width][:_SHOWN], facts),)
        self._errors = []
        filled = record.cells + ("",) * (width - len(record.cells))
        row = self._row(record.line, filled)
        return tuple(self._errors) if self._errors or row is None else row

    def _row(self, line: int, filled: tuple[str, ...]) -> ResultRow | None:
        name = self._name(line, filled)
        if not name and not self._errors:
            self._errors.append(RowError(line, self._header(self._name_columns()[0]), "name-missing"))
        return ResultRow(
            line=line,
            name=name,
            email=self._person(line, filled, "email", cells.email) or "",
            identifier=self._person(line, filled, "identifier", cells.identifier) or "",
            results=self._results(line, filled),
            completed_on=self._day(line, filled, self.layout.person.get("completed_on")),
            declared=self._person(line, filled, "passed", cells.truth),
        )

    def _name(self, line: int, filled: tuple[str, ...]) -> str:
        parts = (self._cell(line, filled, index, cells.name) or "" for index in self._name_columns())
        return " ".join(part for part in parts if part)

    def _name_columns(self) -> list[int]:
        person = self.layout.person
        if "name" in person:
            return [person["name"]]
        return [person[part] for part in ("first_name", "last_name") if part in person]

    def _results(self, line: int, filled: tuple[str, ...]) -> tuple[AssessmentResult, ...]:
        """Return one result for each assessment that has a column with something in it."""
        found: dict[str, AssessmentResult] = {}
        for mark in self.layout.marks:
            scale = mark.scale
            percent = self._cell(line, filled, mark.index, lambda cell, scale=scale: cells.percent(cell, scale))  # type: ignore[misc]
            found[mark.assessment_id] = self._result(line, filled, mark.assessment_id, percent)
        for assessment_id, part in self.layout.parts:
            if part == "passed" and assessment_id not in found:
                found[assessment_id] = self._result(line, filled, assessment_id, None)
        return tuple(found.values())

    def _result(
        self, line: int, filled: tuple[str, ...], assessment_id: str, percent: Decimal | None
    ) -> AssessmentResult:
        place = {part: self.layout.parts.get((assessment_id, part)) for part in ("passed", "supervised", "identity")}
        return AssessmentResult(
            assessment_id=assessment_id,
            percent=percent,
            passed=self._cell(line, filled, place["passed"], cells.truth),
            taken_on=self._day(line, filled, self.layout.parts.get((assessment_id, "date"))),
            supervised=self._cell(line, filled, place["supervised"], cells.truth),
            identity_checked=self._cell(line, filled, place["identity"], cells.truth),
        )

    def _person(self, line: int, filled: tuple[str, ...], name: str, read: Callable[[str], Value]) -> Value | None:
        return self._cell(line, filled, self.layout.person.get(name), read)

    def _day(self, line: int, filled: tuple[str, ...], index: int | None) -> date | None:
        order = self.orders.get(index, DayOrder()) if index is not None else DayOrder()
        return self._cell(line, filled, index, lambda cell: cells.day(cell, order))

    def _cell(
        self, line: int, filled: tuple[str, ...], index: int | None, read: Callable[[str], Value]
    ) -> Value | None:
        """Read one cell; what cannot be read becomes an error of the row."""
        if index is None:
            return None
        cell = filled[index]
        try:
            if len(cell) > CELL_LIMIT:
                raise Unreadable("too-long", limit=CELL_LIMIT, length=len(cell))  # noqa: TRY301 - one way out for all
            return read(cell)
        except Unreadable as why:
            self._errors.append(RowError(line, self._header(index), why.code, cell.strip()[:_SHOWN], why.facts))
            return None

    def _header(self, index: int) -> str:
        return self.layout.columns[index].header
