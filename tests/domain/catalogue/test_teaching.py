from __future__ import annotations

from dataclasses import replace

import pytest

import campus as campuses
from campus import NOW, Campus
from testamur.core.model.definition import parse
from testamur.core.model.definition.writing import dump
from testamur.core.model.microcredential import Skill
from testamur.domain.catalogue import actions, queries

pytestmark = pytest.mark.django_db

FIRST, SECOND = "http://data.europa.eu/esco/skill/1", "http://data.europa.eu/esco/skill/2"


def naming(uri: str, version: str = "1.0.0") -> str:
    """Return the example with a skill that its first outcome names."""
    course = parse(campuses.example())
    first = replace(course.outcomes[0], skills=(Skill("tie knots", uri, "ESCO", version="1.2.0"),))
    return dump(replace(course, version=version, outcomes=(first, *course.outcomes[1:])))


def test_what_teaches_a_skill_is_found_by_its_address(campus: Campus) -> None:
    uuid = campus.publish(naming(FIRST))
    assert [one.uuid for one in queries.teaching([FIRST, SECOND])] == [uuid]
    assert queries.taught([FIRST, SECOND]) == {FIRST: 1}


def test_only_what_the_current_version_teaches_counts(campus: Campus) -> None:
    campus.publish(naming(FIRST))
    campus.publish(naming(SECOND, "1.1.0"))
    assert queries.teaching([FIRST]) == []
    assert len(queries.teaching([SECOND])) == 1


def test_what_is_no_longer_offered_teaches_nothing(campus: Campus) -> None:
    uuid = campus.publish(naming(FIRST))
    actions.retire(campus.actor("registrar"), microcredential=uuid, at=NOW)
    assert queries.teaching([FIRST]) == []
    assert queries.taught([FIRST]) == {}
