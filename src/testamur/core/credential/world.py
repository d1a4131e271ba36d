"""All that a verification may ask of the outside, and what it found a moment ago."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.ports import DidResolver, ResourceStore, Schema, SchemaStore, StatusSource
from testamur.core.credential.trust import Registry

_FRESH = timedelta(seconds=60)
_REMEMBERED = 64
_REMEMBERED_BYTES = 64 * 2**20


@dataclass(slots=True)
class Memory:
    """What the signatures of status lists came to, for a minute: a folder of credentials shares one list.

    A thing is recalled for the very bytes that it was made of, and no others. Many lists, or large ones, push out the
    oldest.
    """

    _found: OrderedDict[str, tuple[bytes, datetime, Any, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def recall(self, name: str, data: bytes, at: datetime) -> Any:  # noqa: ANN401 - whatever was kept
        """Return what was kept of *data* under *name* around *at*, or None."""
        with self._lock:
            then_data, then, found, _size = self._found.get(name, (b"", at, None, 0))
        return found if (then_data is data or then_data == data) and abs(at - then) < _FRESH else None

    def keep(self, name: str, data: bytes, at: datetime, found: object, *, size: int) -> None:
        """Remember *found*, of *size* bytes, as what *data* came to; the oldest are forgotten."""
        with self._lock:
            self._found.pop(name, None)
            self._found[name] = (data, at, found, size + len(data))
            held = sum(entry[3] for entry in self._found.values())
            while len(self._found) > _REMEMBERED or (held > _REMEMBERED_BYTES and len(self._found) > 1):
                held -= self._found.popitem(last=False)[1][3]


class NoSchemas:
    """No schema is at hand."""

    def get(self, url: str) -> Schema | None:  # noqa: ARG002 - as its protocol has it
        """Return None."""
        return None


class NoResources:
    """No file is at hand."""

    def read(self, url: str) -> bytes | None:  # noqa: ARG002 - as its protocol has it
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class World:
    """The time is not in it: it is an argument of each question. Of ``registries``, the most authoritative is first."""

    canonicaliser: Canonicaliser
    resolver: DidResolver
    statuses: StatusSource
    memory: Memory = field(default_factory=Memory)
    schemas: SchemaStore = field(default_factory=NoSchemas)
    resources: ResourceStore = field(default_factory=NoResources)
    registries: Sequence[Registry] = ()
