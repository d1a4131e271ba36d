"""JSON-LD contexts from the copies that ship with Testamur."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import orjson

from testamur.core.credential.ports import Json

_FILES: Mapping[str, str] = {
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.json",
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json",
    "https://w3id.org/security/multikey/v1": "multikey-v1.json",
    "https://www.w3.org/ns/credentials/status/v1": "status-v1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-v2p0-context-2.0.1.json",
}


def addresses() -> tuple[str, ...]:
    """Return the addresses of all contexts that ship with Testamur."""
    return tuple(_FILES)


class PinnedContexts:
    """A context store of fixed copies; what is not among them is not known."""

    def get(self, url: str) -> Json | None:
        """Return the context document of *url*, or None."""
        name = _FILES.get(url)
        return _load(name) if name else None


class PinnedResources:
    """The files among them that are, byte for byte, what their address has: the standard prints this one's digest."""

    def read(self, url: str) -> bytes | None:
        """Return the bytes of *url*, or None."""
        if url != "https://www.w3.org/ns/credentials/v2":
            return None
        return (files("testamur.packs") / "contexts" / _FILES[url]).read_bytes()


@cache
def _load(name: str) -> Json:
    loaded: Json = orjson.loads((files("testamur.packs") / "contexts" / name).read_bytes())
    return loaded
