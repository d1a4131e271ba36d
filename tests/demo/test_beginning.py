"""The demo's definitions are clean, and a build that is stopped leaves nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.demo import world
from testamur.demo.campus import Campus
from testamur.demo.sources import sources
from testamur.domain.institution import queries as institution

NOW = datetime(2026, 11, 22, 3, 10, tzinfo=UTC)
TEXTS = [text for _place, text in sources()]


@pytest.mark.parametrize("text", TEXTS, ids=[definition.parse(text).id for text in TEXTS])
def test_a_definition_has_no_hard_findings(text: str) -> None:
    guidelines = [quality.parse_pack(pack) for pack in packs.guidelines().values()]
    report = quality.check(definition.parse(text), guidelines)
    assert report.of(quality.Severity.HARD) == ()


def test_the_definitions_differ_in_what_people_filter_by() -> None:
    courses = [definition.parse(text) for text in TEXTS]
    assert any(course.price and course.price.amount == 0 for course in courses)
    assert {course.schedule.pace for course in courses if course.schedule} == {"cohort", "self_paced"}
    assert {course.stackability.kind for course in courses if course.stackability} == {
        "stand_alone",
        "stackable",
        "integrated",
    }
    assert {language for course in courses for language in course.title} == {"en", "ms", "es", "ca"}


@pytest.mark.parametrize(
    "goal", ["postgraduate-certificate-open-science", "graduate-certificate-responsible-technology"]
)
def test_three_of_them_make_a_larger_award(goal: str) -> None:
    courses = [definition.parse(text) for text in TEXTS]
    assert sum(goal in course.stackability.towards for course in courses if course.stackability) == 3


@pytest.mark.django_db
def test_a_build_that_is_stopped_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_campus: Campus, _at: datetime) -> None:
        assert len(institution.institutions()) == 6
        raise KeyboardInterrupt

    monkeypatch.setattr(world, "offerings", lambda: [(599, stopped)])
    with pytest.raises(KeyboardInterrupt):
        world.build(at=NOW, base_url="http://testserver")
    assert institution.institutions() == []
