"""The definition file ``microcredential.yaml``, format version 1: read it, write it, describe it.

    from testamur.core.model import definition

    course = definition.parse(text, name="microcredential.yaml")
    assert definition.parse(definition.dump(course)) == course

Pure: takes and gives text. Every limit on untrusted input is in ``tree``, the table of keys in ``fields``.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.model.definition.changes import Change, changes
from testamur.core.model.definition.fields import FORMAT_VERSION, MICROCREDENTIAL
from testamur.core.model.definition.json_schema import schema
from testamur.core.model.definition.problems import DefinitionError, Place, Places, Problem, nearest_spelling
from testamur.core.model.definition.reading import UNKNOWN_LANGUAGE, Reader
from testamur.core.model.definition.references import check_references
from testamur.core.model.definition.scalars import LANGUAGE
from testamur.core.model.definition.tree import MAX_BYTES, MapNode, build
from testamur.core.model.definition.values import Value, at_place, values, where_now
from testamur.core.model.definition.writing import dump
from testamur.core.model.microcredential import MicroCredential

__all__ = [
    "FORMAT_VERSION",
    "MAX_BYTES",
    "Change",
    "DefinitionError",
    "Place",
    "Places",
    "Problem",
    "Reading",
    "Value",
    "at_place",
    "changes",
    "dump",
    "nearest_spelling",
    "parse",
    "read",
    "schema",
    "values",
    "where_now",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """A definition with the places of its keys, for findings that point into the file."""

    definition: MicroCredential
    places: Places


def parse(source: str | bytes, *, name: str = "") -> MicroCredential:
    """Return the definition in *source* (UTF-8). *name* is the file's name for messages. Raises `DefinitionError`."""
    return read(source, name=name).definition


def read(source: str | bytes, *, name: str = "") -> Reading:
    """Return the definition and its places. Raises `DefinitionError` with all problems of the file at once."""
    try:
        return _read(source)
    except DefinitionError as error:
        raise DefinitionError(error.problems, name=name, more=error.more) from error.__cause__


def _read(source: str | bytes) -> Reading:
    top = build(source)
    reader = Reader(language=_language(top))
    values = reader.section_values(MICROCREDENTIAL, top, "")
    check_references(reader.notes)
    if values is None or reader.notes.problems:
        raise DefinitionError(reader.notes.problems, more=reader.notes.more)
    definition = MICROCREDENTIAL.build(**values)
    if not isinstance(definition, MicroCredential):  # pragma: no cover - the table says otherwise
        message = "the table of fields does not build a MicroCredential"
        raise TypeError(message)
    return Reading(definition, Places(reader.notes.places))


def _language(top: MapNode) -> str:
    """Return the file's language, needed before any text is read; a bad one is reported when its turn comes."""
    for key, node in top.pairs:
        if key.text == "language":
            found = Reader().value(LANGUAGE, node, "language")
            return found if isinstance(found, str) else UNKNOWN_LANGUAGE
    return ""
