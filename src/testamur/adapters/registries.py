"""Trust registries: files that say who an issuer is known to be."""

from __future__ import annotations

from pathlib import Path

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.reading import MAX_BYTES, read_json
from testamur.core.credential.trust import Registry, read_registry
from testamur.refusals import Invalid


class BadRegistry(Invalid):
    """A registry that cannot be used. ``facts``: path, where (may be empty) and reason."""

    code = "bad-registry"


def read_registries(path: Path | None) -> tuple[Registry, ...]:
    """Return the registry in the file *path*, or those in the folder: in order of name, the first counts most.

    Raises `BadRegistry`: to know an issuer by half a list is to tell people something wrong.
    """
    if path is None:
        return ()
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Registry:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
        return read_registry(read_json(data), name=file.stem)
    except OSError as error:
        raise BadRegistry(path=str(file), where="", reason=str(error.strerror)) from error
    except CredentialError as error:
        where, reason = error.facts.get("where", ""), error.facts.get("reason", "") or error.code
        raise BadRegistry(path=str(file), where=str(where), reason=str(reason)) from error
