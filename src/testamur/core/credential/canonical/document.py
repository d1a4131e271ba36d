"""A whole document to its canonical bytes."""

from __future__ import annotations

import threading
from typing import Any

from pyld import ContextResolver, jsonld

from testamur.core.credential.canonical.quads import quads
from testamur.core.credential.canonical.rdfc import HASHES, Quad, canonicalise
from testamur.core.credential.canonical.terms import RELATIVE_BASE
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import ContextStore, Json

_CACHED_CONTEXTS = 200


class Canonicaliser:
    """JSON-LD documents → canonical N-Quads, with the contexts of one store.

    PyLD's own cache of resolved contexts is shared by the whole process and not safe between threads; this one belongs
    to its store and works behind a lock.
    """

    def __init__(self, contexts: ContextStore) -> None:
        self._contexts = contexts
        self._lock = threading.Lock()
        self._cache: dict[str, Any] = {}

    def nquads(self, document: Json, *, hash_name: str = "sha256") -> str:
        """Return the RDFC-1.0 form of *document*; *hash_name* (one of `HASHES`) names the blank nodes.

        Raises `CredentialError`: ``unknown-context``, ``undefined-term`` (it would go unsigned), ``relative-iri``,
        ``unsafe-number``, ``described-twice``, ``graph-too-tangled``, ``not-json-ld``.
        """
        return canonicalise(self.quads(document), hash_name=hash_name)

    def digest(self, document: Json, *, hash_name: str = "sha256") -> bytes:
        """Return the hash of the RDFC-1.0 form of *document*. Raises as `nquads`."""
        return HASHES[hash_name](self.nquads(document, hash_name=hash_name).encode()).digest()

    def quads(self, document: Json) -> list[Quad]:
        """Return the quads of *document*, blank nodes under names of our own. Raises as `nquads`."""
        return quads(self._expand(document))

    def _expand(self, document: Json) -> list[Any]:
        dropped: list[str] = []
        missing: list[str] = []

        def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
            found = self._contexts.get(url)
            if found is None:
                missing.append(url)
                message = f"context {url} is not known"
                raise jsonld.JsonLdError(message, "testamur.UnknownContext")
            return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": found}

        processor = jsonld.JsonLdProcessor(on_property_dropped=dropped.append)
        with self._lock:
            if len(self._cache) > _CACHED_CONTEXTS:
                self._cache.clear()
            options = {
                "base": RELATIVE_BASE,
                "documentLoader": load,
                "contextResolver": ContextResolver(self._cache, load),
            }
            try:
                expanded: list[Any] = processor.expand(document, options)
            except jsonld.JsonLdError as error:
                if missing:
                    raise CredentialError("unknown-context", url=missing[0][:200]) from error
                raise CredentialError("not-json-ld", reason=_innermost(error)) from error
            except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
                # PyLD stumbles over contexts such as {"@vocab": null} instead of refusing them.
                raise CredentialError("not-json-ld", reason=type(error).__name__) from error
        if dropped:
            raise CredentialError("undefined-term", term=str(dropped[0])[:100])
        return expanded


def _innermost(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).splitlines()[0][:200]
