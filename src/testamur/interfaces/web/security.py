"""What a browser may load on our pages: only what we serve. Django 5.2 has no such header of its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse

_REST = (
    "style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def policy(*blocks: str) -> str:
    """Return the policy for a page with these inline data *blocks*, each allowed by its digest (CSP 3, 2.3.1)."""
    digests = (base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks)
    scripts = " ".join(("'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return f"default-src 'self'; script-src {scripts}; {_REST}"


POLICY = policy()
# A page that others may put into a frame: it has our style sheets and pictures, and nothing that acts.
FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
)


def with_frames(hosts: Iterable[str]) -> str:
    """Return the policy of a page on which a reader may load something from *hosts*, and from no others."""
    sources = " ".join(f"https://{host}" for host in sorted(hosts))
    return "; frame-src ".join((POLICY, sources or "'none'"))


class ContentSecurityPolicy:
    """Middleware that adds the header where a view has not set one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with the policy."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
