"""Changing only what is still as it was read: If-Match (RFC 9110, section 13.1.1)."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest
from django.utils.http import parse_etags
from ninja import Schema

from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.rendering import render


def etag_of(content: bytes) -> str:
    """Return the strong entity tag of *content* (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def check_unchanged(request: HttpRequest, now: Schema) -> None:
    """Let a change pass where the asker sent no If-Match, or the tag of what a GET gives now. Raises `Slip` 412."""
    wanted = request.headers.get("If-Match", "")
    if not wanted or wanted.strip() == "*":
        return
    if etag_of(render(now.dict())) not in parse_etags(wanted):
        raise Slip(412, "has-changed")
