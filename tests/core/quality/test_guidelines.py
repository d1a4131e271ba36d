"""Every guideline pack against its own cases: situation, what is changed, which rules speak up."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition

ROOT = Path(__file__).parents[3]
CASES = ROOT / "src/testamur/packs/guidelines/cases"
EXAMPLES = sorted(ROOT.glob("examples/*/microcredential.yaml"))


def situations() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        if path.stem != "base":
            for case in yaml.safe_load(path.read_text(encoding="utf-8")):
                yield pytest.param(path.stem, case["change"], case["expect"], id=f"{path.stem}: {case['situation']}")


def changed(change: dict[str, object]) -> str:
    base = yaml.safe_load((CASES / "base.yaml").read_text(encoding="utf-8"))
    kept = {key: value for key, value in {**base, **change}.items() if value is not None}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize(("pack", "change", "expected"), list(situations()))
def test_a_situation_is_judged_as_its_pack_says(pack: str, change: dict[str, object], expected: list[str]) -> None:
    rules = quality.parse_pack(packs.guidelines()[pack])
    report = quality.check(definition.parse(changed(change)), [rules])
    assert sorted({finding.code for finding in report.findings}) == sorted(expected)


@pytest.mark.parametrize("name", packs.guidelines())
def test_every_rule_speaks_up_in_a_case_or_guards_what_the_model_already_forbids(name: str) -> None:
    expected = {code for case in yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8")) for code in case["expect"]}
    kept_by_the_model = {"EU-M2", "EU-M3", "EU-M4"}
    codes = {rule.code for rule in quality.parse_pack(packs.guidelines()[name]).rules}
    assert codes - kept_by_the_model == expected


def test_codes_are_unique_across_packs() -> None:
    codes = [rule.code for text in packs.guidelines().values() for rule in quality.parse_pack(text).rules]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_are_complete_and_nothing_is_found(path: Path) -> None:
    rules = [quality.parse_pack(text) for text in packs.guidelines().values()]
    report = quality.check(definition.parse(path.read_bytes()), rules, on=date(2026, 6, 1))
    assert report
    assert report.findings == ()
    assert report.missing_elements == ()
    assert set(report.packs) >= {"eu-2022", "alignment-1"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_people_of_an_example_have_a_column_for_each_of_its_assessments(path: Path) -> None:
    assessments = [assessment.id for assessment in definition.parse(path.read_bytes()).assessments]
    with path.with_name("recipients.csv").open(encoding="utf-8", newline="") as file:
        header, *people = csv.reader(file)
    assert header == ["name", "email", "id", *assessments, "completed_on"]
    assert len(people) == 8
    assert sum("" in person for person in people) == 1
