"""What the engine is handed from outside. It asks nobody by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from testamur.core.credential.keys.kinds import Kind

Json = dict[str, Any]


class Signer(Protocol):
    """Something that signs: a key in memory, or one that never leaves its hardware."""

    @property
    def controller(self) -> str:
        """The DID on whose behalf it signs."""

    @property
    def verification_method(self) -> str:
        """The DID URL of the public key."""

    @property
    def kind(self) -> Kind:
        """The kind of key, which decides the algorithm."""

    def sign(self, data: bytes) -> bytes:
        """Return the raw signature over *data* (ECDSA: r and s side by side)."""


class ContextStore(Protocol):
    """JSON-LD contexts by address. Only pinned copies: a context decides what a signature means."""

    def get(self, url: str) -> Json | None:
        """Return the context document, or None where it is not known."""


class Unreachable(Exception):  # noqa: N818 - the state of the world, not a mistake
    """The outside did not answer, or not in a form that could be read: a stable ``code`` and plain ``facts``."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)


class DidResolver(Protocol):
    """DID → DID document."""

    def resolve(self, did: str) -> Mapping[str, Any]:
        """Return the DID document. Raises `Unreachable` when it cannot be had now, and only then."""


class StatusSource(Protocol):
    """Status list address → the signed list's bytes."""

    def fetch(self, url: str) -> bytes:
        """Return the bytes of the status list credential. Raises `Unreachable`."""


class Schema(Protocol):
    """A JSON Schema, ready to be asked."""

    def fault(self, document: Json) -> tuple[str, str] | None:
        """Return where (JSON pointer) and which rule *document* breaks first, or None where it keeps them all."""


class SchemaStore(Protocol):
    """JSON Schemas by address. Only pinned copies: whoever changes a schema changes what is accepted."""

    def get(self, url: str) -> Schema | None:
        """Return the schema, or None where it is not known."""


class ResourceStore(Protocol):
    """Files that credentials refer to, by address."""

    def read(self, url: str) -> bytes | None:
        """Return the bytes, or None where they are not at hand."""
