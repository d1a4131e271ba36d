"""The published JSON Schema agrees with the reader about shape and spelling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from testamur.core.model import definition

ROOT = Path(__file__).parents[4]
PUBLISHED = ROOT / "src/testamur/packs/schemas/microcredential-1.schema.json"
EXAMPLES = sorted(ROOT.glob("examples/*/microcredential.yaml"))


class EditorLoader(yaml.SafeLoader):
    """Resolves scalars as editors do (YAML 1.2): ``no`` and dates are texts, only true and false are truth values."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in entries if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_sees_it(text: str) -> object:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a safe loader with fewer guesses


def test_the_published_schema_is_up_to_date() -> None:
    """Make it again with: testamur lint --schema > src/testamur/packs/schemas/microcredential-1.schema.json."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == definition.schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(definition.schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_schema_accepts_the_examples_and_what_is_written_from_them(path: Path) -> None:
    validator = Draft202012Validator(definition.schema())
    text = path.read_text(encoding="utf-8")
    assert [error.message for error in validator.iter_errors(as_an_editor_sees_it(text))] == []
    written = definition.dump(definition.parse(text))
    assert [error.message for error in validator.iter_errors(as_an_editor_sees_it(written))] == []


BREAKS = {
    "an unknown key": ("id: data-stewardship", "ident: data-stewardship"),
    "a missing title": ("title: Research Data Stewardship in Practice\n", ""),
    "a list for a section": ("  hours: 125\n  credits: 5 ECTS\n  contact_hours: 14\n", "  - 125\n"),
    "an unknown assessment type": ("type: project_work", "type: project"),
    "negative hours": ("  hours: 125\n", "  hours: -125\n"),
    "credits without a unit": ("5 ECTS\n", "5\n"),
    "an unknown country": ("country: ES", "country: EZ"),
    "a newer format": ("testamur: 1", "testamur: 2"),
    "markup in the title": ("title: Research", "title: <b>Research"),
    "more than a hundred percent": ("weight: 40", "weight: 140"),
    "an unknown language of a text": ("prerequisites: Access", "prerequisites:\n  Klingonese: Access"),
}


@pytest.mark.parametrize(("found", "broken"), BREAKS.values(), ids=BREAKS)
def test_schema_and_reader_refuse_the_same_breaks(found: str, broken: str) -> None:
    text = (ROOT / "examples/data-stewardship/microcredential.yaml").read_text(encoding="utf-8")
    assert found in text
    damaged = text.replace(found, broken, 1)
    assert not Draft202012Validator(definition.schema()).is_valid(as_an_editor_sees_it(damaged))
    with pytest.raises(definition.DefinitionError):
        definition.parse(damaged)
