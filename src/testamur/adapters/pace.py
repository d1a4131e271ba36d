"""How often one may ask: so many units a minute for each asker, counted in the cache that all processes share.

A minute that has begun is counted as a whole: simple, and good enough for a limit that nobody meets by accident. Two
processes that count at the same instant may miss one request; the limit is a dam, not a bill.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from django.core.cache import cache

_MINUTE = 60


def waiting(who: str, units: int, *, allowed: int) -> int:
    """Count *units* for *who* and return how many seconds they should wait: 0 while no more than *allowed* a minute."""
    now = time.time()
    key = f"{who}:{int(now // _MINUTE)}"
    # The first count of a minute makes the entry; `incr` keeps the time at which it goes.
    spent = units if cache.add(key, units, 2 * _MINUTE) else cache.incr(key, units)
    return int(_MINUTE - now % _MINUTE) + 1 if spent > allowed else 0


def network_address(told: Mapping[str, object], *, is_behind_proxy: bool) -> str:
    """Return the address asking, from what the server *told* (WSGI); behind our proxy, the last that it wrote down."""
    forwarded = str(told.get("HTTP_X_FORWARDED_FOR", "")) if is_behind_proxy else ""
    return forwarded.rpartition(",")[2].strip()[:64] or str(told.get("REMOTE_ADDR", ""))
