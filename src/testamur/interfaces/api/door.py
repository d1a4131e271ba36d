"""What holds for every address of this door, around the operations themselves."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import get_conditional_response, patch_vary_headers

from testamur.interfaces.api import once, pace, problems
from testamur.interfaces.api.authentication import was_identified
from testamur.interfaces.api.conditions import etag_of
from testamur.interfaces.api.parsing import MAX_REQUEST, check_address, check_size
from testamur.interfaces.api.problems import Slip
from testamur.refusals import Refusal

_log = structlog.get_logger(__name__)
_VERIFICATION = "/api/v1/verify"
View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Return *view* behind limits, with its mistakes as problem documents, and with the manners of HTTP."""

    @wraps(view)
    def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        is_head = request.method == "HEAD"
        if request.method == "OPTIONS":
            return _allowed(HttpResponse(status=204), request)
        if is_head:
            request.method = "GET"
        try:
            check_address(request)
            check_size(request)
            pace.spend(request)
            response = once.answered(request, lambda: view(request, *args, **kwargs))
        except (Refusal, Slip, SuspiciousOperation, MultiPartParserError, DatabaseError) as error:
            response = told(request, error)
        response = _mannered(request, _as_problem(response))
        if is_head:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return inside


def told(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer an exception: what was refused as such, and everything else as a mistake of ours, with a number."""
    if isinstance(error, Refusal):
        return problems.refused(error)
    if isinstance(error, Slip):
        return problems.slipped(error)
    if isinstance(error, RequestDataTooBig):
        return problems.slipped(Slip(413, "too-large", limit=MAX_REQUEST))
    if isinstance(error, SuspiciousOperation | MultiPartParserError):
        return problems.slipped(Slip(400, "bad-form"))
    number = secrets.token_hex(4)
    _log.error("api-broken", number=number, path=request.path, exc_info=error)
    return problems.slipped(Slip(500, "broken", number=number))


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address of this door that leads nowhere."""
    del rest
    raise Slip(404, "no-such-address", path=request.path[:200])


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Return the framework's own refusal of a method as a problem document."""
    if response.status_code != 405 or response.headers.get("Content-Type") == problems.MEDIA_TYPE:  # noqa: PLR2004
        return response
    allowed = response.headers.get("Allow", "")
    return problems.slipped(Slip(405, "method-not-allowed", headers={"Allow": allowed}, allowed=allowed))


def _mannered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set what caches and browsers of other sites need to know, and answer 304 to who has it already."""
    patch_vary_headers(response, ("Authorization", "Accept-Language", "Cookie"))
    is_open = request.method == "GET" or request.path.startswith(_VERIFICATION)
    if is_open:
        # Without credentials: a browser sends neither cookie nor token to an answer that is open to all sites.
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if request.method != "GET" or response.status_code != 200:  # noqa: PLR2004 - OK
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    response.headers.setdefault(
        "Cache-Control", "private, no-cache" if was_identified(request) else "public, max-age=60"
    )
    response.headers.setdefault("ETag", etag_of(response.content))
    kept = get_conditional_response(request, etag=response["ETag"], response=response)
    return kept if isinstance(kept, HttpResponse) else response


def _allowed(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Answer a browser that asks beforehand (Fetch Standard, section 3.2)."""
    is_verification = request.path.startswith(_VERIFICATION)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "POST" if is_verification else "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Content-Type" if is_verification else "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response
