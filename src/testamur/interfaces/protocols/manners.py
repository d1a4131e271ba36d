"""How this door behaves: read-only, open to programs of other sites, and clear about what is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from testamur.adapters import pace
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, NotFound, Refusal

LINKED_DATA = "application/ld+json"
# As the API lets unknown askers do in a minute.
UNITS_A_MINUTE = 300
_PAGE = "text/html"
_DATA = (LINKED_DATA, "application/json", "application/vc", "application/did+ld+json", "application/did+json")
View = Callable[..., HttpResponse]


def open_to_all(*, seconds: int) -> Callable[[View], View]:
    """Return a decorator for public data that may be kept for so many *seconds* without asking again."""

    def around(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except NotFound as refusal:
                if wants_page(request):
                    raise Http404 from refusal
                response = _refused(refusal, 404, "Not Found")
            except Invalid as refusal:
                response = _refused(refusal, 422, "Unprocessable Content")
            return _mannered(request, response, seconds)

        return require_safe(inside)

    return around


def wants_page(request: HttpRequest) -> bool:
    """Return whether the asker is a browser, or does not say: then a page is the better answer."""
    return request.get_preferred_type([_PAGE, *_DATA]) in {_PAGE, None}


def _mannered(request: HttpRequest, response: HttpResponse, seconds: int) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    patch_vary_headers(response, ("Accept",))
    if response.status_code != 200:  # noqa: PLR2004 - OK
        return response
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    kept = get_conditional_response(request, etag=response["ETag"], response=response)
    return kept if isinstance(kept, HttpResponse) else response


def paced(*, units: int) -> Callable[[View], View]:
    """Return a decorator that counts an answer as so many *units* of work, and asks who wants too much to wait."""

    def around(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            who = pace.network_address(request.META, is_behind_proxy=bool(settings.SECURE_PROXY_SSL_HEADER))
            seconds = pace.waiting(f"feed-pace:{who}", units, allowed=UNITS_A_MINUTE)
            return _too_often(seconds) if seconds else view(request, *args, **kwargs)

        return inside

    return around


def _too_often(seconds: int) -> HttpResponse:
    said = _("Wait {seconds} seconds, then try again. Nothing was changed.").format(seconds=seconds)
    response = _problem(429, "Too Many Requests", "too-often", said, {})
    response["Retry-After"] = str(seconds)
    return response


def _refused(refusal: Refusal, status: int, title: str) -> HttpResponse:
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    return _problem(status, title, refusal.code, told(refusal), facts)


def _problem(status: int, title: str, code: str, said: str, facts: dict[str, str]) -> HttpResponse:
    """Return problem details (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": said, "facts": facts}
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/problem+json")
