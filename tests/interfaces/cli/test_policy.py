"""``testamur policy`` as a person and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur import packs
from testamur.core.rules.language import parse_policy, policy_schema
from testamur.interfaces.cli.policy import as_markdown, policy

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples/policies/data-steward.yaml"
SCHEMA = ROOT / "src/testamur/packs/schemas/policy-1.schema.json"
PAGE = ROOT / "docs/guide/policy-packs.md"


def run(*arguments: object, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(policy, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_policy_is_good_and_so_is_the_folder_of_examples() -> None:
    result = run("check", EXAMPLE.parent)
    assert (result.exit_code, result.output) == (0, f"{EXAMPLE}: 0 mistakes, 2 of 2 cases as expected.\n")


def test_every_policy_that_comes_with_the_program_is_good() -> None:
    result = run("check", *packs.policies())
    assert result.exit_code == 0, result.output
    assert "ERROR" not in result.output


def test_mistakes_of_spelling_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    path = changed(tmp_path, ("12 ECTS\nowners", "12 ETCS\nowners"), ("once_per spec_family", "once_per spec_familly"))
    result = run("check", path)
    assert result.exit_code == 2
    assert f"{path}:7:7: unknown-unit ERROR" in result.output
    assert f"{path}:25:20: rule-unexpected ERROR" in result.output
    assert "Did you mean “spec_family”?" in result.output


def test_a_contradiction_is_told_with_the_clauses_that_it_is_between(tmp_path: Path) -> None:
    path = changed(
        tmp_path, ("at_most 50% of award from source(credit_transfer, rpl)", "at_most 5 ECTS from any_micro")
    )
    result = run("check", path)
    assert result.exit_code == 1
    assert "contradiction ERROR" in result.output
    assert "size, elsewhere" in result.output


def test_a_mistake_points_at_its_clause(tmp_path: Path) -> None:
    path = changed(tmp_path, ("require all(data-stewardship, ai-ethics)", "require 3 of (data-stewardship, ai-ethics)"))
    assert f"{path}:16:5 [core]: more-than-there-are ERROR 3 of 2 are asked for." in run("check", path).output


def test_a_case_that_is_decided_otherwise_is_told_with_what_was_expected(tmp_path: Path) -> None:
    path = changed(tmp_path, ("50% of award", "10% of award"))
    path.with_suffix(".cases.yaml").write_text(
        EXAMPLE.with_suffix(".cases.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    result = run("check", path)
    assert result.exit_code == 1
    assert "case ERROR Both in the core and one more of 3 ECTS" in result.output
    assert "verdict: expected met, found unmet" in result.output


def test_cases_that_cannot_be_read_are_told_with_their_place(tmp_path: Path) -> None:
    cases = tmp_path / "mine.yaml"
    cases.write_text("testamur: cases-1\ncases:\n  - situation: x\n    on: 2026-13-01\n", encoding="utf-8")
    result = run("check", EXAMPLE, "--cases", cases)
    assert result.exit_code == 2
    assert f"{cases}:4:9: no-such-date ERROR" in result.output


def test_versions_that_overlap_are_found_when_checked_together(tmp_path: Path) -> None:
    path = changed(tmp_path, ('version: "2026.1"', 'version: "2026.2"'))
    result = run("check", EXAMPLE, path)
    assert result.exit_code == 1
    assert "versions-overlap ERROR Versions 2026.1 and 2026.2 of “data-steward” hold on the same day" in result.output


def test_policies_that_need_each_other_are_found_when_checked_together(tmp_path: Path) -> None:
    for name, needs in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.txt").write_text(f"pathway {name} awards x-{name} version 1 require {needs}", "utf-8")
    result = run("check", tmp_path / "a.txt", tmp_path / "b.txt")
    assert result.exit_code == 1
    assert "circular ERROR" in result.output


def test_programs_get_an_object_a_policy(tmp_path: Path) -> None:
    told = json.loads(run("check", "--json", changed(tmp_path, ("50% of award", "100% of award"))).output)
    assert (told["is_good"], told["cases"]) == (True, 0)
    assert [(one["code"], one["clause"], one["is_error"]) for one in told["remarks"]] == [
        ("limit-never-binds", "elsewhere", False)
    ]


def test_a_policy_that_is_not_there_is_said_to_be_missing() -> None:
    result = run("check", "no-such")
    assert result.exit_code == 2
    assert "testamur policy list" in result.output


def test_without_a_policy_the_command_says_how_to_name_one() -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "testamur policy check hku-certificate" in result.output


def test_the_published_schema_is_up_to_date() -> None:
    """Make it again with: testamur policy check --schema > src/testamur/packs/schemas/policy-1.schema.json."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == policy_schema()
    assert json.loads(run("check", "--schema").output) == policy_schema()


@pytest.mark.parametrize("name", packs.policies())
def test_what_is_printed_can_be_read_and_checked_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(run("print", name).output, encoding="utf-8")
    printed = parse_policy(path.read_text(encoding="utf-8"))
    assert [clause.rule for clause in printed.clauses] == [
        clause.rule for clause in parse_policy(packs.policies()[name]).clauses
    ]
    assert parse_policy(run("print", name, "--as", "file").output) == parse_policy(packs.policies()[name])


def test_a_policy_is_printed_in_words_with_its_sources_and_doubts() -> None:
    told = run("print", "uab-short-training", "--as", "words").output
    assert "At most 24 ECTS may come from" in told
    assert "Based on:\n  uab.cat\nUncertain:\n" in told


def test_a_policy_is_printed_with_all_its_parts_for_programs() -> None:
    told = json.loads(run("print", "uab-short-training", "--as", "json").output)
    assert told["size"] == "240 ECTS"
    assert told["clauses"][1]["rule"] == {
        "is": "at_most", "portion": "24 ECTS", "pool": {"is": "tagged", "tag": "short-training"}, "rounding": "floor",
    }  # fmt: skip


def test_the_list_names_every_policy_that_comes_with_the_program() -> None:
    lines = run("list").output.splitlines()
    assert [line.split()[0] for line in lines] == list(packs.policies())
    assert [one["name"] for one in json.loads(run("list", "--as", "json").output)] == list(packs.policies())


def test_the_page_about_them_is_up_to_date() -> None:
    """Replace the end of the page with the output of ``testamur policy list --as markdown``."""
    told = run("list", "--as", "markdown").output
    assert told == as_markdown([parse_policy(text) for text in packs.policies().values()])
    assert PAGE.read_text(encoding="utf-8").endswith(told)
