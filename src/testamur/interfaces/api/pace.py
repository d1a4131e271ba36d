"""How often one may ask: so many units a minute for each token, person or address, counted in the shared cache.

A minute that has begun is counted as a whole: simple, and good enough for a limit that nobody meets by accident. Two
processes that count at the same instant may miss one request; the limit is a dam, not a bill.
"""

from __future__ import annotations

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from testamur.interfaces.api.authentication import identify
from testamur.interfaces.api.problems import Slip

KNOWN_A_MINUTE = 1_200
UNKNOWN_A_MINUTE = 300
_MINUTE = 60


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
    now = time.time()
    key = f"api-pace:{who}:{int(now // _MINUTE)}"
    # The first count of a minute makes the entry; `incr` keeps the time at which it goes.
    spent = units if cache.add(key, units, 2 * _MINUTE) else cache.incr(key, units)
    if spent > allowed:
        seconds = int(_MINUTE - now % _MINUTE) + 1
        raise Slip(429, "too-often", headers={"Retry-After": str(seconds)}, seconds=seconds)


def address(request: HttpRequest) -> str:
    """Return the network address asking. Behind our own proxy (https), the last one that the proxy wrote down."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip()[:64] or str(request.META.get("REMOTE_ADDR", ""))
