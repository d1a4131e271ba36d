"""Addresses made of codes, as people write them down: they lead to the page, also after a code was given up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from testamur.domain.catalogue import queries


@require_safe
def by_code(request: HttpRequest, institution: str, code: str) -> HttpResponse:
    """Lead to what an institution offers under a code: at once, by way of the new code (301), or say it is gone (410).

    The page of what is gone stays at its permanent address, which credentials name; here stands what took its place.
    """
    found = queries.whereabouts(institution[:60], code)
    listing = found.listing
    if listing.retired_at is not None:
        context = {"listing": listing, "successor": found.successor, "section": "catalogue"}
        return render(request, "testamur/publicity/gone.html", context, status=410)
    if not found.is_current:
        where = redirect("web:by-code", listing.institution.code, listing.code)
        return HttpResponsePermanentRedirect(where.url)
    return redirect("web:microcredential", listing.uuid)
