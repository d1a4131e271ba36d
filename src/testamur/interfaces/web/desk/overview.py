"""What waits on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.awards import queries as awards
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import OfferingView
from testamur.domain.portfolio.queries import waiting_disputes
from testamur.domain.recognition import queries as recognition
from testamur.interfaces.web.visitor import actor_at


@dataclass(frozen=True, slots=True)
class Line:
    """An offering, and how many people wait in its award queue, by verdict."""

    offering: OfferingView
    counts: dict[str, int]
    was_asked: bool


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's offerings, and how many people wait in each."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    now = datetime.now(UTC)
    lines = [_line(actor, one) for one in learning.offerings(actor, on=now.date())]
    lines.sort(key=lambda line: not line.counts.get("met"))
    context = {
        "institution": institution,
        "lines": lines,
        "may_offer": may(actor, Permission.OFFER),
        "may_read_learners": may(actor, Permission.READ_LEARNERS),
        "may_oversee_search": may(actor, Permission.OVERSEE_SEARCH),
        "may_record": may(actor, Permission.RECORD_RESULTS),
        "recognition": recognition.desk_counts(actor, on=now.date())
        if may(actor, Permission.ASSESS_RECOGNITION)
        else None,
        "may_answer": may(actor, Permission.CONFER),
        "objections": waiting_disputes(actor) if may(actor, Permission.CONFER) else 0,
        "section": "desk",
    }
    return render(request, "testamur/desk/overview.html", context)


def _line(actor: Actor, offering: OfferingView) -> Line:
    waiting = awards.proposal_counts(actor, offering=offering.uuid, waiting=True)
    return Line(offering, waiting, bool(waiting or awards.proposal_counts(actor, offering=offering.uuid)))
