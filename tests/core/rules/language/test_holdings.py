"""What a person brings, and the worked cases of a policy, are read value by value."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from testamur.core.rules import Grade, Holding
from testamur.core.rules.language import DefinitionError, parse_cases, parse_holdings, parse_policy, policy_json

FULL = {
    "ref": "a", "id": "a-1", "title": "A", "credits": "2.5 ECTS", "awarded_on": "2026-01-01",
    "valid_until": "2029-01-01",
    "state": "pending", "source": "rpl", "family": "f", "stands_for": ["x", "y"], "levels": ["EQF 6", "QF-EHEA second"],
    "bodies": "did:web:x.example", "tags": "t", "outcomes": ["o"], "grade": "with honours uk-degree", "passed": True,
    "supervised": False, "id_verified": "yes", "practice": None, "is_micro": False, "splittable": True,
    "consumed_by": "other", "outcome_marks": ["CLO 1 80%", "CLO2 49.5"], "quality_from": "2024-01-01",
    "quality_until": "2027-01-01", "match": 80,
}  # fmt: skip


def held(**changes: object) -> Holding:
    document = {"testamur": "holdings-1", "holdings": [{**FULL, **changes}]}
    return parse_holdings(json.dumps(document)).holdings[0]


def test_every_key_of_a_holding_is_read() -> None:
    found = held()
    assert (found.id, str(found.credits), found.awarded_on) == ("a-1", "2.5 ECTS", date(2026, 1, 1))
    assert [str(level) for level in found.levels] == ["EQF 6", "QF-EHEA second"]
    assert (found.bodies, found.grade) == (("did:web:x.example",), Grade("with honours", "uk-degree"))
    assert (found.passed, found.supervised, found.id_verified, found.practice) == (True, False, True, None)
    assert dict(found.outcome_marks) == {"CLO 1": Decimal(80), "CLO2": Decimal("49.5")}
    assert (found.consumed_by, found.match) == (("other",), Decimal(80))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": "B"}, "not-a-grade"),
        ({"outcome_marks": ["CLO1"]}, "not-a-mark"),
        ({"outcome_marks": ["CLO1 180%"]}, "too-high"),
        ({"levels": "EQF 6 or so"}, "rule-unexpected"),
        ({"quality_until": "2023-01-01"}, "ends-before-it-begins"),
        ({"state": "done"}, "not-a-choice"),
    ],
)
def test_what_a_holding_cannot_have_is_told(changes: dict[str, object], code: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        held(**changes)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_count_of_what_is_left_out_has_a_reason() -> None:
    case = (
        "testamur: cases-1\ncases: [{situation: s, on: 2026-01-01, holdings: [], expect: {verdict: met, left_out: x}}]"
    )
    with pytest.raises(DefinitionError) as caught:
        parse_cases(case)
    assert [problem.code for problem in caught.value.problems] == ["not-a-count"]


def test_an_exported_policy_has_its_days_levels_and_the_clauses_of_its_paths() -> None:
    text = (
        "testamur: policy-1\nid: p\nversion: 1\ntitle: P\nawards: P\neffective: {from: 2026-01-01}\nclauses:\n"
        "  - id: way\n    rule: >\n      require any(a, path q { in-q: demand level >= EQF6 match >= 50% on any })\n"
    )
    told = policy_json(parse_policy(text))
    assert told["effective_from"] == "2026-01-01"
    written = json.dumps(told)
    assert '"level": "EQF 6"' in written
    assert '"percent": "50"' in written
    assert '"id": "in-q"' in written
