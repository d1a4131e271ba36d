"""The world that a verification asks, ready made."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from testamur.adapters.contexts import PinnedContexts, PinnedResources
from testamur.adapters.did import Resolver
from testamur.adapters.fetch import Fetcher
from testamur.adapters.schemas import PinnedSchemas
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.trust import Registry
from testamur.core.credential.world import World

# A list may be this old: a folder of credentials is checked with one look, and a withdrawal shows within a minute.
_REMEMBERED_SECONDS = 60
_REMEMBERED = 32


@dataclass(slots=True)
class StatusLists:
    """Status lists by address. ``known`` are at hand (of a folder, or our own); others are fetched."""

    fetcher: Fetcher | None = None
    known: Mapping[str, bytes] = field(default_factory=dict)
    _remembered: OrderedDict[str, tuple[float, bytes]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def fetch(self, url: str) -> bytes:
        """Return the signed list's bytes. Raises `Unreachable`."""
        if url in self.known:
            return self.known[url]
        with self._lock:
            at, found = self._remembered.get(url, (0.0, b""))
        if found and time.monotonic() - at < _REMEMBERED_SECONDS:
            return found
        if not url.startswith(("https://", "http://")):
            raise Unreachable("no-list-address", list=url[:200])
        if self.fetcher is None:
            raise Unreachable("offline", url=url[:200])
        fetched = self.fetcher.get(url)
        with self._lock:
            self._remembered[url] = (time.monotonic(), fetched)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return fetched


def outside(
    fetcher: Fetcher | None = None,
    *,
    documents: Mapping[str, Mapping[str, Any]] | None = None,
    lists: Mapping[str, bytes] | None = None,
    registries: Sequence[Registry] = (),
) -> World:
    """Return a world with the pinned contexts and schemas.

    Without *fetcher* nothing leaves the machine. *documents* (DID → document) and *lists* (address → bytes) are
    believed before anything is fetched. *registries*, the most authoritative first, know issuers.
    """
    return World(
        Canonicaliser(PinnedContexts()),
        Resolver(fetcher, documents or {}),
        StatusLists(fetcher, lists or {}),
        schemas=PinnedSchemas(),
        resources=PinnedResources(),
        registries=registries,
    )
