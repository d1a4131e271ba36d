"""What a newer version of a framework offers a definition: each skill told, nothing changed that nobody chose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from testamur.core.model.definition import parse
from testamur.core.model.microcredential import MicroCredential, Skill
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.moving import Move, moved, moves, older_skills
from testamur.core.skills.upgrading import difference

from campus import example  # isort: skip

LABELS = {"a": "tie", "b": "join", "c": "sing", "d": "x"}
OLD = Framework("F", "1", "en", tuple(Concept(uri, label) for uri, label in LABELS.items()))
NEW = Framework("F", "2", "en", (Concept("a", "tie knots"), Concept("e", "join"), Concept("d", "x")))


@pytest.fixture
def course() -> MicroCredential:
    parsed = parse(example().encode())
    skills = tuple(Skill(uri, uri, "f", version="1") for uri in ("a", "b", "c", "d"))
    first, *others = parsed.outcomes
    return replace(parsed, outcomes=(replace(first, skills=skills), *(replace(one, skills=()) for one in others)))


def found(course: MicroCredential) -> tuple[Move, ...]:
    older = older_skills(course, {"f"}, "2")
    return moves(course, older, difference(OLD, NEW, only=set(older)))


def test_every_skill_is_told_what_became_of_it_what_is_lost_first(course: MicroCredential) -> None:
    assert [(one.skill.uri, one.how, one.to) for one in found(course)] == [
        ("c", "vanished", ()),
        ("b", "superseded", (("e", "join"),)),
        ("a", "renamed", (("a", "tie knots"),)),
        ("d", "stays", (("d", "d"),)),
    ]


def test_what_is_only_alike_is_for_a_person_to_judge(course: MicroCredential) -> None:
    after = replace(NEW, concepts=(*NEW.concepts, Concept("g", "sings")))
    older = older_skills(course, {"f"}, "2")
    told = {one.skill.uri: one.how for one in moves(course, older, difference(OLD, after, only=set(older)))}
    assert told["c"] == "alike"


def test_only_what_was_chosen_is_of_the_newer_version(course: MicroCredential) -> None:
    after = moved(course, {"b": ("e", "join")}, "2")
    assert [(one.uri, one.version) for one in after.outcomes[0].skills] == [
        ("a", "1"),
        ("e", "2"),
        ("c", "1"),
        ("d", "1"),
    ]


def test_two_skills_that_became_one_stand_once(course: MicroCredential) -> None:
    after = moved(course, {"a": ("e", "join"), "b": ("e", "join")}, "2")
    assert [one.uri for one in after.outcomes[0].skills] == ["e", "c", "d"]


def test_a_definition_of_the_newest_version_is_offered_nothing(course: MicroCredential) -> None:
    assert older_skills(course, {"f"}, "1") == {}
    assert older_skills(course, {"other"}, "2") == {}
