"""A small framework as a table, to begin one's own with."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_ROWS = (
    ("code", "label", "kind", "description", "alternatives", "broader"),
    ("G1", "work on the quay", "skill-group", "", "", ""),
    ("K1", "tie knots", "skill", "Tie a rope so that it holds.", "make knots | fasten ropes", "G1"),
    ("K2", "tides", "knowledge", "When water rises and falls.", "", "G1"),
)


def rows() -> tuple[tuple[str, ...], ...]:
    """Return the example's cells, the names of its columns first."""
    return _ROWS


@require_safe
def download(_request: HttpRequest) -> HttpResponse:
    """Return the example as a file."""
    held = io.StringIO(newline="")
    csv.writer(held).writerows(_ROWS)
    # With its mark, by which spreadsheets know UTF-8.
    response = HttpResponse(b"\xef\xbb\xbf" + held.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="framework.csv"'
    return response
