"""The picture beside a link to a definition (Open Graph, https://ogp.me), made for each and kept by what is on it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from testamur.adapters import sheets, typesetting
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Listing
from testamur.interfaces.web.images import sheet
from testamur.interfaces.web.publicity.facts import terse
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import spoken
from testamur.interfaces.words.translation import LANGUAGES, in_language
from testamur.packs.stationery import template

WIDTH, HEIGHT = 1200, 630
_LONGEST_TITLE = 110
_LINE, _STAR = "#b9b6b0", "#f3cf6b"
_A_YEAR, _AN_HOUR = 31_536_000, 3600


@require_safe
def card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the card as PNG. An address that names what is on it (``v``) may be kept for ever."""
    listing, language = queries.published(uuid).listing, typed(request.GET, "lang", 12)
    with in_language(language if language in LANGUAGES else listing.institution.language):
        told = _told(listing)
    digest = _digest(told)
    response = HttpResponse(content_type="image/png")
    response["ETag"] = f'"{digest}"'
    is_named = request.GET.get("v") == digest
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable" if is_named else f"public, max-age={_AN_HOUR}"
    kept = get_conditional_response(request, etag=response["ETag"], response=response)
    if not isinstance(kept, HttpResponse) or kept.status_code == 200:  # noqa: PLR2004 - OK
        response.content = _drawn(told)
        return response
    return kept


def address(listing: Listing) -> str:
    """Return the address of a card in the language spoken now, which changes when what is on it does."""
    asked = urlencode({"lang": spoken(), "v": _digest(_told(listing))})
    return f"{settings.BASE_URL}{reverse('web:card', args=(listing.uuid,))}?{asked}"


def title_to_set(listing: Listing) -> str:
    """Return the title, in another of its languages where the fonts here lack letters for the first, else the code."""
    titles = [text(listing.title), *listing.title.values()]
    return next((one for one in titles if not typesetting.unprintable(one)), listing.code)


def _told(listing: Listing) -> bytes:
    """Return what is on the card, as the template reads it."""
    title, by = title_to_set(listing), listing.institution.name
    told = {
        "language": spoken(),
        "title": title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…",
        "by": by if not typesetting.unprintable(by) else listing.institution.code,
        "facts": terse(listing),
        "place": urlsplit(settings.BASE_URL).netloc,
        "sky": sheet.night(listing.institution.hue),
        "figure": sheet.stars(str(listing.uuid), line=_LINE, star=_STAR),
    }
    return orjson.dumps(told)


def _digest(told: bytes) -> str:
    return hashlib.sha256(told + template("card").encode()).hexdigest()[:20]


@lru_cache(maxsize=256)
def _drawn(told: bytes) -> bytes:
    return sheets.card(orjson.loads(told))
