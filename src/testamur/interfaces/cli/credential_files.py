"""Credentials on disk, as commands read them: files, folders, DID documents and status lists that the user trusts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.reading import MAX_BYTES, read_json
from testamur.interfaces.cli.speech import CANNOT_START
from testamur.interfaces.words import _

_SUFFIXES = {".json", ".jsonld", ".jwt", ".cose", ".png", ".svg"}
# What `testamur issue` writes beside the credentials.
_NOT_CREDENTIALS = {"did.json"}


def credential_files(folder: Path) -> Iterator[Path]:
    """Yield the files that may be credentials, in order of name; our own status lists and records are not."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.name not in _NOT_CREDENTIALS and path.is_file() and not _is_list(path):
            yield path


def _is_list(path: Path) -> bool:
    return path.parent.name == "status"


def printable(text: str) -> str:
    """Keep control characters of a stranger's document from steering the terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def bytes_of(path: Path) -> bytes:
    """Return the content, never more than a credential may have and one byte; end where it cannot be read."""
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to say that it is too large.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        click.echo(_("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror), err=True)
        sys.exit(CANNOT_START)


def trusted_document(path: Path) -> tuple[str, dict[str, Any]]:
    """Return DID and document of a file that the user trusts."""
    try:
        found = read_json(bytes_of(path))
    except CredentialError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        message = _("{path} is not a DID document").format(path=path)
        raise click.BadParameter(message, param_hint="--did-document")
    return found["id"], found


def lists_in(folder: Path | None) -> dict[str, bytes]:
    """Return address → bytes of the status lists in *folder*; what is none is passed over."""
    found = {}
    for path in sorted(folder.iterdir()) if folder else ():
        if path.is_file():
            data = bytes_of(path)
            try:
                listed = read_json(data)
            except CredentialError:
                continue
            if isinstance(listed, dict) and isinstance(listed.get("id"), str):
                found[listed["id"]] = data
    return found
