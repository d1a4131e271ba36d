"""DID resolution: did:key by itself, did:web through the guarded fetcher."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from testamur.adapters.fetch import Fetcher
from testamur.core.credential import did
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.reading import read_json

# Long enough for a folder of a thousand credentials, short enough for a withdrawn key to be noticed.
_REMEMBERED_SECONDS = 300
_REMEMBERED = 1_000


@dataclass(slots=True)
class Resolver:
    """DID → document. Without a fetcher (offline), only what needs no network."""

    fetcher: Fetcher | None = None
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _remembered: OrderedDict[str, tuple[float, Mapping[str, Any]]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def resolve(self, name: str) -> Mapping[str, Any]:
        """Return the DID document. Raises `Unreachable`, and `CredentialError` where the DID itself is malformed."""
        if name in self.known:
            return self.known[name]
        if name.startswith("did:key:"):
            return did.key_document(name)
        if not name.startswith("did:web:"):
            raise Unreachable("did-method-not-supported", did=name[:200])
        return self._recall(name) or self._remember(name, self._fetch(name))

    def _fetch(self, name: str) -> Mapping[str, Any]:
        address = did.web_address(name)
        if self.fetcher is None:
            raise Unreachable("offline", url=address)
        try:
            found = read_json(self.fetcher.get(address))
        except CredentialError as error:
            raise Unreachable("unreadable-answer", url=address, reason=error.code) from error
        if not isinstance(found, dict) or found.get("id") != name:
            raise Unreachable("unreadable-answer", url=address, reason="it is the document of something else")
        return found

    def _recall(self, name: str) -> Mapping[str, Any] | None:
        with self._lock:
            at, found = self._remembered.get(name, (0.0, None))
        return found if found is not None and time.monotonic() - at < _REMEMBERED_SECONDS else None

    def _remember(self, name: str, found: Mapping[str, Any]) -> Mapping[str, Any]:
        with self._lock:
            self._remembered[name] = (time.monotonic(), found)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return found
