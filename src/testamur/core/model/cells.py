"""Cells of tables that people open in a spreadsheet: none of them is computed."""

from __future__ import annotations

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), or skips before one; also as
# East Asian keyboards write it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet computes: an apostrophe stands before text that looks like a formula."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
