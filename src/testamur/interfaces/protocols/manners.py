"""How this door behaves: read-only, open to programs of other sites, and clear about what is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound

LINKED_DATA = "application/ld+json"
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
                response = _not_there(refusal)
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


def _not_there(refusal: NotFound) -> HttpResponse:
    """Return problem details (RFC 9457)."""
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    body = {"type": "about:blank", "title": "Not Found", "status": 404, "code": refusal.code, "detail": told(refusal)}
    return HttpResponse(orjson.dumps({**body, "facts": facts}), status=404, content_type="application/problem+json")
