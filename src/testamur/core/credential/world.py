"""All that a verification may ask of the outside, and what it found a moment ago."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.ports import DidResolver, StatusSource
from testamur.core.credential.report import Check

_FRESH = timedelta(seconds=60)
_REMEMBERED = 64


@dataclass(slots=True)
class Memory:
    """What the signatures of status lists came to, for a minute: a folder of credentials shares one list."""

    _found: OrderedDict[bytes, tuple[datetime, tuple[Check, ...]]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def recall(self, data: bytes, at: datetime) -> tuple[Check, ...]:
        """Return the checks made of *data* around *at*, or none."""
        with self._lock:
            then, checks = self._found.get(hashlib.sha256(data).digest(), (at, ()))
        return checks if abs(at - then) < _FRESH else ()

    def keep(self, data: bytes, at: datetime, checks: tuple[Check, ...]) -> None:
        """Remember *checks*; the oldest are forgotten."""
        with self._lock:
            self._found[hashlib.sha256(data).digest()] = (at, checks)
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)


@dataclass(frozen=True, slots=True)
class World:
    """The time is not in it: it is an argument of each question."""

    canonicaliser: Canonicaliser
    resolver: DidResolver
    statuses: StatusSource
    memory: Memory = field(default_factory=Memory)
