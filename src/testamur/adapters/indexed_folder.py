"""Folders of documents by address: an ``index.json`` (address → file beside it), and the files.

What lies in them stands in for the network: contexts, DID documents, status lists, schemas, related files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.adapters.contexts import PinnedContexts, PinnedResources
from testamur.adapters.schemas import CompiledSchema, PinnedSchemas
from testamur.core.credential import did
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json, Schema
from testamur.core.credential.reading import read_json
from testamur.refusals import Invalid

INDEX = "index.json"
_LARGEST_FILE = 16 * 2**20


class BadIndex(Invalid):
    """The folder, its index or a file of it cannot be used. ``facts``: path, reason."""

    code = "bad-index-folder"


@dataclass(frozen=True, slots=True)
class IndexedFolder(Mapping[str, bytes]):
    """Address → bytes, read when they are asked for; a file that has gone is not there."""

    files: Mapping[str, Path]

    @classmethod
    def open(cls, *folders: Path) -> IndexedFolder:
        """Return the files of all *folders*; the first that has an address wins. Raises `BadIndex`."""
        files: dict[str, Path] = {}
        for folder in reversed(folders):
            files |= _index(folder)
        return cls(files)

    def __getitem__(self, url: str) -> bytes:
        try:
            with self.files[url].open("rb") as file:
                data = file.read(_LARGEST_FILE + 1)
        except OSError as error:
            raise KeyError(url) from error
        if len(data) > _LARGEST_FILE:
            raise KeyError(url)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def _index(folder: Path) -> dict[str, Path]:
    path = folder / INDEX
    try:
        found = read_json(path.read_bytes())
    except OSError as error:
        raise BadIndex(path=str(path), reason=error.strerror or "") from error
    except CredentialError as error:
        raise BadIndex(path=str(path), reason=error.code) from error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise BadIndex(path=str(path), reason="it is no object of addresses and file names")
    files = {url: folder / name for url, name in found.items()}
    for file in files.values():
        if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            raise BadIndex(path=str(file), reason="there is no such file in the folder")
    return files


@dataclass(frozen=True, slots=True)
class Contexts:
    """A context store: the pinned copies, then those of folders. Each is read once, as `Canonicaliser` asks for."""

    folder: Mapping[str, bytes]
    _read: dict[str, Json | None] = field(default_factory=dict)

    def get(self, url: str) -> Json | None:
        """Return the context document of *url*, or None."""
        known = PinnedContexts().get(url)
        if known is None and url in self.folder:
            if url not in self._read:
                self._read[url] = _object(self.folder.get(url))
            known = self._read[url]
        return known


@dataclass(frozen=True, slots=True)
class Documents(Mapping[str, Mapping[str, Any]]):
    """Controller → document: those known ``before``; then under its name, or where did:web says that it lies."""

    folder: Mapping[str, bytes]
    before: Sequence[Mapping[str, Mapping[str, Any]]] = ()

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        for known in self.before:
            if name in known:
                return known[name]
        found = _object(self.folder.get(name) or self.folder.get(_address(name)))
        # A document of somebody else in its place would lend them the name.
        if found is None or found.get("id") != name:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for known in (*self.before, self.folder) for name in known))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Schemas:
    """A schema store: the pinned copies, then those of folders."""

    folder: Mapping[str, bytes]
    _compiled: dict[str, Schema | None] = field(default_factory=dict)

    def get(self, url: str) -> Schema | None:
        """Return the schema of *url*, or None where it is not at hand or none that can be used."""
        known = PinnedSchemas().get(url)
        if known is None and url in self.folder:
            if url not in self._compiled:
                self._compiled[url] = _compiled(self.folder.get(url))
            known = self._compiled[url]
        return known


@dataclass(frozen=True, slots=True)
class Resources:
    """A store of files that credentials refer to."""

    folder: Mapping[str, bytes]

    def read(self, url: str) -> bytes | None:
        """Return the bytes of *url*, or None."""
        return self.folder.get(url) or PinnedResources().read(url)


@dataclass(frozen=True, slots=True)
class FirstOf(Mapping[str, bytes]):
    """Several such mappings as one: whoever is first has the word."""

    folders: Sequence[Mapping[str, bytes]]

    def __getitem__(self, url: str) -> bytes:
        found = next((folder[url] for folder in self.folders if url in folder), None)
        if found is None:
            raise KeyError(url)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(url for folder in self.folders for url in folder))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _object(data: bytes | None) -> Json | None:
    """Return the JSON object of *data*, or None where it is none."""
    try:
        found = read_json(data or b"")
    except CredentialError:
        return None
    return found if isinstance(found, dict) else None


def _compiled(data: bytes | None) -> Schema | None:
    found = _object(data)
    try:
        return CompiledSchema(found) if found is not None else None
    except ValueError:  # jsonschema_rs's own errors are
        return None


def _address(name: str) -> str:
    """Return where the document of a did:web lies; nothing for others."""
    try:
        return did.web_address(name) if name.startswith("did:web:") else ""
    except CredentialError:
        return ""
