"""Gradebooks in: the bytes of a list of people and their marks become rows, and what is wrong with them.

Understands plain CSV however a spreadsheet saved it, Moodle's grade export and OneRoster's ``results.csv`` with
``users.csv`` and ``lineItems.csv``. ``read`` is for what fits in memory; ``survey`` walks a file of any length with
flat memory.
"""

from testamur.core.assessment.intake.gradebook import Gradebook, Intake, headings, read, survey
from testamur.core.assessment.intake.values import (
    ALONE,
    CELL_LIMIT,
    COLUMN_LIMIT,
    FILE_LIMIT,
    Column,
    Companions,
    IntakeError,
    Notice,
    ResultRow,
    RowError,
)

__all__ = [
    "ALONE",
    "CELL_LIMIT",
    "COLUMN_LIMIT",
    "FILE_LIMIT",
    "Column",
    "Companions",
    "Gradebook",
    "Intake",
    "IntakeError",
    "Notice",
    "ResultRow",
    "RowError",
    "headings",
    "read",
    "survey",
]
