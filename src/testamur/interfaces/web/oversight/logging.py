"""The log of decisions to take away, for an auditor: as a spreadsheet, or as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from testamur.domain.oversight import queries
from testamur.domain.oversight.values import DecisionView
from testamur.interfaces.web.oversight.drifting import span
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.visitor import actor_at
from testamur.refusals import NotFound

# Named as the law's list of what is to be kept names them, for machines: they are not translated.
_COLUMNS = (
    *("id", "ts", "purpose", "about", "model_id", "version", "input_digest", "language", "item", "label"),
    *("confidence", "shown_to", "human_decider", "decision", "overridden", "reason", "input_refs", "output"),
)


@require_safe
def log(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Send the log of decisions; people stand in it as numbers."""
    actor, place = actor_at(request, code)
    since, until = span(request)
    found = queries.decisions(actor, since=since, until=until)
    name = f"{place.code}-decisions"
    if form == "csv":
        return download(name, _COLUMNS, lambda skip, limit: found[skip : skip + limit], _cells)
    if form != "jsonl":
        raise NotFound(what="file", name=form)
    response = StreamingHttpResponse(_lines(found), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="{name}.jsonl"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(found: list[DecisionView]) -> Iterator[str]:
    for one in found:
        yield json.dumps(_told(one), ensure_ascii=False, default=datetime.isoformat) + "\n"


def _cells(one: DecisionView) -> Sequence[object]:
    told = _told(one)
    return [json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value for value in told.values()]


def _told(one: DecisionView) -> dict[str, object]:
    offered = one.offered
    values = (
        *(str(one.uuid), one.at.isoformat(), one.purpose, one.about, offered.model, one.version, one.digest),
        *(offered.language, offered.item, offered.output.get("label", ""), offered.confidence, one.shown_to),
        *(one.decided_by, one.verdict, one.is_overridden, one.reason, dict(offered.refs), dict(offered.output)),
    )
    return dict(zip(_COLUMNS, values, strict=True))
