"""A definition on somebody else's page: in a frame, or as an element of its own. Nothing is set, sent or counted."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Listing
from testamur.interfaces.web.publicity.facts import price, terse
from testamur.interfaces.web.security import FRAMED
from testamur.interfaces.web.templatetags.testamur import day, text, text_language
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.translation import LANGUAGES, in_language

_KEPT_SECONDS = 3600
_THEMES = ("light", "dark")


@require_safe
@xframe_options_exempt
@cache_control(max_age=_KEPT_SECONDS, public=True)
def frame(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the page for an iframe: ``lang`` and ``theme`` as its page wants them. No cookie, no script."""
    listing, theme = queries.published(uuid).listing, typed(request.GET, "theme", 8)
    with in_language(_language(request, listing)):
        context = {**_told(listing), "listing": listing, "theme": theme if theme in _THEMES else "", "page": spoken()}
        response = HttpResponse(render_to_string("testamur/publicity/frame.html", context))
    response["Content-Security-Policy"] = FRAMED
    return response


@require_safe
@cache_control(max_age=_KEPT_SECONDS, public=True)
def data(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return what the element shows, in words; any page may read it."""
    listing = queries.published(uuid).listing
    with in_language(_language(request, listing)):
        response = JsonResponse(_told(listing), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@cache_control(max_age=86_400, public=True)
def script(request: HttpRequest) -> HttpResponse:
    """Return the script that makes the element ``<testamur-credential>``, at an address that stays."""
    del request
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def snippets(listing: Listing) -> dict[str, str]:
    """Return what one copies into another page: a frame, or the element with its script."""
    title = text(listing.title).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    page, framed, made = (
        settings.BASE_URL + reverse(f"web:{name}", args=given)
        for name, given in (("microcredential", [listing.uuid]), ("embed", [listing.uuid]), ("embed-script", []))
    )
    language = spoken()
    return {
        "frame": f'<iframe src="{framed}?lang={language}" title="{title}" width="100%" height="230" loading="lazy" '
        'referrerpolicy="no-referrer" style="border:0"></iframe>',
        "element": f'<script async src="{made}"></script> <testamur-credential mc="{listing.uuid}" lang="{language}">'
        f'<a href="{page}">{title}</a></testamur-credential>',
    }


def _told(listing: Listing) -> dict[str, object]:
    retired = listing.retired_at and _("No longer offered since {on}.").format(on=day(listing.retired_at))
    cost = price(listing)
    return {
        "title": text(listing.title),
        "title_language": text_language(listing.title),
        "by": listing.institution.name,
        "facts": [*terse(listing), *([cost] if cost else [])],
        "state": "retired" if retired else "offered",
        "note": retired or "",
        "more": _("Read all about it"),
        "url": f"{settings.BASE_URL}{reverse('web:microcredential', args=(listing.uuid,))}",
        "badge": f"{settings.BASE_URL}{reverse('web:badge', args=(listing.uuid,))}",
    }


def _language(request: HttpRequest, listing: Listing) -> str:
    asked = typed(request.GET, "lang", 12).partition("-")[0]
    return asked if asked in LANGUAGES else listing.institution.language


@cache
def _script() -> str:
    place = files("testamur.interfaces.web") / "static" / "testamur" / "scripts" / "embed.js"
    return place.read_text(encoding="utf-8")
