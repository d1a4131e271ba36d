"""The start page, and small things that belong to the whole site: theme, favicon, robots."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Listing
from testamur.interfaces.web import images
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import THEMES
from testamur.interfaces.words import _, ngettext

_YEAR = 365 * 24 * 3600
_ON_THE_MAP = 60
_HIGHEST_LEVEL = 10


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what a micro-credential is, and offer the three things people come for."""
    page = catalogue.search(limit=_ON_THE_MAP)
    return render(request, "testamur/start.html", {"map": _sky(page.items), "section": "start"})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that the visitor chose, on this device alone."""
    wanted = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(wanted if is_ours else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
@cache_control(max_age=86_400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Return the mark."""
    del request
    return HttpResponse(images.favicon(), content_type="image/svg+xml")


@require_safe
@cache_control(max_age=86_400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the catalogue, and keep them from people's pages."""
    del request
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in ("/accounts/", "/c/", "/desk/", "/mine", "/office/")))
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain")


def _sky(listings: Iterable[Listing]) -> SafeString:
    by_name: dict[int, list[Listing]] = {}
    for listing in listings:
        by_name.setdefault(listing.institution.id, []).append(listing)
    figures = [_constellation(found) for found in by_name.values()] or _example()
    svg = images.star_map(figures, label=_("Micro-credentials in the catalogue, by university"))
    return mark_safe(svg)  # noqa: S308 - texts are escaped where it is made


def _constellation(found: list[Listing]) -> images.Constellation:
    institution = found[0].institution
    says = ngettext("{name}: {count} micro-credential", "{name}: {count} micro-credentials", len(found))
    return images.Constellation(
        name=institution.name,
        stars=tuple(images.Star(text(one.title), float(one.hours or 0), _brightness(one)) for one in found),
        url=f"{reverse('web:catalogue')}?institution={institution.code}",
        says=says.format(name=institution.name, count=len(found)),
    )


def _brightness(listing: Listing) -> float:
    levels = [int(level.rpartition(" ")[2]) for level in listing.levels if level.rpartition(" ")[2].isdigit()]
    return min(max(levels, default=5) / _HIGHEST_LEVEL, 1.0)


def _example() -> list[images.Constellation]:
    """Return a sky for a house that has published nothing yet: the Plough."""
    return [images.Constellation(_("The Plough"), tuple(images.Star(str(at), 100) for at in range(7)))]
