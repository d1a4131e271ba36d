"""Everything that is published, in parts, for programs that keep a copy: docs/protocols/catalogue-feeds.md.

An entry comes again when it changes, and as gone when it is retired; whoever asks with the last token misses nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from testamur.core.exchange.schema_org import Json
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Change
from testamur.domain.issuing import addresses
from testamur.interfaces.protocols.machine_forms import FORMS, Item, page_of
from testamur.interfaces.protocols.manners import open_to_all, paced
from testamur.refusals import Invalid, NotFound

PAGE, MOST = 50, 100
_KEPT_SECONDS = 60
# An action that began before the instant up to which is read may still be at work; none takes this long.
_SETTLES = timedelta(seconds=5)
_UNITS = 5
_LONGEST = 60


@gzip_page
@open_to_all(seconds=_KEPT_SECONDS)
@paced(units=_UNITS)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Return a part of the feed in one form: what changed after ``since``, the earliest change first."""
    if name not in FORMS:
        raise NotFound(what="form", name=name)
    limit, institution = _limit(request), _given(request, "institution")
    until = datetime.now(UTC) - _SETTLES
    found = catalogue.changes(until=until, since=_given(request, "since"), institution=institution, limit=limit)
    asked = {"institution": institution} if institution else {}
    asked |= {"limit": str(limit)} if limit != PAGE else {}
    asked |= {"since": found.since} if found.since else {}
    following = f"{_address(name)}?{urlencode(asked)}" if asked else _address(name)
    told = {
        "feed": _address(name),
        "profile": FORMS[name].profile or None,
        "items": [_entry(one, name) for one in found.items],
        "since": found.since,
        "next": following,
        "more": found.has_more,
    }
    response = HttpResponse(orjson.dumps(told), content_type="application/json")
    if found.has_more:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@open_to_all(seconds=3600)
def listed(request: HttpRequest) -> HttpResponse:
    """Return which feeds there are."""
    del request
    told = [{"form": name, "feed": _address(name), "profile": one.profile or None} for name, one in FORMS.items()]
    return HttpResponse(orjson.dumps({"feeds": told}), content_type="application/json")


def _entry(change: Change, name: str) -> Json:
    """Return one entry: whole, or only that it is gone and what took its place."""
    listing = change.listing
    told: Json = {
        "id": page_of(listing),
        "uuid": str(listing.uuid),
        "institution": listing.institution.code,
        "code": listing.code,
        "changed": change.changed_at.isoformat(),
    }
    if change.definition is None or change.version is None:
        place = change.replaced_by and page_of_uuid(change.replaced_by)
        return {**told, "state": "retired", "replaced_by": place}
    item = Item(listing, change.definition, change.version)
    version = {"version": listing.version, "version_id": addresses.version(change.version.uuid)}
    return {**told, "state": "offered", **version, "data": FORMS[name].tell(item)}


def page_of_uuid(uuid: object) -> str:
    """Return the permanent address of a page."""
    return f"{settings.BASE_URL}{reverse('web:microcredential', args=(uuid,))}"


def _limit(request: HttpRequest) -> int:
    given = request.GET.get("limit", str(PAGE))
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= MOST:
        raise Invalid(field="limit", found=given[:20], allowed=f"1–{MOST}")
    return int(given)


def _given(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")[:_LONGEST]


def _address(name: str) -> str:
    return f"{settings.BASE_URL}{reverse('feed', args=(name,))}"
