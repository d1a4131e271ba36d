"""What stands on the page for search engines has the structure that schema.org gives its types."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from judges import of_schema_org
from testamur.core.exchange.schema_org import Run, schema_org
from testamur.core.model import definition
from testamur.core.model.microcredential import MicroCredential

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*/microcredential.yaml"))
ADDRESS = "https://example.edu/id/mc/1"


def read(path: Path = EXAMPLES[1]) -> MicroCredential:
    return definition.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("language", ["", "en", "ms", "es", "ca"])
def test_every_example_has_the_structure_of_the_vocabulary(path: Path, language: str) -> None:
    runs = [Run("Autumn", date(2026, 9, 1), date(2026, 11, 1)), Run()]
    told = schema_org(
        read(path), ADDRESS, language=language, image=f"{ADDRESS}/card.png", published_on=date(2026, 1, 2), runs=runs
    )
    assert of_schema_org(told) == []


def test_the_check_of_the_structure_finds_what_is_wrong() -> None:
    told = schema_org(read(), ADDRESS)
    wrong = told | {"colour": "red", "provider": {"@type": "Person", "name": "X"}, "timeRequired": "60 hours"}
    del wrong["name"]
    assert len(of_schema_org(wrong)) == 4


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
    assert of_schema_org(told) == []


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
