"""``testamur lint`` as a person and as a program meet it."""

from __future__ import annotations

import inspect
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur.core import quality
from testamur.core.model.definition import Problem, json_schema, reading, references, scalars, texts, tree
from testamur.core.model.definition import fields as table
from testamur.core.model.definition.codes import COUNTRIES
from testamur.interfaces.cli.lint import lint
from testamur.interfaces.words import definitions as words
from testamur.interfaces.words import speak

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples/data-stewardship/microcredential.yaml"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    # On a day of their own: quality assurance ends, even that of examples.
    result = CliRunner().invoke(lint, ["--on", "2026-06-01", *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def damaged(tmp_path: Path, found: str, written: str) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert found in text
    path = tmp_path / "microcredential.yaml"
    path.write_text(text.replace(found, written), encoding="utf-8")
    return path


def line_of(path: Path, written: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if written in line)


def test_a_good_file_is_good() -> None:
    result = run(EXAMPLE)
    assert (result.exit_code, result.output) == (0, "1 file: nothing found.\n")


def test_a_folder_is_searched_and_all_examples_are_good() -> None:
    result = run(ROOT / "examples")
    assert (result.exit_code, result.output) == (0, "6 files: nothing found.\n")


def test_a_hard_finding_is_told_with_place_reason_source_and_way_out(tmp_path: Path) -> None:
    path = damaged(tmp_path, "  hours: 125", "  hours: 200")
    result = run(path)
    lines = result.output.splitlines()
    assert result.exit_code == 1
    place = f"{path}:{line_of(path, 'hours: 200')}:3"
    assert lines[0] == f"{place}: R-ECTS-1 HARD 200 hours do not fit 5 ECTS; they would be 125–150 hours."
    assert [line.split(":")[0] for line in lines[1:4]] == ["    Why", "    Source", "    What to do"]
    assert lines[-1] == "1 file: 1 HARD, 4 WARN."


def test_a_warning_alone_does_not_fail(tmp_path: Path) -> None:
    result = run(damaged(tmp_path, "text: Write a data", "text: Understand a data"))
    assert result.exit_code == 0
    assert ": A7 WARN The outcome LO1 begins with “understand”." in result.output


def test_an_unconfirmed_number_is_marked_as_such(tmp_path: Path) -> None:
    result = run(damaged(tmp_path, "type: project_work", "type: level_of_attendance"))
    assert "(unconfirmed)" in result.output


def test_a_file_with_problems_cannot_be_judged(tmp_path: Path) -> None:
    path = damaged(tmp_path, "type: project_work", "type: projectwork")
    result = run(path)
    assert result.exit_code == 2
    place = f"{path}:{line_of(path, 'projectwork')}:11"
    told = "not-a-choice ERROR “projectwork” is not a value of “type”. Did you mean “project_work”?"
    assert f"{place}: {told}" in result.output


def test_one_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.yaml", damaged(tmp_path, "needs: [", "tags: [x]\nneeds: ["), EXAMPLE)
    assert result.exit_code == 2
    assert "missing.yaml: There is no such file." in result.output
    assert "duplicate-key" in result.output
    assert "3 files: 2 not readable." in result.output


# Name → bytes, and the words that must be in the answer.
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty."),
    "binary": (bytes(range(256)), "UTF-8"),
    "zeros": (b"\0" * 100, "U+0000"),
    "UTF-16": ("testamur: 1".encode("utf-16"), "UTF-16"),
    "larger than a definition": (b"a" * 2_000_000, "1000000"),
    "an alias bomb": (b'a: &a ["x"]\nb: &b [*a,*a]\n', "write the part where it belongs"),
    "nested": (b"[" * 100_000, "nested too deeply"),
    "a script": (b"a: !!python/object/apply:os.system ['true']", "type tag"),
    "not YAML": (b"a: 'b", "This is not YAML"),
    "a braces template": (b"testamur: '{0.__class__}'", "{0.__class__}"),
    "terminal commands": (b'testamur: "\\e[2J"', "Format version"),
}


@pytest.mark.parametrize(("content", "told"), BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_bad_bytes_get_a_clear_answer_and_exit_code_2(tmp_path: Path, content: bytes, told: str, form: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    result = run(path, "--format", form)
    assert result.exit_code == 2
    assert told in result.output
    assert "\x1b" not in result.output


def test_what_is_no_file_gets_a_clear_answer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "pipe", tmp_path / "loop.yaml", tmp_path / "empty", "/dev/zero", "a\nb\udcff.yaml")
    assert result.exit_code == 2
    lines = result.output.splitlines()
    assert lines[0].endswith("pipe: This is not a file.")
    assert "loop.yaml: The file cannot be opened:" in lines[1]
    assert lines[2].endswith("empty: There is no microcredential.yaml in this folder.")
    assert lines[3] == "/dev/zero: This is not a file."
    assert lines[4].endswith(".yaml: There is no such file.")


def test_the_standard_input_can_be_checked() -> None:
    assert run("-", stdin=EXAMPLE.read_bytes()).exit_code == 0
    assert "-:1:1: empty ERROR" in run("-", stdin=b"").output


def test_programs_get_everything_as_json(tmp_path: Path) -> None:
    path = damaged(tmp_path, "participation: online\n", "")
    document = json.loads(run(path, "--format", "json").output)
    (file,) = document["files"]
    (finding,) = file["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("EU-M10", "HARD", 1)
    assert file["missing_elements"] == ["M10"]
    assert document["summary"] == {"unreadable": 0, "HARD": 1, "WARN": 0, "INFO": 0, "known": 0}
    broken = json.loads(run("-", "--format", "json", stdin=b"testamur: 3").output)
    assert broken["files"][0]["problems"][-1]["code"] == "unknown-format"
    assert broken["files"][0]["missing_elements"] is None


def test_code_hosts_get_sarif(tmp_path: Path) -> None:
    hard = damaged(tmp_path, "  hours: 125", "  hours: 200")
    log = json.loads(run(hard, tmp_path / "none", "--format", "sarif").output)
    (part,) = log["runs"]
    assert log["version"] == "2.1.0"
    told = {result["ruleId"] for result in part["results"]}
    assert {rule["id"] for rule in part["tool"]["driver"]["rules"]} == told
    assert [(result["ruleId"], result["level"]) for result in part["results"]] == [
        ("R-ECTS-1", "error"),
        ("A6", "warning"),
        ("R-ECTS-6", "warning"),
        ("AQU-3", "warning"),
        ("EMC-2", "warning"),
        ("unreadable", "error"),
    ]
    place = part["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(hard)
    assert place["region"] == {"startLine": line_of(hard, "hours: 200"), "startColumn": 3}


def test_editors_get_the_schema() -> None:
    assert json.loads(run("--schema").output) == json_schema.schema()


def test_nothing_to_check_is_a_question_of_usage() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Name a file or a folder" in result.output


def test_every_problem_has_a_sentence() -> None:
    source = "".join(inspect.getsource(module) for module in (reading, references, scalars, table, texts, tree))
    codes = set(
        re.findall(r'(?:code = |_stop\(|refuse(?:_key)?\(|wrong_node\(|_pattern\([^\n]*, )"([a-z0-9-]+)"', source)
    )
    assert len(codes) > 40
    speak("en")
    unspoken = {code for code in codes if words.problem_sentence(Problem(code, 1, 1, "key", "x")).startswith(code)}
    assert unspoken == set()


def test_every_check_has_a_sentence() -> None:
    for check in quality.CHECKS:
        rule = quality.Rule("X", quality.Severity.INFO, check, "s", "w", "f")
        assert words.finding_sentence(quality.Finding(rule, "key")) != check


def test_long_lists_of_allowed_values_are_cut_where_no_spelling_is_near() -> None:
    countries = Problem("not-a-choice", 1, 1, "country", "??", COUNTRIES)
    assert words.problem_sentence(countries).endswith("Allowed: AD, AE, AF, AG, AI, AL, AM, AO, AQ, AR, AS, AT, ….")
    near = Problem("not-a-choice", 1, 1, "country", "EZ", COUNTRIES, "ES")
    assert "Allowed" not in words.problem_sentence(near)


def test_a_file_full_of_problems_says_how_many_are_not_listed() -> None:
    text = "testamur: 1\nlanguage: en\n" + "".join(f"titel{number}: x\n" for number in range(150))
    result = run("-", stdin=text.encode())
    assert result.exit_code == 2
    assert re.search(r"^-: … and \d+ more problems\.$", result.output, re.MULTILINE)
    (told,) = json.loads(run("-", "--format", "json", stdin=text.encode()).output)["files"]
    assert (len(told["problems"]), told["more_problems"] >= 50) == (100, True)
