"""What if: a learner supposes to hold something more, planned or from elsewhere, and sees what it would change."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from testamur.core.credential import verify
from testamur.core.credential.reading import MAX_BYTES
from testamur.core.rules import Holding
from testamur.domain.awards import queries
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import carried, dropped, goals, planning
from testamur.interfaces.web.charting.carried import Carried
from testamur.interfaces.web.charting.dropped import Given, Reading
from testamur.interfaces.web.check import HOUSE, WORLD
from testamur.interfaces.web.constellation import Goal, Offer
from testamur.interfaces.web.pathways.listed import address, owners_of
from testamur.interfaces.web.pathways.mine import OnOne, own_line
from testamur.interfaces.web.pathways.telling import offers, told
from testamur.interfaces.words import _


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what is supposed, and what it would change. Nothing is kept: a dropped credential stays with the page."""
    line, today = own_line(request, uuid), datetime.now(UTC).date()
    brought, readings, error = _brought(request)
    ticked, typed = planning.ticked(request.POST), planning.typed(request.POST)
    offered = offers(line.found.named, address, on=today)
    extra = (
        *goals.named_at(line.found.listing.institution.code, brought.holdings),
        *planning.planned(ticked, typed, offered, line.found.named, on=today),
    )
    seen = queries.supposing(line.standing.person_id, standing=uuid, extra=extra, on=today)
    weighed = (*line.standing.holdings, *extra)
    goal = Goal(
        line.found.policy, seen.after, holdings=weighed, offers=tuple(offered), by=owners_of(line.found.listing)
    )
    sky = constellation.sky([goal], weighed, focus=line.found.policy.id, on=today)
    context = {
        "line": line,
        "before": told(line.found.policy, seen.before, line.standing.holdings, line.found.named),
        "after": told(line.found.policy, seen.after, weighed, line.found.named) if extra else None,
        "shown": constellation.shown(sky),
        "choices": _choices(line, offered, ticked),
        "typed": typed,
        "units": planning.units(),
        "levels": planning.levels(),
        "tags": constellation.tags(line.found.policy),
        "state": carried.sealed(brought),
        "readings": readings,
        "error": error,
        "limit": MAX_BYTES // 2**20,
        "section": "mine",
    }
    status = 422 if error or typed.problem else 200
    return render(request, "testamur/pathways/what_if.html", context, status=status)


def _choices(line: OnOne, offered: Sequence[Offer], ticked: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """Return what the pathway names and the learner does not hold: reference, title, ticked."""
    held = {one.ref for one in line.standing.holdings if one.state == "confirmed"}
    return [(one.ref, one.title, one.ref in ticked) for one in offered if one.ref not in held]


def _brought(request: HttpRequest) -> tuple[Carried, tuple[Reading, ...], str]:
    """Return what was dropped before and now, what became of it, and what is wrong with the form."""
    if request.method != "POST":
        return Carried(), (), ""
    try:
        before = carried.opened(request.POST.get("state", ""))
    except carried.Expired:
        return Carried(), (), _("This page was open for too long. Give your files once more.")
    given = [
        Given(file.name or "", file.read() if (file.size or 0) <= MAX_BYTES else b"", file.size or 0)
        for file in request.FILES.getlist("file")[: dropped.MOST_FILES]
    ]
    at = datetime.now(UTC)
    readings = tuple(
        dropped.read(
            given,
            judge=lambda data: verify(data, world=WORLD, at=at),
            known=goals.issued_here,
            clock=time.monotonic,
            house=HOUSE,
        )
    )
    found: tuple[Holding, ...] = tuple(holding for reading in readings for holding in reading.holdings)
    return carried.merged(before, found), readings, ""
