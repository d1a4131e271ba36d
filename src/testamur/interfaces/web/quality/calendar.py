"""What is published and when it is looked at again, as a list and as a calendar for other programs."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testamur.domain.design import queries
from testamur.domain.design.scale_values import CycleLine
from testamur.interfaces.web.design.showing import stage
from testamur.interfaces.web.quality.icalendar import Day, calendar
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.quality import reasons_to_look

_PAGE = 200


@require_safe
def due(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is out: when the next look is due, and what else asks for one."""
    actor, place = actor_at(request, code)
    found = queries.cycle(actor, on=datetime.now(UTC).date())
    wanted = typed(request.GET, "because", 20)
    counts = {why: sum(why in one.reasons for one in found) for why in reasons_to_look()}
    listed = [one for one in found if wanted in one.reasons] if wanted in counts else found
    context = {
        **frame(actor, place, "calendar"),
        "assured": queries.assured(place.id),
        "lines": [_line(one) for one in listed[:_PAGE]],
        "more": max(len(listed) - _PAGE, 0),
        "total": len(found),
        "because": wanted if wanted in counts else "",
        "counts": [(why, said, counts[why]) for why, said in reasons_to_look().items() if counts[why]],
    }
    return render(request, "testamur/design/quality/calendar.html", context)


@require_safe
def icalendar(request: HttpRequest, code: str) -> HttpResponse:
    """Return the days on which something is to be looked at again, for a calendar."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    found = queries.cycle(actor, on=now.date())
    days = [
        Day(
            uid=f"{one.design.uuid}@{settings.BASE_URL.partition('//')[2]}",
            on=one.design.review_due_on,
            title=_("Look again: {title}").format(title=one.design.title),
            text="; ".join(reasons_to_look()[why] for why in one.reasons),
            address=settings.BASE_URL + reverse("web:quality-design", args=(code, one.design.uuid)),
        )
        for one in found
        if one.design.review_due_on
    ]
    name = _("Reviews of {place}").format(place=place.name)
    answer = HttpResponse(calendar(name, days, at=now), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reviews-{place.code}.ics"'
    return answer


def _line(one: CycleLine) -> dict[str, object]:
    words = reasons_to_look()
    return {"one": one, "stage": stage(one.design.state), "reasons": [(why, words[why]) for why in one.reasons]}
