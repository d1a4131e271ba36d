"""How often one may ask: so many units a minute for each token, person or address."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest

from testamur.adapters import pace
from testamur.interfaces.api.authentication import identify
from testamur.interfaces.api.problems import Slip

KNOWN_A_MINUTE = 1_200
UNKNOWN_A_MINUTE = 300


def spend(request: HttpRequest, units: int = 1) -> None:
    """Count *units* of work for who is asking. Raises `Slip` 429 with ``Retry-After``, and 401 for a bad token."""
    try:
        actor = identify(request)
    except Slip:
        # Guessing tokens is counted where it comes from.
        _count(address(request), units, UNKNOWN_A_MINUTE)
        raise
    if actor is None:
        _count(address(request), units, UNKNOWN_A_MINUTE)
    else:
        given = request.headers.get("Authorization") or f"person {actor.person_id}"
        _count(hashlib.sha256(given.encode()).hexdigest()[:32], units, KNOWN_A_MINUTE)


def _count(who: str, units: int, allowed: int) -> None:
    if seconds := pace.waiting(f"api-pace:{who}", units, allowed=allowed):
        raise Slip(429, "too-often", headers={"Retry-After": str(seconds)}, seconds=seconds)


def address(request: HttpRequest) -> str:
    """Return the network address asking. Behind our own proxy (https), the last one that the proxy wrote down."""
    return pace.network_address(request.META, is_behind_proxy=bool(settings.SECURE_PROXY_SSL_HEADER))
