"""The templates that a draft can begin with keep what they promise."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from uuid import UUID

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.model.definition import parse
from testamur.core.model.definition.splicing import spliced
from testamur.core.model.language import LanguageMap
from testamur.core.quality.parts import texts
from testamur.domain.catalogue import guidelines
from testamur.domain.design.templates import Template, filled, templates
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.sums import sums

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


# What only the author can say, so that it is open until they say it: how the need is known (EU-AII-3), what it costs
# (AU-NMF-4), and whether a programme will count it (IE-4).
ASKED_OF_THE_AUTHOR = {"EU-AII-3", "AU-NMF-4", "IE-4"}
# How a text speaks that was written for authors, and would be published as theirs.
SPOKEN_TO_THE_AUTHOR = re.compile(r"for example|name who|such as|\b(we|our) |e\.g\.|replace this|\[|…", re.IGNORECASE)


@ALL
@pytest.mark.parametrize("country", ["DK", "AU", "GB", "HK", "IE", "MY", "NZ", "US"])
def test_nobody_begins_with_a_finding_that_is_none_of_their_doing(template: Template, country: str) -> None:
    course = parse(filled(template.source, replace(PLACE, country=country)))
    report = quality.check(course, quality.applying(course, guidelines.in_use(), ON), on=ON)
    assert "eu-2022" in report.packs
    # The permanent page is given by publishing.
    assert {one.code for one in report.findings} - ASKED_OF_THE_AUTHOR <= {"EU-AII-10"}


@ALL
def test_no_template_says_for_the_author_what_only_they_can_know(template: Template) -> None:
    course = parse(filled(template.source, PLACE))
    assert course.need_evidence is None
    assert [one.description for one in course.quality if one.description] == []
    assert [one.key for one in texts(course) if SPOKEN_TO_THE_AUTHOR.search(one.text)] == []


@ALL
def test_how_the_need_is_known_is_asked_as_something_missing(template: Template) -> None:
    course = parse(filled(template.source, PLACE))
    report = quality.check(course, quality.applying(course, guidelines.in_use(), ON), on=ON)
    assert [one.key for one in report.findings if one.code == "EU-AII-3"] == ["need_evidence"]


@ALL
def test_hours_weeks_activities_and_credits_of_a_template_say_the_same(template: Template) -> None:
    assert [one.said for one in sums(template.definition) if not one.is_well] == []
    plan, hours = template.definition.schedule, template.definition.workload.hours
    assert plan is not None
    assert plan.weeks is not None
    assert plan.hours_per_week is not None
    assert plan.weeks * plan.hours_per_week == hours
    assert sum(one.hours for one in template.definition.activities) == hours


@pytest.mark.parametrize(
    ("country", "level", "worth"),
    [
        ("DK", "EQF 6", "2 ECTS"),
        ("MY", "MQF 6", "1 MQF"),
        ("NZ", "NZQCF 7", "5 NZQCF"),
        ("IE", "NFQ 7", "2 ECTS"),
        ("AU", "AQF 7", "2 ECTS"),
        ("US", "EQF 6", "2 ECTS"),
    ],
)
def test_level_and_credits_are_told_as_the_country_tells_them(country: str, level: str, worth: str) -> None:
    (clinical,) = [one for one in templates() if one.name == "clinical"]
    course = parse(filled(clinical.source, replace(PLACE, country=country)))
    assert (str(course.level), str(course.workload.credits)) == (level, worth)


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


@ALL
def test_a_change_of_one_value_changes_one_line(template: Template) -> None:
    text = filled(template.source, PLACE)
    before = parse(text)
    first = replace(before.outcomes[0], text=LanguageMap((("en", "Say it anew."),)))
    changed = spliced(text, before, replace(before, outcomes=(first, *before.outcomes[1:])))
    gone = [line for line in unified_diff(text.splitlines(), changed.splitlines(), n=0) if line.startswith("+")]
    assert [line.strip("+ ") for line in gone[1:]] == ["text: Say it anew."]
