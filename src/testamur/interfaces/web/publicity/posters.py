"""Posters with a QR code, as PDF: A4 and A3, in the languages that are spoken here."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from testamur.adapters import sheets
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Published
from testamur.interfaces.web.images import sheet
from testamur.interfaces.web.publicity.cards import title_to_set
from testamur.interfaces.web.publicity.facts import figures, taught_in
from testamur.interfaces.web.templatetags.testamur import day, label, text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.translation import LANGUAGES, in_language
from testamur.packs.stationery import template

PAPERS = ("a4", "a3")
# Beyond them, nobody reads a poster; how many more there are is said.
_OUTCOMES = 4
_LONGEST_LEAD, _LONGEST_OUTCOME = 260, 160
_LARGEST, _LONG, _LONGER = 34, 45, 80
_LINE, _STAR = "#5b6276", "#9a6a00"


@require_safe
@cache_control(max_age=3600, public=True)
def poster(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the poster; ``paper`` is a4 or a3, ``lang`` the language."""
    found = queries.published(uuid)
    paper, language = typed(request.GET, "paper", 4).lower(), typed(request.GET, "lang", 12)
    paper = paper if paper in PAPERS else PAPERS[0]
    with in_language(language if language in LANGUAGES else spoken()):
        told, language = _told(found, paper), spoken()
    name = f"{found.listing.code}-{paper}-{language}.pdf"
    tag = f'"{hashlib.sha256(told + template("poster").encode()).hexdigest()[:32]}"'

    @condition(etag_func=lambda _request: tag)
    def answer(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse(_set(told, found.version.published_at), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    return answer(request)


def _told(found: Published, paper: str) -> bytes:
    """Return what is on the poster, as the template reads it."""
    listing, course = found.listing, found.definition
    place = (listing.institution.code, listing.code)
    address = f"{settings.BASE_URL}{reverse('web:microcredential', args=(listing.uuid,))}"
    title = title_to_set(listing)
    more = len(course.outcomes) - _OUTCOMES
    told = {
        "language": spoken(),
        "paper": paper,
        "title": title,
        "size": _LARGEST if len(title) <= _LONG else _LARGEST - 5 if len(title) <= _LONGER else _LARGEST - 10,
        "by": listing.institution.name,
        "lead": _cut(text(course.description), _LONGEST_LEAD),
        "facts": figures(listing),
        "outcomes_heading": _("What you will be able to do"),
        "outcomes": [_cut(text(one.text), _LONGEST_OUTCOME) for one in course.outcomes[:_OUTCOMES]],
        "more": ngettext("and {count} more", "and {count} more", more).format(count=more) if more > 0 else "",
        "call": _("Scan to read it all"),
        "address": f"{settings.BASE_URL}{reverse('web:by-code', args=place)}",
        "as_of": _as_of(found),
        "qr": sheet.qr_file(address),
        "qr_alt": _("QR code that leads to the page"),
        "figure": sheet.stars(str(listing.uuid), line=_LINE, star=_STAR),
        "figure_alt": _("The figure of stars on its badge"),
        "hue": sheet.accent(listing.institution.hue),
    }
    return orjson.dumps(told)


def _as_of(found: Published) -> str:
    """Return what may have changed since it was printed, and where it is taught."""
    said = _("As of {day}, version {version}. The page has what holds now; its address stays.")
    modes = ", ".join(label(one) for one in found.listing.modes)
    taught = _("Taught in: {languages}.").format(languages=taught_in(found.listing)) if found.listing.languages else ""
    now = said.format(day=day(found.version.published_at), version=found.version.version)
    return " ".join(one for one in (f"{modes}." if modes else "", taught, now) if one)


def _cut(said: str, longest: int) -> str:
    """Return *said* up to a word's end."""
    plain = " ".join(said.split())
    return plain if len(plain) <= longest else f"{plain[:longest].rpartition(' ')[0].rstrip(' ,;:.')}…"


@lru_cache(maxsize=32)
def _set(told: bytes, at: datetime) -> bytes:
    return sheets.poster(orjson.loads(told), at=at)
