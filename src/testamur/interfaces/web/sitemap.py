"""What search engines may read: robots.txt, and the sitemap of the catalogue (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from testamur.domain.catalogue import queries

# A file may name 50,000 addresses; smaller ones are quicker to make.
_PART = 10_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PRIVATE = ("/accounts/", "/c/", "/desk/", "/design/", "/mine", "/office/")


@require_safe
@cache_control(max_age=86_400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the catalogue, and keep them from people's pages."""
    del request
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE), f"Sitemap: {_address('web:sitemap')}")
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain")


@require_safe
@cache_control(max_age=3600, public=True)
def index(request: HttpRequest) -> HttpResponse:
    """Return the list of the sitemap's parts."""
    del request
    parts = range(-(-queries.offered() // _PART) + 1)
    return _xml("sitemapindex", (f"<sitemap><loc>{_address('web:sitemap-part', at)}</loc></sitemap>" for at in parts))


@require_safe
@cache_control(max_age=3600, public=True)
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Return a part: 0 has the lists and the pathways, the others the micro-credentials."""
    del request
    if number == 0:
        found = queries.pathways(on=datetime.now(UTC).date())
        lists = [_url(_address(name)) for name in ("web:catalogue", "web:pathways", "web:skills")]
        return _xml("urlset", [*lists, *(_url(_address("web:pathway", one.uuid), one.published_at) for one in found)])
    entries = queries.part(number, size=_PART)
    if not entries:
        raise Http404
    return _xml("urlset", (_url(_address("web:microcredential", uuid), at) for uuid, at in entries))


def _address(name: str, *given: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=given)}"


def _url(address: str, changed: datetime | None = None) -> str:
    when = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{address}</loc>{when}</url>"


def _xml(root: str, parts: Iterable[str]) -> HttpResponse:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">{"".join(parts)}</{root}>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
