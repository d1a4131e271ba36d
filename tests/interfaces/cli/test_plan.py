"""``testamur plan`` as a person and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur.interfaces.cli.plan import plan_

FOLDER = Path(__file__).parents[3] / "examples/policies"
POLICY, JOAN, OFFERS = FOLDER / "data-steward.yaml", FOLDER / "joan.json", FOLDER / "offers.json"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(plan_, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def planned(*options: object) -> list[list[str]]:
    """The offers of each plan."""
    told = json.loads(run(POLICY, JOAN, OFFERS, "--json", *options).output)
    return [[step["offer"] for step in one["steps"]] for one in told["plans"]]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = OFFERS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "offers.json"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_cheapest_way_is_told_step_by_step_with_what_is_worse_without_each() -> None:
    result = run(POLICY, JOAN, OFFERS)
    assert result.exit_code == 0
    assert "2 micro-credentials" in result.output
    assert "1. Publishing open data (2026-10-01" in result.output
    assert "Data stewardship and AI ethics are both in it." in result.output
    assert "Another way:" in result.output


def test_wishes_are_kept_to_and_what_they_rule_out_is_told() -> None:
    result = run(POLICY, JOAN, OFFERS, "--mode", "online", "--language", "en")
    assert result.exit_code == 1
    assert "Still missing: 3 ECTS more" in result.output
    assert "Statistics with care: not held where you wish" in result.output


def test_an_offer_can_be_done_without() -> None:
    assert planned("--alternatives", 0) == [["open-data", "ai-ethics"]]
    assert planned("--alternatives", 0, "--avoid", "open-data") == [["statistics", "ai-ethics"]]


def test_a_budget_has_its_currency() -> None:
    assert planned("--budget", "300 EUR", "--alternatives", 0) == [["open-data", "ai-ethics"]]
    result = run(POLICY, JOAN, OFFERS, "--budget", "300")
    assert result.exit_code == 2
    assert "500 EUR" in result.output


def test_who_has_all_needs_nothing_more(tmp_path: Path) -> None:
    one = {"credits": "6 ECTS", "levels": "EQF 6", "awarded_on": "2026-02-01"}
    held = [{"ref": "data-stewardship", **one}, {"ref": "ai-ethics", **one}]
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"testamur": "holdings-1", "on": "2026-10-01", "holdings": held}), encoding="utf-8")
    result = run(POLICY, path, OFFERS)
    assert (result.exit_code, result.output) == (0, "Nothing more is needed.\n")


def test_what_is_pending_is_named_as_assumed() -> None:
    result = run(POLICY, FOLDER / "aisyah.json", OFFERS)
    assert result.exit_code == 0
    assert "If this counts: Ethics of AI" in result.output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"240 EUR"', '"240"', "not-a-price"),
        ('"weeks": 8', '"weeks": 0', "not-weeks"),
        ('"2026-12-11"', '"2026-10-01"', "ends-before-it-begins"),
        ('"price"', '"prize"', "Did you mean “price”?"),
        ('"earns": {"ref": "open-data"', '"earns": {"ref": "ai-ethics"', "duplicate-id"),
        ('"levels": "EQF 6"}', '"levels": "EQF 9"}', "no-such-level"),
        ('"offers-1"', '"offers-2"', "unknown-format"),
    ],
)  # fmt: skip
def test_bad_offers_get_a_clear_answer(tmp_path: Path, old: str, new: str, told: str) -> None:
    result = run(POLICY, JOAN, changed(tmp_path, old, new))
    assert result.exit_code == 2
    assert told in result.output


def test_a_policy_that_cannot_be_judged_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text('pathway x awards y version 1 require a at_most 30% of award from tag("x")', encoding="utf-8")
    result = run(path, JOAN, OFFERS)
    assert result.exit_code == 2
    assert "No plan can be made" in result.output
