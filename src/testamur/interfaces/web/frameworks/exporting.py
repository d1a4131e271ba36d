"""A framework as a file: a CASE package or a table that can be read back."""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from testamur.core.exchange.frameworks import case, table
from testamur.domain.frameworks import queries
from testamur.interfaces.web.skills import seen
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import spoken
from testamur.refusals import NotFound


@require_safe
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Hand out a framework that the visitor sees: ``json`` (CASE 1.1) or ``csv``."""
    if form not in ("json", "csv"):
        raise NotFound(what="form")
    of = seen.version(request, code, typed(request.GET, "version", 40))
    found = queries.whole(of)
    if form == "csv":
        data, media_type = table.write(found), "text/csv; charset=utf-8"
    else:
        told = case.write(found, language=queries.language_of(of, spoken()), at=of.imported_at)
        data, media_type = orjson.dumps(told, option=orjson.OPT_INDENT_2), "application/json"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{of.code}-{of.version}.{form}"'
    return seen.kept(response, of)
