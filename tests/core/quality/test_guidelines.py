"""Every guideline pack against its own cases: situation, what is changed, which rules speak up, what is asked."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.core.quality.parts import PARTS
from testamur.interfaces.words.findings import finding_sentence

ROOT = Path(__file__).parents[3]
CASES = ROOT / "src/testamur/packs/guidelines/cases"
EXAMPLES = sorted(ROOT.glob("examples/*/microcredential.yaml"))
# The reader refuses a definition that lacks these, so that no file can bring the rules to speak.
KEPT_BY_THE_MODEL = {"EU-M2", "EU-M3", "EU-M4"}


@cache
def pack(name: str) -> quality.Pack:
    return quality.parse_pack(packs.guidelines()[name])


@cache
def cases(name: str) -> list[dict[str, Any]]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def situations() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        if path.stem != "base":
            for case in cases(path.stem):
                yield pytest.param(path.stem, case, id=f"{path.stem}: {case['situation']}")


@cache
def read(name: str, number: int) -> definition.Reading:
    """The definition of a case: the base with its changes."""
    base = yaml.safe_load((CASES / "base.yaml").read_text(encoding="utf-8"))
    kept = {key: value for key, value in {**base, **cases(name)[number]["change"]}.items() if value is not None}
    return definition.read(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False))


def judged(name: str, number: int, rules: quality.Pack) -> quality.Report:
    day = cases(name)[number].get("day")
    return quality.check(read(name, number).definition, [rules], on=day, chosen=rules.on_request)


def holds(name: str, number: int, rules: quality.Pack) -> bool:
    """Whether a case comes out as it says."""
    case, report = cases(name)[number], judged(name, number, rules)
    found = sorted({finding.code for finding in report.findings})
    asked = [question.code for question in report.questions]
    return found == sorted(case["expect"]) and asked == case.get("ask", asked)


@pytest.mark.parametrize(("name", "case"), list(situations()))
def test_a_situation_is_judged_as_its_pack_says(name: str, case: dict[str, Any]) -> None:
    report = judged(name, cases(name).index(case), pack(name))
    assert sorted({finding.code for finding in report.findings}) == sorted(case["expect"])
    if "ask" in case:
        assert [question.code for question in report.questions] == case["ask"]
    assert not [finding for finding in report.findings if "…" in finding_sentence(finding)]


def test_every_pack_has_cases_and_every_file_of_cases_a_pack() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == {*packs.guidelines(), "base"}


@pytest.mark.parametrize("name", packs.guidelines())
def test_without_any_of_its_rules_or_questions_a_case_fails(name: str) -> None:
    whole, numbers = pack(name), range(len(cases(name)))
    survivors = set()
    for rule in whole.rules:
        mutant = dataclasses.replace(whole, rules=tuple(one for one in whole.rules if one is not rule))
        if all(holds(name, number, mutant) for number in numbers):
            survivors.add(rule.code)
    for question in whole.questions:
        mutant = dataclasses.replace(whole, questions=tuple(one for one in whole.questions if one is not question))
        if all(holds(name, number, mutant) for number in numbers):
            survivors.add(question.code)
    assert survivors - KEPT_BY_THE_MODEL == set()


# A limit that can be moved by one without a case noticing is a limit that nobody has looked at.
@pytest.mark.parametrize("name", packs.guidelines())
def test_with_any_limit_moved_by_one_a_case_fails(name: str) -> None:
    whole, numbers = pack(name), range(len(cases(name)))
    survivors = set()
    for rule in whole.rules:
        for key, value in rule.parameters.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                for moved in (value - 1, value + 1):
                    other = dataclasses.replace(rule, parameters={**rule.parameters, key: moved})
                    changed = tuple(other if one is rule else one for one in whole.rules)
                    mutant = dataclasses.replace(whole, rules=changed)
                    if all(holds(name, number, mutant) for number in numbers):
                        survivors.add(f"{rule.code} {key} {moved}")
    assert survivors == set()


def test_codes_are_unique_across_packs() -> None:
    codes = [rule.code for name in packs.guidelines() for rule in pack(name).rules]
    codes += [question.code for name in packs.guidelines() for question in pack(name).questions]
    codes += packs.guidelines()
    assert len(codes) == len({code.casefold() for code in codes})


@pytest.mark.parametrize("name", packs.guidelines())
def test_a_pack_says_what_about_it_is_uncertain_and_speaks_of_parts_that_there_are(name: str) -> None:
    assert pack(name).uncertainty
    assert pack(name).id == name
    for question in pack(name).questions:
        assert question.ask.endswith("?")
        assert {question.about, question.when} - {"", "award_rule", "workload"} <= set(PARTS)


@pytest.mark.parametrize("name", packs.earlier_guidelines())
def test_an_earlier_version_is_kept_under_its_name_and_a_newer_one_follows(name: str) -> None:
    earlier = quality.parse_pack(packs.earlier_guidelines()[name])
    assert earlier.reference == name
    assert pack(earlier.id).version > earlier.version


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_are_complete_and_nothing_is_found(path: Path) -> None:
    rules = [pack(name) for name in packs.guidelines()]
    report = quality.check(definition.parse(path.read_bytes()), rules, on=date(2026, 6, 1))
    assert report
    assert report.findings == ()
    assert report.missing_elements == ()
    assert set(report.packs) >= {"eu-2022", "alignment-1", "ects-2015"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_people_of_an_example_have_a_column_for_each_of_its_assessments(path: Path) -> None:
    assessments = [assessment.id for assessment in definition.parse(path.read_bytes()).assessments]
    with path.with_name("recipients.csv").open(encoding="utf-8", newline="") as file:
        header, *people = csv.reader(file)
    assert header == ["name", "email", "id", *assessments, "completed_on"]
    assert len(people) == 8
    assert sum("" in person for person in people) == 1
