"""The start page, and small things that belong to the whole site: theme, favicon."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from testamur.interfaces.web import images
from testamur.interfaces.web.charting import example
from testamur.interfaces.web.visitor import THEMES

_YEAR = 365 * 24 * 3600


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what a micro-credential is, and offer the three things people come for."""
    return render(request, "testamur/start.html", {"map": example.picture(), "section": "start"})


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
