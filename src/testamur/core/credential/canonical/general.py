"""The general processor: any document to its expanded form (https://www.w3.org/TR/json-ld11-api/, section 5.1)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from testamur.core.credential.canonical.processor import STUMBLES, processor
from testamur.core.credential.canonical.terms import RELATIVE_BASE
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import ContextStore, Json

# By PyLD's own key, which is the context as text.
_CACHED_CONTEXTS = 1_000
_CACHED_CHARACTERS = 2**21
# For each context, the processor copies all words known where it stands: ten thousand keep it busy for minutes.
# A transcript of three hundred credentials, each with contexts of its own, has fewer.
MOST_CONTEXTS = 100
_MOST_IN_ALL = 1_000


class General:
    """PyLD with the contexts of one store. Its caller holds a lock.

    PyLD's own cache of contexts is shared by the whole process; this one belongs to its store.
    """

    def __init__(self, contexts: ContextStore) -> None:
        self._contexts = contexts
        self._missing: list[str] = []
        self._resolved: dict[str, Any] = {}

    @cached_property
    def options(self) -> dict[str, Any]:
        """PyLD's options, for all that is asked of it."""
        return {
            "base": RELATIVE_BASE,
            "processingMode": "json-ld-1.1",
            "documentLoader": self._load,
            "contextResolver": processor().ContextResolver(self._resolved, self._load),
        }

    def expand(self, document: Json) -> list[Any]:
        """Return the expanded form of *document*.

        Raises `CredentialError`: ``unknown-context``, ``undefined-term``, ``unsupported-keyword``, ``not-json-ld``,
        ``too-many-contexts``.
        """
        _refuse_loose_graphs(document)
        if _contexts(document) > _MOST_IN_ALL:
            raise CredentialError("too-many-contexts", limit=_MOST_IN_ALL)
        dropped: list[str] = []
        self._missing.clear()
        self._forget()
        pyld = processor()
        try:
            expanded: list[Any] = pyld.JsonLdProcessor(on_property_dropped=dropped.append).expand(
                document, self.options
            )
        except pyld.JsonLdError as error:
            if self._missing:
                raise CredentialError("unknown-context", url=self._missing[0][:200]) from error
            raise CredentialError("not-json-ld", reason=_innermost(error)) from error
        except STUMBLES as error:
            raise CredentialError("not-json-ld", reason=type(error).__name__) from error
        if dropped:
            raise CredentialError("undefined-term", term=str(dropped[0])[:100])
        return expanded

    def _forget(self) -> None:
        """Begin anew when there is much: strangers may write contexts into their documents, and PyLD keeps them all."""
        if len(self._resolved) > _CACHED_CONTEXTS or sum(map(len, self._resolved)) > _CACHED_CHARACTERS:
            self._resolved.clear()
            self.options["contextResolver"].per_op_cache.clear()

    def _load(self, url: str, _options: dict[str, Any]) -> dict[str, Any]:
        found = self._contexts.get(url)
        if found is None:
            self._missing.append(url)
            message = f"context {url} is not known"
            raise processor().JsonLdError(message, "testamur.UnknownContext")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": found}


def _refuse_loose_graphs(value: object) -> None:
    """Refuse named graphs written out by hand: texts and bare references in them are dropped without a word."""
    if isinstance(value, dict):
        if "@graph" in value or "@included" in value:
            raise CredentialError("unsupported-keyword", keyword="@graph" if "@graph" in value else "@included")
        for member in value.values():
            _refuse_loose_graphs(member)
    elif isinstance(value, list):
        for member in value:
            _refuse_loose_graphs(member)


def _contexts(value: object) -> int:
    """Return how many contexts *value* has. Raises `CredentialError` ``too-many-contexts``: too many in one place."""
    if isinstance(value, list):
        return sum(_contexts(member) for member in value)
    if not isinstance(value, dict):
        return 0
    found = value.get("@context", [])
    here = len(found) if isinstance(found, list) else 1
    if here > MOST_CONTEXTS:
        raise CredentialError("too-many-contexts", limit=MOST_CONTEXTS)
    return here + sum(_contexts(member) for member in value.values())


def _innermost(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).splitlines()[0][:200]
