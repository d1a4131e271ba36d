"""A profile as others see it behind a link: only what its holder shows, and whose word each thing is."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testamur.domain.portfolio import queries
from testamur.domain.portfolio.values import Paper
from testamur.interfaces.web.portfolio.lines import groups, skill_lines
from testamur.interfaces.words import spoken


@require_safe
def profile(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the profile that a link leads to, as it is today."""
    now = datetime.now(UTC)
    found = queries.published(secret, at=now, languages=[spoken()], is_counted=request.method == "GET")
    lines = skill_lines(found.portfolio, _lead, on=now.date(), with_age=found.with_age)
    standing = [one for one in lines if one.entry.is_verified]
    context = {
        "found": found,
        "groups": groups(standing),
        "attested": len(standing),
        "claimed": [one for one in lines if not one.entry.is_verified],
        "now": now,
    }
    response = render(request, "testamur/portfolio/shown.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _lead(paper: Paper) -> str:
    """Return where anyone can check a paper: an award's permanent address, which says whether it still holds."""
    return reverse("web:standing", args=[paper.credential]) if paper.credential else ""
