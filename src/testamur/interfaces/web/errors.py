"""Error pages in our voice: what happened, what it means, what to do."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotAllowed, NotFound, Refusal

_log = structlog.get_logger(__name__)


def refused(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    """Answer a refusal."""
    if isinstance(refusal, NotFound):
        return not_found(request)
    if isinstance(refusal, NotAllowed):
        return _page(request, 403, title=_("You may not do this"), said=told(refusal))
    return _page(request, status, title=_("That was not done"), said=told(refusal))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    del exception
    said = _("The request could not be understood, so nothing was changed. Go back, reload the page and try again.")
    return _page(request, 400, title=_("We did not understand this request"), said=said)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not do this."""
    del exception
    said = _("Your roles here do not include it. An administrator of the institution can grant them.")
    return _page(request, 403, title=_("You may not do this"), said=said)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection token is missing or old."""
    del reason
    said = _(
        "It was open for too long, or cookies are switched off. Nothing was changed. Reload the page and send it again."
    )
    return _page(request, 403, title=_("This form can no longer be sent"), said=said)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception
    said = _("It may have been mistyped, or its owner has withdrawn it. Permanent addresses of credentials stay.")
    return _page(request, 404, title=_("There is nothing at this address"), said=said)


def too_large(request: HttpRequest, *, limit: int) -> HttpResponse:
    """Answer a body that nobody should have to send; its rest is not read."""
    said = _("Up to {limit} MB are taken at once. Nothing of it was read. Go back, and give fewer files at once.")
    back = urlsplit(request.headers.get("Referer", ""))
    is_here = back.netloc == request.get_host() and url_has_allowed_host_and_scheme(back.path, allowed_hosts=None)
    came_from = back.path if is_here else request.path
    return _page(request, 413, title=_("That is too large"), said=said.format(limit=limit // 2**20), back=came_from)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a mistake of ours: without database or session, with a number to ask for."""
    number = secrets.token_hex(4)
    _log.error("page-broken", number=number, path=request.path)
    text = render_to_string("testamur/broken.html", {"number": number})
    return HttpResponse(text, status=500)


def _page(request: HttpRequest, status: int, *, title: str, said: str, back: str = "") -> HttpResponse:
    context = {"status": status, "title": title, "said": said, "back": back}
    return render(request, "testamur/error.html", context, status=status)
