"""What `testamur issue` is given, checked before anything is touched."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from testamur.core.model import definition
from testamur.core.model.definition import MAX_BYTES, DefinitionError
from testamur.core.model.microcredential import MicroCredential
from testamur.interfaces.words.definitions import more_problems, problem_sentence
from testamur.refusals import Invalid, NotFound

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%!$&'()*+,;=:@\-/]*)?")
_SHOWN_PROBLEMS = 20


class UnreadableFile(NotFound):
    """A file cannot be read. ``facts``: path, reason."""

    code = "unreadable-file"


class BadDefinition(Invalid):
    """The definition has problems. ``facts``: path, problems."""

    code = "bad-definition"


class BadBaseUrl(Invalid):
    """Not an address that a folder can be served at. ``facts``: found."""

    code = "bad-base-url"


class BadMoment(Invalid):
    """Not a date. ``facts``: found."""

    code = "bad-moment"


class BadMapping(Invalid):
    """Not of the form FIELD=HEADING. ``facts``: found."""

    code = "bad-mapping"


def readable(path: Path) -> None:
    """Raise `UnreadableFile` unless *path* is a file that can be opened."""
    try:
        if not path.is_file():
            raise UnreadableFile(path=str(path), reason="there is no such file" if not path.exists() else "not a file")
        with path.open("rb"):
            pass
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=error.strerror or "") from error


def load_definition(path: Path) -> MicroCredential:
    """Return the definition in *path*. Raises `UnreadableFile`, `BadDefinition`."""
    readable(path)
    with path.open("rb") as file:
        source = file.read(MAX_BYTES + 1)
    try:
        return definition.parse(source, name=str(path))
    except DefinitionError as error:
        told = [
            f"  {problem.line}:{problem.column}: {problem_sentence(problem)}"
            for problem in error.problems[:_SHOWN_PROBLEMS]
        ]
        more = len(error.problems) - len(told) + error.more
        told += [f"  {more_problems(more)}"] if more else []
        raise BadDefinition(path=str(path), problems="\n".join(told)) from error


def moment(given: str) -> datetime:
    """Return the moment that ``--at`` names, or now. Raises `BadMoment`."""
    if not given:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(given)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadMoment(found=given) from error


def base_address(given: str) -> str:
    """Return the address with a slash at its end, or nothing. Raises `BadBaseUrl`."""
    if not given:
        return ""
    if not _ADDRESS.fullmatch(given):
        raise BadBaseUrl(found=given[:200])
    return given if given.endswith("/") else given + "/"


def pairs(mapping: tuple[str, ...]) -> dict[str, str]:
    """Return field → heading of the ``--map`` options. Raises `BadMapping`."""
    found = {}
    for pair in mapping:
        field, equals, heading = pair.partition("=")
        if not (equals and field.strip() and heading.strip()):
            raise BadMapping(found=pair[:200])
        found[field.strip()] = heading.strip()
    return found
