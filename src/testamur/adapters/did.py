"""Resolution of controllers: did:key and did:jwk by themselves, did:web and https through the guarded fetcher."""

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
# A folder of credentials of an issuer that does not answer must not wait for each of them.
_REFUSAL_REMEMBERED_SECONDS = 20
_REMEMBERED = 1_000
# Some hundred keys; whoever publishes more wants to be waited for.
_LARGEST_DOCUMENT = 256 * 1024

_Found = Mapping[str, Any] | Unreachable


@dataclass(slots=True)
class Resolver:
    """DID or https address → document. Without a fetcher (offline), only what needs no network."""

    fetcher: Fetcher | None = None
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _remembered: OrderedDict[str, tuple[float, _Found]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def resolve(self, name: str) -> Mapping[str, Any]:
        """Return the document. Raises `Unreachable`, and `CredentialError` where the name itself is malformed."""
        if name in self.known:
            return self.known[name]
        if name.startswith("did:key:"):
            return did.key_document(name)
        if name.startswith("did:jwk:"):
            return did.jwk_document(name)
        address = _address(name)
        found = self._recall(name)
        if found is None:
            found = self._remember(name, self._ask(name, address))
        if isinstance(found, Unreachable):
            raise Unreachable(found.code, **found.facts)
        return found

    def _ask(self, name: str, address: str) -> _Found:
        try:
            return self._fetch(name, address)
        except Unreachable as reason:
            return Unreachable(reason.code, **reason.facts)  # without the frames that it was raised in

    def _fetch(self, name: str, address: str) -> Mapping[str, Any]:
        if self.fetcher is None:
            raise Unreachable("offline", url=address)
        try:
            found = read_json(self.fetcher.get(address, limit=_LARGEST_DOCUMENT))
        except CredentialError as error:
            raise Unreachable("unreadable-answer", url=address, reason=error.code) from error
        if not isinstance(found, dict) or found.get("id") != name:
            raise Unreachable("unreadable-answer", url=address, reason="it is the document of something else")
        return found

    def _recall(self, name: str) -> _Found | None:
        with self._lock:
            at, found = self._remembered.get(name, (0.0, None))
        limit = _REFUSAL_REMEMBERED_SECONDS if isinstance(found, Unreachable) else _REMEMBERED_SECONDS
        return found if time.monotonic() - at < limit else None

    def _remember(self, name: str, found: _Found) -> _Found:
        with self._lock:
            self._remembered[name] = (time.monotonic(), found)
            self._remembered.move_to_end(name)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return found


def _address(name: str) -> str:
    """Return where the document of *name* lies. Raises `Unreachable` for methods that are not known here."""
    if name.startswith("did:web:"):
        return did.web_address(name)
    if name.startswith("https://"):
        return did.controller_address(name)
    raise Unreachable("did-method-not-supported", did=name[:200])
