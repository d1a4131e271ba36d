"""Every shipped policy against its own cases: what is held, on which day, the answer and its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from testamur import packs
from testamur.core.rules.deciding import Decider
from testamur.core.rules.frameworks import parse_knowledge
from testamur.core.rules.language import dump_policy, parse_policy, policy_text
from testamur.core.rules.language.cases import Case, differences, parse_cases
from testamur.core.rules.procedures import parse_procedure, parse_procedure_cases

KNOWLEDGE = parse_knowledge(packs.frameworks().values())
GUIDELINE_CASES = sorted((Path(packs.__file__).parent / "guidelines/cases").glob("*.yaml"))


def situations() -> Iterator[Any]:
    for name, text in packs.policy_cases().items():
        for case in parse_cases(text, name=name):
            yield pytest.param(name, case, id=" ".join((f"{name}:", *case.tests, case.situation)))


@pytest.mark.parametrize(("name", "case"), list(situations()))
def test_a_situation_is_decided_as_its_pack_says_and_for_its_reason(name: str, case: Case) -> None:
    decider = Decider(parse_policy(packs.policies()[name]), knowledge=KNOWLEDGE)
    decision = decider.decide(case.holdings, on=case.on, anchors=case.anchors, overrides=case.overrides)
    assert differences(case, decision) == ()


@pytest.mark.parametrize("name", packs.policies())
def test_every_policy_says_what_it_is_based_on_what_is_uncertain_and_what_each_clause_means(name: str) -> None:
    policy = parse_policy(packs.policies()[name])
    assert policy.id == name
    assert policy.sources
    assert policy.uncertain
    assert all(clause.note for clause in policy.clauses)
    assert name in packs.policy_cases()
    assert policy.effective_from or any("rom when" in told for told in policy.uncertain)


@pytest.mark.parametrize("name", packs.policies())
def test_every_policy_can_be_written_down_again_in_both_forms(name: str) -> None:
    policy = parse_policy(packs.policies()[name])
    assert parse_policy(dump_policy(policy)) == policy
    bare = tuple(replace(clause, note="", source="") for clause in policy.clauses)
    assert parse_policy(policy_text(policy)).clauses == bare


@pytest.mark.parametrize("name", packs.procedures())
def test_a_procedure_of_recognition_holds_in_its_cases(name: str) -> None:
    procedure = parse_procedure(packs.procedures()[name])
    cases = parse_procedure_cases(packs.procedure_cases()[name])
    assert [case.situation for case in cases.clock if not case.holds(procedure)] == []
    assert [case.situation for case in cases.rulings if not case.holds()] == []
    assert procedure.sources
    assert procedure.uncertain


def published() -> set[str]:
    """The published examples that some case stands for."""
    found = {test for text in packs.policy_cases().values() for case in parse_cases(text) for test in case.tests}
    for text in packs.procedure_cases().values():
        cases = parse_procedure_cases(text)
        found |= {test for case in (*cases.clock, *cases.rulings) for test in case.tests}
    for path in GUIDELINE_CASES:
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found |= set(re.findall(r"^T\d+(?=:)", case["situation"])) if isinstance(case, dict) else set()
    return found


def test_each_of_the_thirty_five_published_examples_is_a_case() -> None:
    assert {f"T{number}" for number in range(1, 36)} - published() == set()


def test_a_decision_that_differs_from_its_case_is_told() -> None:
    _name, case = next(iter(situations())).values
    other = Decider(parse_policy(packs.policies()["my-master"]), knowledge=KNOWLEDGE).decide(case.holdings, on=case.on)
    assert next(one.about for one in differences(case, other)) == "verdict"
