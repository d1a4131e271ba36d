"""The register of transfer values: what is recognised as what, for anyone to read before they ask."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.institution import queries as institution
from testamur.domain.recognition import queries
from testamur.domain.recognition.values import PrecedentView
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.words import recognition as words

_PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show what institutions recognise as what."""
    wanted, said, after = typed(request.GET, "at"), typed(request.GET, "text"), number(request.GET, "after") or 0
    place = institution.by_code(wanted) if wanted else None
    found = queries.register(
        on=_now().date(), institution_id=place.id if place else None, text=said, after=after, limit=_PAGE + 1
    )
    context = {
        "lines": lines(found[:_PAGE]),
        "places": institution.institutions(),
        "place": place,
        "text": said,
        "is_searched": bool(said or place),
        "next": f"?text={said}&at={wanted}&after={after + _PAGE}" if len(found) > _PAGE else "",
        "first": f"?text={said}&at={wanted}" if after else "",
        "section": "recognition",
    }
    return render(request, "testamur/recognition/register.html", context)


@require_safe
def transfer_value(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one line of the register."""
    found = queries.transfer_value(uuid)
    context = {"line": lines([found])[0], "section": "recognition"}
    return render(request, "testamur/recognition/transfer_value.html", context)


def lines(found: list[PrecedentView]) -> list[dict[str, object]]:
    """Return precedents in words."""
    places = institution.directory(one.institution_id for one in found)
    return [
        {
            "one": one,
            "institution": places[one.institution_id],
            "outcome": words.outcomes()[one.draft.outcome],
            "source": words.sources().get(one.draft.source, one.draft.source),
            "purpose": words.purposes()[one.purpose],
            "ended": words.endings().get(one.ended_because, ""),
        }
        for one in found
    ]


def _now() -> datetime:
    return datetime.now(UTC)
