"""A table of adverts on its way in: how far it is, what became of each row; it can be stopped, and goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from testamur.domain.demand import actions, queries
from testamur.interfaces.web.demand.asking import head
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words.demand import row_outcomes, row_refused
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show how far a table is and what became of its rows; stop it, or let it go on."""
    actor, place = actor_at(request, code)
    error, status, now = "", 200, datetime.now(UTC)
    if request.method == "POST":
        try:
            if typed(request.POST, "verb", 10) == "stop":
                actions.stop_table(actor, table=uuid, at=now)
            else:
                actions.go_on(actor, table=uuid, at=now)
            return redirect("web:advert-table", code, uuid)
        except Refusal as refusal:
            error, status = told(refusal), status_of(refusal)
    said = row_outcomes()
    outcome, skip = typed(request.GET, "of", 10), min(number(request.GET, "skip") or 0, 10**6)
    outcome = outcome if outcome in said else ""
    rows = queries.table_rows(actor, uuid=uuid, outcome=outcome, skip=skip, limit=queries.PAGE + 1)
    found = queries.table(actor, uuid=uuid)
    here = reverse("web:advert-table", args=(code, uuid))
    kept = {"of": outcome} if outcome else {}
    context = {
        **head(actor, place, "adverts"),
        "table": found,
        "error": error,
        "rows": [
            (one, said[one.outcome], row_refused(one.because) if one.because else "") for one in rows[: queries.PAGE]
        ],
        "outcomes": [(name, words, found.counts[name]) for name, words in said.items() if name in found.counts],
        "of": outcome,
        "next": f"{here}?{urlencode({**kept, 'skip': str(skip + queries.PAGE)})}" if len(rows) > queries.PAGE else "",
        "first": f"{here}?{urlencode(kept)}" if skip else "",
    }
    is_part = bool(getattr(request, "htmx", False)) and request.method != "POST"
    page = "table_progress" if is_part else "table"
    return render(request, f"testamur/demand/{page}.html", context, status=status)
