"""Which frameworks a visitor sees: those for everybody, and those that a house where they work keeps to itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import FrameworkView
from testamur.interfaces.web.visitor import places
from testamur.refusals import NotFound


def versions(request: HttpRequest, code: str = "") -> list[FrameworkView]:
    """Return all versions that the visitor sees, by code, the newest first."""
    houses = [place.institution.id for place in places(request) if place.has_design]
    return queries.frameworks_of(houses, code=code)


def version(request: HttpRequest, code: str, wanted: str = "") -> FrameworkView:
    """Return a framework in a version, by default the newest that the visitor sees. Raises `NotFound`."""
    found = next((one for one in versions(request, code[:40]) if wanted in ("", one.version)), None)
    if found is None:
        raise NotFound(what="framework", code=code[:40], version=wanted)
    return found


def house_of(of: FrameworkView) -> int | None:
    """Return the house that keeps a version to itself, None where everybody sees it."""
    return None if of.is_shared else of.institution_id


def kept(response: HttpResponse, *shown: FrameworkView) -> HttpResponse:
    """Return a page such that nobody keeps it for others where something on it is a house's own."""
    if any(not one.is_shared for one in shown):
        response["Cache-Control"] = "private, no-store"
    return response
