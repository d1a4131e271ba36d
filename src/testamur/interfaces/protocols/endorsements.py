"""What partner organisations endorse, at its permanent address, and their keys (Open Badges 3.0; did:web, 3.2)."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from testamur.core.credential.compose import OB_CONTEXT, VC_CONTEXT, Publisher, profile
from testamur.domain.issuing import queries
from testamur.interfaces.protocols.did_documents import MEDIA_TYPE
from testamur.interfaces.protocols.manners import LINKED_DATA, open_to_all, wants_page

_KEPT_SECONDS = 300
_SEE_OTHER = 303


@open_to_all(seconds=_KEPT_SECONDS)
def did_document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return a partner organisation's DID document, with every key by which it ever endorsed."""
    del request
    return HttpResponse(orjson.dumps(queries.organisation_did_document(uuid)), content_type=MEDIA_TYPE)


@open_to_all(seconds=_KEPT_SECONDS)
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the Profile of a partner organisation that has endorsed something."""
    del request
    found = queries.organisation_profile(uuid)
    told = profile(Publisher(found.did, found.name, found.url, country=found.country))
    return HttpResponse(orjson.dumps({"@context": [VC_CONTEXT, OB_CONTEXT], **told}), content_type=LINKED_DATA)


@open_to_all(seconds=_KEPT_SECONDS)
def endorsement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return an endorsement, byte for byte as it was signed, or lead a browser to the page that says what it means."""
    if request.GET.get("as") != "signed" and "text/html" in request.headers.get("Accept", "") and wants_page(request):
        queries.endorsement(uuid)
        response = HttpResponseRedirect(reverse("web:endorsement", args=(uuid,)))
        response.status_code = _SEE_OTHER
        return response
    file = queries.endorsement(uuid)[1]
    return HttpResponse(file.content, content_type=file.media_type)
