"""The templates that a draft can begin with keep what they promise."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.model.definition import parse
from testamur.core.quality import Severity
from testamur.domain.catalogue import guidelines
from testamur.domain.design.templates import Template, filled, templates
from testamur.domain.institution.values import InstitutionView

ON = date(2026, 11, 22)
PLACE = InstitutionView(
    id=1,
    uuid=UUID(int=1),
    code="north",
    name="Nordhaven: University",
    legal_name="Nordhaven University, a foundation",
    country="DK",
    url="https://nordhaven.example.edu/",
    email="studies@nordhaven.example.edu",
    hue=200,
    language="en",
)
ALL = pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)


def test_there_are_ten_and_each_is_called_as_its_file() -> None:
    assert [one.name for one in templates()] == list(packs.templates())
    assert len(templates()) == 10
    assert len({one.icon for one in templates()}) == 10


@ALL
def test_a_template_with_an_institutions_facts_is_as_the_guidelines_ask(template: Template) -> None:
    course = parse(filled(template.source, PLACE))
    report = quality.check(course, quality.applying(course, guidelines.in_use(), ON), on=ON)
    assert "eu-2022" in report.packs
    assert [one.code for one in report.findings if one.severity != Severity.INFO] == []


@ALL
def test_a_template_names_the_institution_and_nobody_else(template: Template) -> None:
    text = filled(template.source, PLACE)
    course = parse(text)
    assert course.awarding_bodies[0].name == PLACE.name
    assert course.awarding_bodies[0].country == "DK"
    assert {one.body for one in course.quality} == {PLACE.name}
    assert "Your institution" not in text


@ALL
def test_a_template_needs_no_video_and_says_for_whom_it_is_in_four_languages(template: Template) -> None:
    assert "video" not in template.source.casefold()
    assert set(template.title) == set(template.audience) == {"en", "ms", "es", "ca"}
    assert template.definition.activities
    assert all(one.criteria for one in template.definition.outcomes)


def test_the_templates_differ_in_how_they_assess() -> None:
    ways = {tuple(one.type for one in template.definition.assessments) for template in templates()}
    assert len(ways) >= 9
