"""Whatever the house refuses, it says what was wrong, where, and what to do."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import testamur
from testamur.domain.institution.access import Permission
from testamur.domain.learning.actions.enrolling import NotOpen
from testamur.interfaces.words import speak
from testamur.interfaces.words.fields import field_sentence, nothing_sentence
from testamur.interfaces.words.refusals import sentences, told
from testamur.refusals import Invalid, NotAllowed, NotFound, Refusal

SOURCE = Path(testamur.__file__).parent
# Nobody can be asked for anything here: a page that is none, and a person in the demo whom nobody can be.
UNNAMED = {"page"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def every_refusal() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(testamur.__path__, "testamur."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
    found, new = set[type[Refusal]](), {Refusal}
    while new:
        found |= new
        new = {child for parent in new for child in parent.__subclasses__()} - found
    return sorted((one for one in found if one.__module__.startswith("testamur.")), key=lambda one: one.code)


@cache
def raised(kind: str, fact: str) -> set[str]:
    """The values, written out in the code, of *fact* in every ``raise kind(fact=…)``."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == kind]
    words = [word for call in named for word in call.keywords if word.arg == fact]
    return {str(word.value.value) for word in words if isinstance(word.value, ast.Constant)}


def test_every_refusal_has_a_sentence() -> None:
    refusals = every_refusal()
    assert len(refusals) > 35
    assert [one.code for one in refusals if one.code not in sentences()] == []


def test_every_kind_of_thing_that_is_not_there_is_named() -> None:
    kinds = raised("NotFound", "what") - UNNAMED
    assert len(kinds) > 10
    assert [kind for kind in sorted(kinds) if not nothing_sentence(kind)] == []


def test_every_permission_is_named_in_words() -> None:
    for permission in Permission:
        said = told(NotAllowed(permission=str(permission)))
        assert f": {permission}." not in said
        assert "administrator" in said


def test_a_visitor_is_told_to_sign_in() -> None:
    assert told(NotAllowed(permission="sign-in")) == "This is for people who have signed in. Sign in first."


def test_a_field_that_was_left_out_is_not_said_to_be_nothing() -> None:
    fields = raised("Invalid", "field")
    assert len(fields) > 10
    for field in fields:
        assert "“”" not in told(Invalid(field=field, found="", allowed="this"))
        assert "{" not in told(Invalid(field=field, found="that", allowed="this"))


def test_what_can_be_said_is_said_for_a_field_without_words_of_its_own() -> None:
    assert told(Invalid(field="tempo", found="x", allowed=["a", "b"])) == "“tempo” cannot be “x”. Allowed: a, b."
    assert told(Invalid(field="tempo", found="")) == "“tempo” is missing."
    assert field_sentence({"field": "results[2].percent", "found": "101"}).endswith("between 0 and 100.")


def test_a_code_among_the_facts_becomes_words() -> None:
    assert "every place is taken" in told(NotOpen(why="full"))
    speak("es")
    assert "full" not in told(NotOpen(why="full"))


def test_a_thing_that_is_not_there_is_called_by_its_name() -> None:
    assert "such award" in told(NotFound(what="award", uuid="1"))
    assert told(NotFound(what="page")) == "There is nothing here by that name."


def test_a_code_without_words_is_shown_with_its_facts() -> None:
    class Novel(Invalid):
        code = "novel"

    assert told(Novel(found="x")) == "It was refused: novel. found: x"


def test_a_day_that_cannot_be_is_told_as_people_write_it() -> None:
    assert told(Invalid(field="used_on", found="1902-01-01")).startswith("1 January 1902 cannot be")
    assert "20260101" in told(Invalid(field="code", found="20260101"))
