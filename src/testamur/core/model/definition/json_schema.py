"""The JSON Schema (draft 2020-12) of the definition file, for editors that complete and check while one types."""

from __future__ import annotations

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Field, JsonSchema, Kind, Many, Scalar, Section, Words
from testamur.core.model.definition.texts import MARKUP, MAX_LINE, MAX_TEXT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TAG_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"


def schema() -> JsonSchema:
    """Return the schema. It knows shape and spelling; references, dates and check digits are the reader's part."""
    return schema_of(MICROCREDENTIAL, "Testamur micro-credential, format version 1")


def schema_of(section: Section, title: str) -> JsonSchema:
    """Return the schema of a file whose keys are those of *section*."""
    definitions: dict[str, object] = {}
    top = _section(section, definitions)
    return {"$schema": DIALECT, "title": title, **top, "$defs": definitions}


def _section(section: Section, definitions: dict[str, object]) -> JsonSchema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [entry.key for entry in section.fields if entry.required],
        "properties": {entry.key: _field(entry, definitions) for entry in section.fields},
    }


def _field(entry: Field, definitions: dict[str, object]) -> JsonSchema:
    element = f" (EU element {entry.element})" if entry.element else ""
    return {"description": entry.says + element, **_kind(entry.kind, definitions)}


def _kind(kind: Kind, definitions: dict[str, object]) -> JsonSchema:
    match kind:
        case Scalar():
            return dict(kind.schema)
        case Words():
            return _words(kind, definitions)
        case Many():
            items = _kind(kind.of, definitions)
            listed: JsonSchema = {"type": "array", "items": items, "minItems": kind.least}
            return {"anyOf": [listed, items]} if kind.alone else listed
        case Section():
            return _reference(kind, definitions)


def _words(kind: Words, definitions: dict[str, object]) -> JsonSchema:
    name = "long-text" if kind.long else "text"
    longest = MAX_TEXT if kind.long else MAX_LINE
    text = {"type": "string", "minLength": 1, "maxLength": longest, "not": {"pattern": MARKUP}}
    by_language = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _TAG_PATTERN},
        "additionalProperties": text,
    }
    definitions[name] = {"anyOf": [text, by_language]}
    return {"$ref": f"#/$defs/{name}"}


def _reference(section: Section, definitions: dict[str, object]) -> JsonSchema:
    name = section.name.replace(" ", "-")
    if name not in definitions:
        definitions[name] = {}
        shape = _section(section, definitions)
        short = {entry.key: entry.kind for entry in section.fields}.get(section.shorthand)
        definitions[name] = {"anyOf": [_kind(short, definitions), shape]} if short else shape
    return {"$ref": f"#/$defs/{name}"}
