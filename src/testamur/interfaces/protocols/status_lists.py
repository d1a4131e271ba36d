"""Status lists at their permanent addresses (Bitstring Status List 1.0), byte for byte as they were signed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from testamur.domain.issuing import queries
from testamur.interfaces.protocols.manners import open_to_all

# VC Data Model 2.0, section 6.3.
MEDIA_TYPE = "application/vc"
# A withdrawal shows within a minute; our own reader asks as often.
_KEPT_SECONDS = 60


@open_to_all(seconds=_KEPT_SECONDS)
def status_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the signed list."""
    del request
    content, signed_at = queries.status_list(uuid)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Last-Modified"] = http_date(signed_at.timestamp())
    return response
