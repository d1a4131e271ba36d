"""How a column's dates are written: day or month first, and which cell shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from testamur.core.assessment.intake import cells
from testamur.core.assessment.intake.cells import DayOrder
from testamur.core.assessment.intake.records import Record
from testamur.core.assessment.intake.values import Column, Notice

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Days:
    """What a column's dates show. ``line``, ``found``: the cell that settles it; ``leaning``: cells that need it."""

    order: DayOrder = field(default_factory=DayOrder)
    line: int = 0
    found: str = ""
    leaning: int = 0

    def with_cell(self, line: int, cell: str) -> Days:
        """Return what is known after one more cell."""
        seen = cells.day_order(cell)
        leaning = self.leaning + cells.leans_on_order(cell)
        if not (seen.day_first or seen.month_first):
            return self if leaning == self.leaning else Days(self.order, self.line, self.found, leaning)
        order = DayOrder(self.order.day_first or seen.day_first, self.order.month_first or seen.month_first)
        if self.line:
            return Days(order, self.line, self.found, leaning)
        return Days(order, line, cell.strip()[:_SHOWN], leaning)


def noted(days: Mapping[int, Days], record: Record) -> dict[int, Days]:
    """Return what is known of every column of dates after *record*."""
    return {
        index: known.with_cell(record.line, record.cells[index]) if index < len(record.cells) else known
        for index, known in days.items()
    }


def settled_by_others(days: Mapping[int, Days], columns: tuple[Column, ...]) -> Iterator[Notice]:
    """Yield a notice for each column in which some rows mean a day only because of how another row is written."""
    for index, known in sorted(days.items()):
        if known.leaning and known.order.day_first != known.order.month_first:
            code = "dates-read-day-first" if known.order.day_first else "dates-read-month-first"
            facts: dict[str, str | int] = {"found": known.found, "count": known.leaning}
            yield Notice(code, known.line, columns[index].header, facts)
