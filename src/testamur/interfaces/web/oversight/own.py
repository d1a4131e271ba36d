"""What somebody did themselves with suggestions: theirs to see, wherever it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.oversight import queries
from testamur.domain.oversight.values import DecisionView
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words.oversight import purpose_names, verdict_names


@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """Show what the visitor took and refused, the newest first, and by what it had been suggested."""
    rows = [_row(one) for one in queries.own_decisions(signed_in(request))]
    return render(request, "testamur/oversight/own.html", {"rows": rows, "section": "mine"})


def _row(one: DecisionView) -> dict[str, object]:
    return {
        "at": one.at,
        "label": one.offered.output.get("label") or one.offered.item,
        "purpose": purpose_names().get(one.purpose, one.purpose),
        "verdict": verdict_names().get(one.verdict, one.verdict),
        "model": one.offered.model,
        "words": _words(one),
    }


def _words(one: DecisionView) -> str:
    """Return the words that spoke for it, where they are kept."""
    output = one.offered.output
    text, start, end = output.get("text"), output.get("start"), output.get("end")
    return text[start:end] if isinstance(text, str) and isinstance(start, int) and isinstance(end, int) else ""
