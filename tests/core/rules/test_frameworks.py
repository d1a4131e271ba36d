"""What the shipped files say about levels, credits and grades: rows with a source, never arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from testamur import packs
from testamur.core.model.definition import DefinitionError
from testamur.core.rules.frameworks import Framework, parse_framework, parse_knowledge

KNOWLEDGE = parse_knowledge(packs.frameworks().values())


def to_eqf(level: str) -> dict[str, bool]:
    """Level of the EQF → whether the row has a source."""
    return {
        str(row.left): row.confirmed
        for row in KNOWLEDGE.levels
        if str(row.right) == level and row.left.framework == "EQF"
    }


@pytest.mark.parametrize("name", packs.frameworks())
def test_every_file_says_what_it_is_based_on_and_what_is_uncertain(name: str) -> None:
    found = parse_framework(packs.frameworks()[name])
    assert found.id == name
    assert found.sources
    assert found.uncertain


@pytest.mark.parametrize(
    ("level", "eqf"),
    [
        ("NFQ 7", {"EQF 6": True}),
        ("NFQ 8", {"EQF 6": True}),
        ("NZQCF 7", {"EQF 6": True}),
        ("NZQCF 8", {}),
        ("AQF 7", {"EQF 6": True}),
        ("AQF 8", {"EQF 6": False}),
        ("MQF 6", {"EQF 6": False}),
        ("SCQF 10", {"EQF 6": True}),
        ("HKQF 5", {}),
    ],
)
def test_a_level_is_beside_the_european_one_that_a_source_says(level: str, eqf: dict[str, bool]) -> None:
    assert to_eqf(level) == eqf


def test_nothing_of_new_zealand_is_beside_the_first_european_level() -> None:
    assert not [row for row in KNOWLEDGE.levels if str(row.left) == "EQF 1" and row.right.framework == "NZQCF"]


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [("CATS", "ECTS", "0.5", "0.5"), ("US", "ECTS", "2", "2"), ("MQF", "ECTS", "1.33", "1.6")],
)
def test_credits_convert_by_a_factor_or_a_range(start: str, end: str, low: str, high: str) -> None:
    (rule,) = [rule for rule in KNOWLEDGE.conversions if (rule.from_unit, rule.to_unit) == (start, end)]
    assert (rule.low, rule.high) == (Decimal(low), Decimal(high))
    assert rule.authority


def test_points_of_australia_and_hong_kong_convert_into_nothing() -> None:
    assert not [rule for rule in KNOWLEDGE.conversions if {"AU-POINTS", "HKQF"} & {rule.from_unit, rule.to_unit}]


def test_letters_rise_with_their_points() -> None:
    for scheme in KNOWLEDGE.schemes:
        assert list(scheme.points) == sorted(scheme.points)
        assert not scheme.points or len(scheme.points) == len(scheme.grades)


GOOD = """\
testamur: framework-1
id: x
title: X
sources: A page.
levels:
  - {left: EQF 6, right: [NFQ 7, NFQ 8], source: S}
conversions:
  - {id: a, from: CATS, to: ECTS, factor: 0.5, authority: A}
schemes:
  - {id: s, title: S, grades: [F, P], points: [0, 1], source: S}
grade_maps:
  - {from: s, to: t, pairs: [P = A, F = E], source: S}
"""


def read(text: str) -> Framework:
    return parse_framework(text)


def test_a_file_is_read_into_values() -> None:
    found = read(GOOD).knowledge
    assert [str(row.right) for row in found.levels] == ["NFQ 7", "NFQ 8"]
    assert found.grade_maps[0].pairs == (("P", "A"), ("F", "E"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("EQF 6,", "EQF 9,", "no-such-level"),
        ("EQF 6,", "EQF,", "rule-unfinished"),
        ("EQF 6,", "EQF 6 7,", "rule-unexpected"),
        ("from: CATS", "from: CATZ", "not-a-choice"),
        ("factor: 0.5, ", "", "no-factor"),
        ("factor: 0.5", "low: 2, high: 1", "no-factor"),
        ("points: [0, 1]", "points: [0]", "points-do-not-fit"),
        ("P = A", "P", "not-a-pair"),
        ("schemes:\n", "schemes:\n  - {id: s, title: T, source: T}\n", "duplicate-id"),
        ("framework-1", "policy-1", "unknown-format"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, code: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(GOOD.replace(old, new, 1))
    assert code in {found.code for found in caught.value.problems}
