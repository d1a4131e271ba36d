"""The policy file: everything wrong with it at once, each at its place, with what was probably meant."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest
import yaml

from testamur.core.rules.language import (
    DefinitionError,
    dump_policy,
    parse_policy,
    policy_manual,
    policy_schema,
    read_policy,
)

GOOD = """\
testamur: policy-1
id: cert
version: "2023"
title: Certificate
awards: Certificate
size: 30 HKQF
sources: A page.
effective: {from: 2023-01-01, until: 2024-12-31}
clauses:
  - id: size
    rule: require credits >= 30 hkqf from any_micro
  - id: professional
    rule: |
      at_least 75% of award
        from tag("professional")
    note: Three quarters are professional.
"""


def problems(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        parse_policy(text)
    return [(found.line, found.column, found.code, found.suggestion) for found in caught.value.problems]


def test_a_policy_file_is_read_with_its_prose() -> None:
    policy = parse_policy(GOOD)
    assert (policy.unit, policy.effective_until) == ("HKQF", date(2024, 12, 31))
    assert [clause.id for clause in policy.clauses] == ["size", "professional"]
    assert policy.clauses[1].note == "Three quarters are professional."


def test_titles_of_what_rules_name_are_read_and_written_back() -> None:
    policy = parse_policy(GOOD.replace("clauses:", "titles:\n  - {ref: HW1, title: Leadership}\nclauses:", 1))
    assert (policy.title_of("HW1"), policy.title_of("HW2")) == ("Leadership", "HW2")
    assert parse_policy(dump_policy(policy)) == policy


def test_every_problem_is_told_at_once_and_where_it_is() -> None:
    bad = (
        GOOD.replace("size: 30 HKQF", "size: 30 HKFQ")
        .replace("from any_micro", "from any_mikro")
        .replace('from tag("professional")', 'from tagg("professional")')
        .replace("note:", "notes:")
    )
    assert problems(bad) == [
        (6, 7, "unknown-unit", "HKQF"),
        (11, 43, "rule-unexpected", "any_micro"),
        (15, 14, "rule-unexpected", "tag"),
        (16, 5, "unknown-key", "note"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("testamur: policy-1", "testamur: 1", (1, 11, "unknown-format", "")),
        ("until: 2024-12-31", "until: 2022-12-31", (8, 38, "ends-before-it-begins", "")),
        ("id: professional", "id: size", (12, 5, "duplicate-id", "")),
        ("of award", "of group core", (13, 5, "unknown-group", "")),
        ("testamur: policy-1\n", "", (1, 1, "missing-key", "")),
        ("require credits >= 30 hkqf from any_micro", "require group g { group g { a } }", (11, 5, "duplicate-id", "")),
        ("    rule: require credits >= 30 hkqf from any_micro\n", "", (10, 5, "missing-key", "")),
    ],
)
def test_what_does_not_fit_together_is_told(old: str, new: str, problem: tuple[int, int, str, str]) -> None:
    assert problem in problems(GOOD.replace(old, new))


@pytest.mark.parametrize(("text", "code"), [("", "empty-policy"), ("- a", "not-a-policy"), ("a: [", "not-yaml")])
def test_what_is_no_policy_at_all_is_called_so(text: str, code: str) -> None:
    assert [found[2] for found in problems(text)] == [code]


def test_the_places_of_keys_are_kept_for_findings() -> None:
    assert read_policy(GOOD).places.nearest("clauses[1].rule").line == 13


def test_the_schema_takes_a_good_file_and_refuses_an_unknown_key() -> None:
    document = yaml.safe_load(GOOD.replace("2023-01-01", '"2023-01-01"').replace("2024-12-31", '"2024-12-31"'))
    jsonschema.validate(document, policy_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "owner": "x"}, policy_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "clauses": [{"id": "x", "rule": "need credits"}]}, policy_schema())


def test_the_manual_names_every_key() -> None:
    assert "| **`clauses`** |" in policy_manual()
    assert "### Section *clause*" in policy_manual()
    assert "EU" not in policy_manual()
