"""What waits on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.awards import queries as awards
from testamur.domain.institution.access import Permission, require
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web.visitor import actor_at


@dataclass(frozen=True, slots=True)
class Line:
    """An offering, and how its award queue stands."""

    offering: OfferingView
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many people the award rule was asked about."""
        return sum(self.counts.values())


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's offerings, and how many people wait in each."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    now = datetime.now(UTC)
    lines = [
        Line(one, awards.proposal_counts(actor, offering=one.uuid)) for one in learning.offerings(actor, on=now.date())
    ]
    context = {"institution": institution, "lines": lines, "section": "desk"}
    return render(request, "testamur/desk/overview.html", context)
