"""What credentials point at: achievements and issuers (Open Badges 3.0), as data for programs, as pages for people."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from testamur.core import exchange
from testamur.core.credential.compose import OB_CONTEXT, VC_CONTEXT, profile
from testamur.core.credential.ports import Json
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import queries as institutions
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing import addresses
from testamur.domain.issuing import queries as issuing
from testamur.interfaces.protocols.machine_forms import publisher
from testamur.interfaces.protocols.manners import LINKED_DATA, open_to_all, wants_page
from testamur.packs.narratives import labels

_KEPT_SECONDS = 3600
_SEE_OTHER = 303
_CONTEXTS = [VC_CONTEXT, OB_CONTEXT]


@open_to_all(seconds=_KEPT_SECONDS)
def version(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return a version of a micro-credential as an Achievement, or lead to its page."""
    found = catalogue.by_version(uuid)
    if wants_page(request):
        asked = urlencode({"version": found.version.version})
        return _see(f"{reverse('web:microcredential', args=(found.listing.uuid,))}?{asked}")
    language, creator = next(iter(found.definition.title)), publisher(found.listing.institution)
    told = exchange.open_badges(found.definition, addresses.version(uuid), labels(language), creator=creator)
    told |= _endorsed(issuing.endorsed(found.listing.institution.id, version=uuid))
    return HttpResponse(orjson.dumps(told), content_type=LINKED_DATA)


@open_to_all(seconds=_KEPT_SECONDS)
def issuer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return an issuer's Profile, or lead to what it offers."""
    found = institutions.by_uuid(uuid)
    if wants_page(request):
        return _see(f"{reverse('web:catalogue')}?{urlencode({'institution': found.code})}")
    return _data({**_profile(found), **_endorsed(issuing.endorsed(found.id))})


def _endorsed(signed: tuple[str, ...]) -> Json:
    """Return who stands by it, as it was signed."""
    return {"endorsementJwt": list(signed)} if signed else {}


def _profile(found: InstitutionView) -> Json:
    return profile(publisher(found))


def _data(told: Json) -> HttpResponse:
    return HttpResponse(orjson.dumps({"@context": _CONTEXTS, **told}), content_type=LINKED_DATA)


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = _SEE_OTHER
    return response
