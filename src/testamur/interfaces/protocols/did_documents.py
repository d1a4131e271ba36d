"""Where a verifier finds an issuer's keys: did:web (https://w3c-ccg.github.io/did-method-web/, section 3.2)."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse

from testamur.domain.issuing import queries
from testamur.interfaces.protocols.manners import open_to_all

# DID Core 1.0, section 6.3: the media type of a DID document in JSON-LD.
MEDIA_TYPE = "application/did+ld+json"
_KEPT_SECONDS = 300


@open_to_all(seconds=_KEPT_SECONDS)
def did_document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return an institution's DID document, with every key that ever signed."""
    del request
    return HttpResponse(orjson.dumps(queries.did_document(uuid)), content_type=MEDIA_TYPE)
