"""The checker itself: packs that cannot be used, dates, places, the report."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from testamur.core import quality
from testamur.core.model import definition
from testamur.core.model.definition import Place
from testamur.core.quality import PackError, Severity, ects_for, hours_for

DRAFT = """\
testamur: 1
language: en
id: draft
version: 1
title: Draft
description: A draft.
awarding_body: {name: University, country: MY}
award_rule: {overall: 50}
workload:
  hours: 61
  credits: 2 ECTS
"""
PACK = """\
pack: house
title: House rules
source: The senate
url: https://example.edu/rules
effective: {from: 2024-01-01, until: 2025-12-31}
rules:
  - {code: H1, severity: WARN, check: present, with: {of: needs}, source: s, why: w, fix: f}
  - {code: H2, severity: HARD, check: present, with: {of: outcomes}, source: s, why: w, fix: f, element: M6}
  - code: H3
    severity: INFO
    check: credits_match_hours
    with: {unit: ECTS, low: 25, high: 30}
    source: s
    why: w
    fix: f
    note: unconfirmed
"""


def house(found: str = "", written: str = "") -> quality.Pack:
    assert found in PACK
    return quality.parse_pack(PACK.replace(found, written) if found else PACK)


def test_hard_findings_come_first_and_make_the_report_false() -> None:
    report = quality.check(definition.parse(DRAFT), [house()])
    assert [(finding.code, finding.severity) for finding in report.findings] == [
        ("H2", "HARD"),
        ("H1", "WARN"),
        ("H3", "INFO"),
    ]
    assert not report
    assert report.missing_elements == ("M6",)
    assert [finding.code for finding in report.of(Severity.INFO)] == ["H3"]


def test_warnings_do_not_stand_in_the_way() -> None:
    report = quality.check(definition.parse(DRAFT), [house("severity: HARD", "severity: WARN")])
    assert report
    assert len(report.findings) == 3


def test_findings_point_into_the_file_and_carry_the_facts() -> None:
    reading = definition.read(DRAFT)
    report = quality.check(reading.definition, [house()], places=reading.places)
    by_code = {finding.code: finding for finding in report.findings}
    assert by_code["H3"].place == Place(10, 3)
    assert by_code["H3"].facts == {"hours": "61", "credits": "2 ECTS", "allowed": "50–60"}
    assert by_code["H2"].place == Place(1, 1)
    assert quality.check(reading.definition, [house()]).findings[0].place is None


@pytest.mark.parametrize(
    ("on", "applied"),
    [
        (date(2023, 12, 31), ()),
        (date(2024, 1, 1), ("house",)),
        (date(2025, 12, 31), ("house",)),
        (date(2026, 1, 1), ()),
        (None, ("house",)),
    ],
)
def test_a_pack_speaks_only_while_it_is_in_force(on: date | None, applied: tuple[str, ...]) -> None:
    assert quality.check(definition.parse(DRAFT), [house()], on=on).packs == applied


def test_a_pack_without_an_end_holds_on() -> None:
    assert house(", until: 2025-12-31").holds(date(2100, 1, 1))


def test_an_issuer_without_a_country_is_found_wherever_it_stands() -> None:
    rules = house("check: present, with: {of: outcomes}", "check: issuer_has_country")
    complete = definition.parse(DRAFT)
    stateless = dataclasses.replace(complete.awarding_bodies[0], country="")
    as_body = dataclasses.replace(complete, awarding_bodies=(stateless,))
    as_issuer = dataclasses.replace(complete, issuer=stateless)
    assert "H2" not in {finding.code for finding in quality.check(complete, [rules]).findings}
    assert [found.key for found in quality.check(as_body, [rules]).of("HARD")] == ["awarding_body.country"]
    assert [found.key for found in quality.check(as_issuer, [rules]).of("HARD")] == ["issuer.country"]


BAD_PACKS = {
    "not YAML": (PACK, "[", "not readable"),
    "no such day": ("2024-01-01", "2024-02-30", "not readable"),
    "not a mapping": (PACK, "- a", "must be a mapping"),
    "unknown key": ("source: The senate", "sauce: The senate", "did you mean 'source'"),
    "no name": ("pack: house\n", "", "'pack' must be a text"),
    "no rules": (PACK[PACK.index("rules:") :], "rules: []\n", "at least one entry"),
    "no date": ("from: 2024-01-01", "from: soon", "must be a date"),
    "countries as text": ("source: The senate", "source: s\ncountries: MY", "list of texts"),
    "unknown severity": ("severity: WARN", "severity: SOFT", "HARD, WARN, INFO"),
    "a code twice": ("code: H2", "code: H1", "H1 is used twice"),
    "parameters as list": ("with: {of: needs}", "with: [needs]", "'with' must be a mapping"),
    "rules as mapping": (PACK[PACK.index("rules:") :], "rules: {}\n", "'rules' must be a list"),
    "a truth in words": ("source: The senate", "source: s\non_request: perhaps", "'on_request' must be yes or no"),
    "half a mark": ("source: The senate", "source: s\npass_points: 2.5", "'pass_points' must be a whole number"),
    "an empty question": (
        "url: https",
        "questions: [{code: Q, ask: '', source: s, why: w}]\nurl: https",
        "'ask' must be",
    ),
    "a question by the code of a rule": (
        "url: https",
        "questions: [{code: H1, ask: Is it?, source: s, why: w}]\nurl: https",
        "H1 is used twice",
    ),
    "no reason": ("why: w, fix: f}", "why: '', fix: f}", "'why' must be a text"),
}


@pytest.mark.parametrize(("found", "written", "message"), BAD_PACKS.values(), ids=BAD_PACKS)
def test_a_pack_that_cannot_be_read_says_where_and_why(found: str, written: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        house(found, written)


BAD_RULES = {
    "no such check": ("check: credits_match_hours", "check: credit_match_hours", "did you mean 'credits_match_hours'"),
    "nothing to be present": ("of: needs", "of: soul", "cannot ask for 'soul'"),
    "a missing text": ("with: {of: needs}", "with: {}", "'with.of' must be a text"),
    "not a number": ("low: 25", "low: few", "'with.low' must be a number"),
    "no list": ("present, with: {of: needs}", "any_is, with: {of: needs, values: all}", "'with.values' must be a list"),
    "no mapping": ("present, with: {of: needs}", "outcomes_observable", "'with.vague' must be a mapping"),
    "no level": (
        "present, with: {of: needs}",
        "assessments_reach_outcomes, with: {verbs: {en: {high: [explain]}}, ceilings: {}}",
        "whole number",
    ),
}


@pytest.mark.parametrize(("found", "written", "message"), BAD_RULES.values(), ids=BAD_RULES)
def test_a_rule_that_cannot_be_applied_says_so(found: str, written: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        quality.check(definition.parse(DRAFT), [house(found, written)])


def test_between_hours_and_credits_there_is_an_interval() -> None:
    assert str(ects_for(Decimal(120))) == "4–4.8"
    assert str(hours_for(Decimal(5))) == "125–150"
    assert Decimal("4.8") in ects_for(Decimal(120))
    assert Decimal("4.9") not in ects_for(Decimal(120))
