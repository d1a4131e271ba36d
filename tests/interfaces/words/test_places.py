"""Places in a definition are told in words, everywhere by the same function."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from testamur.core.model.definition import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Section
from testamur.domain.design import actions
from testamur.interfaces.words.places import ones, parts, place_in_words, wholes
from testamur.interfaces.words.quality import happened, happenings


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("outcomes[0].kind", "Outcome 1: kind"),
        ("outcomes[1].criteria[0].text", "Outcome 2: criterion 1, text"),
        ("schedule.weeks", "Schedule: weeks"),
        ("title.es", "Title (Spanish)"),
        ("tags[2]", "Words to find it by 3"),
        ("awarding_body[Univ. Oberta].name", "Awarding body Univ. Oberta: name"),
        ("something.new", "something: new"),
        ("", ""),
    ],
)
def test_a_place_is_told_as_people_call_it(place: str, said: str) -> None:
    assert place_in_words(place) == said


def test_what_changed_counts_from_one_already() -> None:
    assert place_in_words("outcomes[LO1].criteria[2].text", first=1) == "Outcome LO1: criterion 2, text"


def inner(kind: Kind) -> set[str]:
    """Return the keys that can stand inside a kind of value, at any depth."""
    if isinstance(kind, Many):
        return inner(kind.of)
    if not isinstance(kind, Section):
        return set()
    return {field.key for field in kind.fields}.union(*(inner(field.kind) for field in kind.fields))


def test_every_key_of_the_format_has_a_word() -> None:
    fields = MICROCREDENTIAL.fields
    assert {field.key for field in fields} - set(wholes()) == set()
    assert set().union(*(inner(field.kind) for field in fields)) - set(parts()) == set()
    lists = {field.key for field in fields if isinstance(field.kind, Many) and isinstance(field.kind.of, Section)}
    assert lists - set(ones()) == set()


def test_everything_that_can_happen_to_a_design_is_told_in_plain_words() -> None:
    folder = Path(actions.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    told = {*re.findall(r'rows\.(?:move|tell)\(\s*actor, [\w.]+, "(\w+)"', code), *re.findall(r'told_as="(\w+)"', code)}
    assert len(told) > 15
    assert told - set(happenings()) == set()
    assert happened("finish_review", "draft") != happened("finish_review", "approval")
