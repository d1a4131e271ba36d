"""What stands on the page for search engines has the structure that schema.org gives its types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from testamur.core.exchange.schema_org import Run, schema_org
from testamur.core.model import definition
from testamur.core.model.microcredential import MicroCredential

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*/microcredential.yaml"))
ADDRESS = "https://example.edu/id/mc/1"
TEXT, LINK, DAY, NUMBER = r".+", r"https?://\S+", r"\d{4}-\d{2}-\d{2}", None
DURATION = r"P(\d+M|T(\d+H)?(\d+M)?)"
# Type → property → what its values are: a pattern for texts, a set of types for objects, None for numbers. Of
# https://schema.org (version 29): each property is one of the type or of a type above it.
VOCABULARY: dict[str, dict[str, Any]] = {
    "Course": {
        "url": LINK,
        "courseCode": TEXT,
        "name": TEXT,
        "description": TEXT,
        "version": TEXT,
        "provider": {"CollegeOrUniversity"},
        "inLanguage": r"[a-z]{2,3}(-\w+)*",
        "teaches": TEXT,
        "assesses": TEXT,
        "educationalLevel": {"DefinedTerm"},
        "coursePrerequisites": TEXT,
        "educationalCredentialAwarded": {"EducationalOccupationalCredential"},
        "hasCourseInstance": {"CourseInstance"},
        "timeRequired": DURATION,
        "keywords": TEXT,
        "license": LINK,
        "author": {"Person"},
        "image": LINK,
        "datePublished": DAY,
        "numberOfCredits": {"StructuredValue"},
        "offers": {"Offer"},
    },
    "EducationalOccupationalCredential": {
        "name": TEXT,
        "url": LINK,
        "credentialCategory": TEXT,
        "competencyRequired": TEXT,
        "educationalLevel": {"DefinedTerm"},
        "publisher": {"CollegeOrUniversity"},
        "recognizedBy": {"Organization"},
        "validFor": DURATION,
    },
    "CourseInstance": {
        "name": TEXT,
        "courseMode": "Online|Onsite|Blended",
        "courseWorkload": DURATION,
        "inLanguage": TEXT,
        "startDate": DAY,
        "endDate": DAY,
    },
    "CollegeOrUniversity": {"name": TEXT, "legalName": TEXT, "url": LINK, "address": {"PostalAddress"}},
    "PostalAddress": {"addressCountry": "[A-Z]{2}", "addressRegion": TEXT},
    "Organization": {"name": TEXT},
    "Person": {"name": TEXT},
    "DefinedTerm": {"name": TEXT, "termCode": TEXT, "inDefinedTermSet": TEXT, "url": LINK},
    "StructuredValue": {"value": NUMBER, "unitText": TEXT},
    "Offer": {"price": r"\d+(\.\d+)?", "priceCurrency": "[A-Z]{3}", "category": "Free|Paid", "url": LINK},
}
# What the guide of a large search engine asks of courses, and schema.org of a credential.
REQUIRED = {
    "Course": {"name", "description", "provider", "hasCourseInstance", "educationalCredentialAwarded"},
    "EducationalOccupationalCredential": {"name", "credentialCategory", "competencyRequired", "publisher"},
    "CourseInstance": {"courseMode", "courseWorkload"},
    "Offer": {"category"},
    "CollegeOrUniversity": {"name", "address"},
    "PostalAddress": {"addressCountry"},
}


def problems(node: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield what is not as the vocabulary has it."""
    kind = node["@type"]
    here = f"{where}/{kind}"
    for name in REQUIRED.get(kind, set()) - node.keys():
        yield f"{here} lacks {name}"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in VOCABULARY[kind]:
            yield f"{here} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _wrong(one, VOCABULARY[kind][name], f"{here}.{name}")


def _wrong(one: object, wanted: object, here: str) -> Iterator[str]:
    if isinstance(one, dict):
        if not isinstance(wanted, set) or one["@type"] not in wanted:
            yield f"{here} is a {one['@type']}"
        yield from problems(one, here)
    elif wanted is NUMBER:
        if not isinstance(one, int | float):
            yield f"{here} is no number: {one}"
    elif not isinstance(one, str) or not isinstance(wanted, str) or not re.fullmatch(wanted, one, re.DOTALL):
        yield f"{here} is {one!r}"


def read(path: Path = EXAMPLES[1]) -> MicroCredential:
    return definition.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("language", ["", "en", "ms", "es", "ca"])
def test_every_example_has_the_structure_of_the_vocabulary(path: Path, language: str) -> None:
    runs = [Run("Autumn", date(2026, 9, 1), date(2026, 11, 1)), Run()]
    told = schema_org(
        read(path), ADDRESS, language=language, image=f"{ADDRESS}/card.png", published_on=date(2026, 1, 2), runs=runs
    )
    assert told["@context"] == "https://schema.org"
    assert list(problems(told)) == []


def test_the_check_of_the_structure_finds_what_is_wrong() -> None:
    told = schema_org(read(), ADDRESS)
    wrong = told | {"colour": "red", "provider": {"@type": "Person", "name": "X"}, "timeRequired": "60 hours"}
    del wrong["name"]
    assert len(list(problems(wrong))) == 4


def test_what_is_not_said_is_left_out_rather_than_said_to_be_nothing() -> None:
    bare = replace(read(), price=None, prerequisites=None, tags=(), contributors=(), licence="")
    told = schema_org(replace(bare, workload=replace(bare.workload, credits=None)), ADDRESS)
    assert not told.keys() & {
        "offers",
        "coursePrerequisites",
        "keywords",
        "author",
        "license",
        "numberOfCredits",
        "image",
    }
    assert list(problems(told)) == []


def test_the_awarding_body_publishes_and_only_others_recognise() -> None:
    found = read()
    told = schema_org(found, ADDRESS)["educationalCredentialAwarded"]
    assert told["publisher"][0]["name"] == found.awarding_bodies[0].name
    assert found.awarding_bodies[0].name not in {one["name"] for one in told.get("recognizedBy", [])}


@pytest.mark.parametrize(("hours", "said"), [("125", "PT125H"), ("7.5", "PT7H30M"), ("0.5", "PT30M")])
def test_hours_are_durations_in_whole_minutes(hours: str, said: str) -> None:
    found = read()
    course = replace(found, workload=replace(found.workload, hours=Decimal(hours)))
    assert schema_org(course, ADDRESS)["timeRequired"] == said


def test_a_free_one_is_said_to_be_free() -> None:
    found = read()
    assert found.price
    told = schema_org(replace(found, price=replace(found.price, amount=Decimal(0))), ADDRESS)
    assert (told["offers"]["category"], told["offers"]["price"]) == ("Free", "0")
