"""The reference as a plain page of our own: no scripts, nothing from elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI


def page(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """Return the reference."""
    del request, api
    return HttpResponse("")
