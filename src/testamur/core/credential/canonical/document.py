"""A whole document to its canonical bytes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

from testamur.core.credential.canonical.general import General
from testamur.core.credential.canonical.labels import canonical
from testamur.core.credential.canonical.quads import quads
from testamur.core.credential.canonical.rdfc import HASHES, Quad, canonicalise
from testamur.core.credential.canonical.scopes import NotCovered, Scopes
from testamur.core.credential.canonical.shapes import Shapes
from testamur.core.credential.canonical.template import Path, Template, with_holes
from testamur.core.credential.canonical.walk import Pieces, walk
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import ContextStore, Json

_COMPARED_EVERY = 8_192


class Canonicaliser:
    """JSON-LD documents → canonical N-Quads, with the contexts of one store.

    What a store says of an address must never change: everything that was learned about its contexts is kept. It works
    behind a lock, because PyLD is not safe between threads.

    Three ways lead to the same bytes, the quickest that covers the document is taken: a shape that was seen often
    (`shapes`), the straight walk (`walk`), and the general processor.
    """

    def __init__(self, contexts: ContextStore, *, is_learning: bool = True) -> None:
        self._lock = threading.Lock()
        self._processor = General(contexts)
        self._pieces = Pieces()
        self._shapes = Shapes(self._compile, self._general) if is_learning else None
        self._rendered = 0

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(self._processor.options)

    def canonical(self, document: Json, *, hash_name: str = "sha256") -> bytes:
        """Return the RDFC-1.0 form of *document*; *hash_name* (one of `HASHES`) names the blank nodes.

        Raises `CredentialError`: ``unknown-context``, ``undefined-term`` (it would go unsigned), ``relative-iri``,
        ``unsafe-number``, ``described-twice``, ``graph-too-tangled``, ``not-json-ld``; and ``ways-disagree`` when the
        quick way and the general one, compared now and then, do not give the same: an error of ours.
        """
        with self._lock:
            shapes = self._shapes if hash_name == "sha256" else None
            rendered = shapes.render(document) if shapes else None
            if rendered is not None:
                self._rendered += 1
                if self._rendered % _COMPARED_EVERY == 0 and rendered != self._general(document):
                    raise CredentialError("ways-disagree")
                return rendered
            try:
                walked = canonical(walk(document, self._scopes, self._pieces), hash_name)
            except (NotCovered, UnicodeEncodeError):
                return self._general(document, hash_name)
            if shapes:
                shapes.learn(document)
            return walked

    def nquads(self, document: Json, *, hash_name: str = "sha256") -> str:
        """Return `canonical` as text."""
        return self.canonical(document, hash_name=hash_name).decode()

    def digest(self, document: Json, *, hash_name: str = "sha256") -> bytes:
        """Return the hash of the RDFC-1.0 form of *document*. Raises as `canonical`."""
        return HASHES[hash_name](self.canonical(document, hash_name=hash_name)).digest()

    def quads(self, document: Json) -> list[Quad]:
        """Return the quads of *document*, blank nodes under names of our own. Raises as `canonical`."""
        with self._lock:
            try:
                # Pieces of its own: documents that are taken apart are not those that come again.
                found = walk(document, self._scopes, Pieces()).quads()
                "".join(value for _, _, value, _ in found).encode()
            except (NotCovered, UnicodeEncodeError):
                return quads(self._processor.expand(document))
            return found

    def compile(self, sample: Json, paths: Sequence[Path]) -> Template:
        """Return a template for documents that differ from *sample* in the texts at *paths*. Raises `NotCovered`."""
        with self._lock:
            return self._compile(sample, paths)

    def general(self, document: Json, *, hash_name: str = "sha256") -> bytes:
        """Return what `canonical` returns, the slow way: what the quick ways are measured against."""
        with self._lock:
            return self._general(document, hash_name)

    def _compile(self, sample: Json, paths: Sequence[Path]) -> Template:
        holed = with_holes(sample, paths)
        return Template(walk(holed, self._scopes, Pieces()), holed, paths, self._scopes.words)

    def _general(self, document: Json, hash_name: str = "sha256") -> bytes:
        return canonicalise(quads(self._processor.expand(document)), hash_name=hash_name).encode()
