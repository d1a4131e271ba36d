"""Other files in the manner of the definition file: a table of keys, and every problem at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from testamur.core.model.definition.kinds import Field, Scalar, Section
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import DefinitionError, Places, Unacceptable
from testamur.core.model.definition.reading import Reader
from testamur.core.model.definition.tree import MapNode, build

Built = TypeVar("Built")


def format_field(version: str) -> Field:
    """Return the key ``testamur``, by which a file says what kind it is, and in which version of its format."""

    def read(text: str) -> str:
        if text != version:
            code = "unknown-format"
            raise Unacceptable(code, allowed=[version])
        return text

    kind = Scalar(f"`{version}`", read, str, {"const": version})
    says = "The kind of file and the version of its format."
    return Field("testamur", kind, says, required=True, attribute="format_version")


def read_section(
    section: Section,
    kind: type[Built],
    source: str | bytes | MapNode,
    *,
    name: str = "",
    check: Callable[[Notes], None] | None = None,
) -> tuple[Built, Places]:
    """Return what *section* builds (a *kind*) from a file, and the places of its keys. *check* notes what does not fit.

    Raises `DefinitionError` with all problems of the file, called *name*.
    """
    try:
        return _read(section, kind, source, check)
    except DefinitionError as error:
        raise DefinitionError(error.problems, name=name, more=error.more) from error.__cause__


def _read(
    section: Section, kind: type[Built], source: str | bytes | MapNode, check: Callable[[Notes], None] | None
) -> tuple[Built, Places]:
    reader = Reader(language="en")
    top = source if isinstance(source, MapNode) else build(source)
    values = reader.section_values(section, top, "")
    if check is not None:
        check(reader.notes)
    if values is None or reader.notes.problems:
        raise DefinitionError(reader.notes.problems, more=reader.notes.more)
    built = section.build(**values)
    if not isinstance(built, kind):  # pragma: no cover - the table says otherwise
        message = f"the table of fields does not build a {kind.__name__}"
        raise TypeError(message)
    return built, Places(reader.notes.places)
