"""Files of pages as they leave the house: pictures to be shown, everything else to be taken away, nothing to be run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from testamur.domain.design.page_values import FileView


def served(found: FileView, content: bytes) -> HttpResponse:
    """Return a file with everything that keeps a browser from making more of it than it is."""
    kind = found.media_type if found.is_picture else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    way = content_disposition_header(as_attachment=not found.is_picture, filename=found.name)
    response["Content-Disposition"] = way or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    return response
