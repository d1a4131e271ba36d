"""What the packs say an export cannot carry is what our own export does not carry."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.credential.compose import achievement
from testamur.core.model import definition
from testamur.core.model.microcredential import MicroCredential, Workload
from testamur.core.model.quantity import CreditAmount
from testamur.packs.narratives import labels

ROOT = Path(__file__).parents[3]
COURSE = definition.parse((ROOT / "examples/data-stewardship/microcredential.yaml").read_bytes())
RULES = quality.parse_pack(packs.guidelines()["open-badges-3"]).rules
CREDITS = COURSE.workload.credits

# Part → the definition without it.
WITHOUT: dict[str, MicroCredential] = {
    "workload.hours": dataclasses.replace(COURSE, workload=Workload(credits=CREDITS)),
    "participation": dataclasses.replace(COURSE, participation=()),
    "prerequisites": dataclasses.replace(COURSE, prerequisites=None),
    "stackability": dataclasses.replace(COURSE, stackability=None),
    "quality": dataclasses.replace(COURSE, quality=()),
}


def composed(course: MicroCredential) -> dict[str, object]:
    """The achievement without what is told in words only."""
    return {**achievement(course, "https://example.edu/a", labels("en")), "criteria": None}


def test_the_pack_and_this_test_speak_of_the_same_parts() -> None:
    said = {rule.parameters["of"] for rule in RULES if rule.check == "has_no_place"}
    assert said == {*WITHOUT, "workload.credits"}


@pytest.mark.parametrize("part", WITHOUT)
def test_a_part_that_has_no_place_changes_no_property(part: str) -> None:
    assert composed(WITHOUT[part]) == composed(COURSE)


def test_credits_are_a_number_without_their_unit() -> None:
    other = dataclasses.replace(COURSE, workload=Workload(credits=CreditAmount(Decimal(5), "NZQCF")))
    assert composed(other) == composed(COURSE)
    assert composed(COURSE)["creditsAvailable"] == 5


def test_one_language_is_carried_and_others_are_not() -> None:
    course = definition.parse((ROOT / "examples/first-aid/microcredential.yaml").read_bytes())
    assert course.title["ms"] not in str(achievement(course, "https://example.edu/a", labels("en")))
