"""The reference of the files about policies is made from the tables that read them."""

from __future__ import annotations

import re
from pathlib import Path

from testamur.core.rules.language import (
    holdings_manual,
    offers_manual,
    parse_cases,
    parse_holdings,
    parse_policy,
    policy_manual,
    policy_text,
)
from testamur.core.rules.language.words import RESERVED

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs/protocols/policy-yaml.md"
GUIDE = (ROOT / "docs/guide/policies.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def test_the_reference_is_up_to_date() -> None:
    """Replace the end of the page with policy_manual(), the heading of the holdings file, and holdings_manual()."""
    text = PAGE.read_text(encoding="utf-8")
    assert policy_manual() in text
    assert offers_manual() in text
    assert text.endswith(holdings_manual())


def test_the_examples_of_the_guide_can_be_read() -> None:
    policy, cases = blocks("yaml")
    assert [clause.id for clause in parse_policy(policy).clauses] == ["core", "elsewhere"]
    assert parse_cases(cases)[0].expect.next == "ai-ethics"
    (holdings,) = blocks("json")
    assert [one.ref for one in parse_holdings(holdings).holdings] == ["data-stewardship", "ai-ethics"]


def test_the_text_of_the_guide_says_the_same_as_the_file_of_the_examples() -> None:
    (text,) = re.findall(r"```\n(pathway.*?)```", GUIDE, re.DOTALL)
    named = {clause.id: clause.rule for clause in parse_policy(text).clauses}
    example = parse_policy((ROOT / "examples/policies/data-steward.yaml").read_text(encoding="utf-8"))
    assert {clause.id: clause.rule for clause in example.clauses if clause.id in named} == named
    assert policy_text(parse_policy(text))


def test_every_word_of_the_language_stands_in_the_guide() -> None:
    assert sorted(word for word in RESERVED if word not in GUIDE) == []
