"""Which character stands between the cells: the one under which the heading makes sense and the rows agree with it."""

from __future__ import annotations

from itertools import islice

from testamur.core.assessment.intake.headers import understand
from testamur.core.assessment.intake.records import DELIMITERS, Record, records, separator_hint
from testamur.core.assessment.intake.values import COLUMN_LIMIT, Source
from testamur.core.model.microcredential import Assessment

_SAMPLE = 40


def delimiter(source: Source, codec: str, assessments: tuple[Assessment, ...]) -> str:
    """Return the delimiter of the file; a comma where there is only one column."""
    hint = separator_hint(source, codec)
    if hint in DELIMITERS:
        return hint
    return max(DELIMITERS, key=lambda mark: _likelihood(source, codec, mark, assessments))


def _likelihood(source: Source, codec: str, mark: str, assessments: tuple[Assessment, ...]) -> tuple[int, float, int]:
    """Return how many headings are understood, how many rows are as wide as the heading, and how wide that is."""
    sample = [record for record in islice(records(source, codec, mark), _SAMPLE) if not record.blank]
    if not sample or sample[0].trouble:
        return (0, 0.0, 0)
    head, rows = sample[0], sample[1:]
    width = len(head.cells)
    understood = sum(1 for cell in head.cells[:COLUMN_LIMIT] if understand(cell[:200], assessments).field)
    agreeing = sum(1 for row in rows if _width(row) == width) / (len(rows) or 1)
    return (understood, agreeing if width > 1 else 0.0, width)


def _width(row: Record) -> int:
    return len(row.cells)
