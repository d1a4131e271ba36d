"""What ``testamur lint`` does beyond finding: choose, explain, mend, remember, and answer in other forms."""

from __future__ import annotations

import json
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur import packs
from testamur.core import quality
from testamur.interfaces.cli import lint as door
from testamur.interfaces.cli.lint import lint

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples/data-stewardship/microcredential.yaml"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    # On a day of their own: quality assurance ends, even that of examples.
    result = CliRunner().invoke(lint, ["--on", "2026-06-01", *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def damaged(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    for found, written in changes:
        assert found in text
        text = text.replace(found, written)
    path = tmp_path / "microcredential.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# --- guidelines by name -------------------------------------------------------------------------------------------


def test_a_guideline_that_is_asked_for_is_the_only_one(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("  hours: 125", "  hours: 200"))
    result = run(path, "--guideline", "EU-2022")
    assert (result.exit_code, result.output) == (0, "1 file: nothing found.\n")
    both = run(path, "--guideline", "eu-2022", "--guideline", "ects-2015")
    assert re.findall(r":\d+: (\S+) (?:HARD|WARN)", both.output) == ["R-ECTS-1", "R-ECTS-6"]


def test_an_earlier_version_can_be_asked_for() -> None:
    (file,) = json.loads(run(EXAMPLE, "--guideline", "eu-2022@1.0", "--format", "json").output)["files"]
    assert file["versions"] == ["eu-2022@1.0"]


def test_a_guideline_that_there_is_not_is_a_question_of_usage() -> None:
    result = run(EXAMPLE, "--guideline", "EU-2023")
    assert result.exit_code == 2
    assert "There is no guideline “EU-2023”. Did you mean “eu-2022”?" in result.output


def test_a_file_may_name_guidelines_itself(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("# guidelines: es-cat-aqu, emc-cmf", "# guidelines: nz-2022"))
    (file,) = json.loads(run(path, "--format", "json").output)["files"]
    assert {"nz-2022", "eu-2022", "ects-2015", "alignment-1", "measurable-verbs"} <= set(file["packs"])
    assert {"NZ22-3", "NZ22-5", "NZ22-6"} <= {finding["code"] for finding in file["findings"]}


def test_an_earlier_version_that_a_file_names_takes_the_place_of_the_newer(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("# guidelines: es-cat-aqu, emc-cmf", "# guidelines: eu-2022@1.0"))
    (file,) = json.loads(run(path, "--format", "json").output)["files"]
    assert [name for name in file["versions"] if name.startswith("eu-2022")] == ["eu-2022@1.0"]


def test_a_file_that_names_a_guideline_that_there_is_not_says_where(tmp_path: Path) -> None:
    result = run(damaged(tmp_path, ("# guidelines: es-cat-aqu", "# guidelines: es-cat-aku")))
    assert result.exit_code == 2
    told = "microcredential.yaml:2:15: unknown-guideline ERROR There is no guideline “es-cat-aku”."
    assert told in result.output


def test_a_definition_is_checked_as_of_a_day() -> None:
    assert "EU-AII-1 WARN The quality assurance by Quality Unit" in run(EXAMPLE, "--on", "2028-08-01").output
    assert "EU-AII-1" not in run(EXAMPLE, "--on", "2028-07-31").output
    assert run(EXAMPLE, "--on", "tomorrow").exit_code == 2


# --- explaining ---------------------------------------------------------------------------------------------------


def test_every_rule_question_and_guideline_can_be_explained_with_its_source() -> None:
    for text in packs.guidelines().values():
        pack = quality.parse_pack(text)
        assert pack.source in run("--explain", pack.id).output
        for rule in pack.rules:
            said = run("--explain", rule.code.lower()).output
            assert rule.why in said
            assert rule.fix in said
            assert rule.source in said
        for question in pack.questions:
            said = run("--explain", question.code).output
            assert question.ask in said
            assert question.source in said


def test_what_is_not_certain_is_told() -> None:
    assert "(unconfirmed)" in run("--explain", "A10").output
    assert "Not certain: The Recommendation gives no size." in run("--explain", "eu-2022").output
    assert "until 2022-11-30; applies to awarding bodies in NZ" in run("--explain", "nz-2018").output
    assert "--fix can do this." in run("--explain", "PL-1").output


@pytest.mark.parametrize(("name", "hint"), [("A77", "Did you mean “A7”?"), ("%%%", "“%%%”.")])
def test_a_code_that_there_is_not_is_answered_with_the_nearest(name: str, hint: str) -> None:
    result = run("--explain", name)
    assert result.exit_code == 2
    assert hint in result.output


def test_all_guidelines_can_be_listed() -> None:
    lines = run("--explain", "guidelines").output.splitlines()
    assert len(lines) == len(packs.guidelines()) + len(packs.earlier_guidelines())
    assert (
        "eu-2022@1.0: A European approach to micro-credentials (in force since 2022-06-16; applies everywhere)" in lines
    )


# --- moving on ----------------------------------------------------------------------------------------------------


def test_what_a_newer_version_would_change_is_told_before_anybody_moves(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("prerequisites: Access", "tags_not: Access"), ("  hours: 125", "  hours: 200"))
    path.write_text(re.sub(r"tags_not: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    result = run(path, "--since", "eu-2022@1.0")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == f"{path}: eu-2022@1.0 → eu-2022@1.1"
    assert "    + EU-O1 INFO “prerequisites” is missing." in lines
    assert "    - R-ECTS-1 HARD 200 hours do not fit 5 ECTS; they would be 125–150 hours." in lines
    assert any(line.startswith("    ? EU-Q4 ") for line in lines)


def test_where_nothing_would_change_it_says_so() -> None:
    assert "    Nothing would change." in run(EXAMPLE, "--since", "eu-2022@1.1").output


def test_a_file_that_cannot_be_read_is_not_compared(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("type: project_work", "type: projekt_work"))
    result = run(path, tmp_path / "none", "--since", "eu-2022@1.0")
    assert "has problems; look at it without --since first." in result.output
    assert "There is no such file." in result.output
    assert run(path, "--since", "eu-2022@0.9").exit_code == 2


# --- questions ----------------------------------------------------------------------------------------------------


def test_questions_for_a_reviewer_are_shown_on_request_and_never_fail() -> None:
    result = run(EXAMPLE, "--questions")
    assert result.exit_code == 0
    assert f"{EXAMPLE}: EU-Q4 QUESTION Would somebody who passes" in result.output
    assert "QUESTION" not in run(EXAMPLE).output


def test_programs_get_each_question_once() -> None:
    document = json.loads(run(ROOT / "examples", "--format", "json").output)
    assert all("EU-Q4" in file["questions"] for file in document["files"])
    assert document["questions"]["EU-Q4"]["about"] == "assessments"


# --- mending ------------------------------------------------------------------------------------------------------

LONG = (
    "In a survey of 41 research groups in the region in spring 2025, 33 had to write a data management plan for a"
    " funder and\n  9 had somebody"
)
SLOPPY = (
    ("type: project_work", "type: Project Work  # kept"),
    ("needs: [labour_market", "needs: [Labour-Market"),
    ("# guidelines: ", "# guidelines: plain-language, "),
    ("Describe a data set", "Describe, in order to share it, a data set"),
    (LONG, "In a survey of 41 research groups, 33 had to write a plan. 9 had somebody"),
)
MENDED = (SLOPPY[2], ("Describe a data set", "Describe, to share it, a data set"), SLOPPY[4])


def test_safe_changes_are_shown_first_and_made_on_request(tmp_path: Path) -> None:
    path = damaged(tmp_path, *SLOPPY)
    path.chmod(0o640)
    before = path.read_bytes()
    shown = run(path)
    assert path.read_bytes() == before
    assert "These changes are safe; --fix makes them." in shown.output
    assert "    -    type: Project Work  # kept\n    +    type: project_work  # kept" in shown.output
    made = run(path, "--fix")
    assert (made.exit_code, made.stdout) == (0, "1 file: nothing found.\n")
    assert "Made 3 safe changes in 1 file." in made.stderr
    text = path.read_text(encoding="utf-8")
    assert "type: project_work  # kept" in text
    (tmp_path / "expected").mkdir()
    expected = damaged(tmp_path / "expected", *MENDED, ("type: project_work", "type: project_work  # kept"))
    assert text == expected.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_changes_are_shown_line_by_line_and_turn_no_terminal_around(tmp_path: Path) -> None:
    path = damaged(
        tmp_path,
        SLOPPY[0],
        ("participation: online", "participation: Online # \u202e\r"),
        ("needs: [labour_market, societal]", "needs: [Labour-Market, Societal]"),
    )
    shown = run(path).output
    assert shown.count("@@") == 6
    assert "    -needs: [Labour-Market, Societal]\n    +needs: [labour_market, societal]\n" in shown
    assert "    -participation: Online # \ufffd\n    +participation: online # \ufffd\n" in shown
    assert "\u202e" not in shown


def test_many_changes_in_a_large_file_are_shown_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    head = "# guidelines: plain-language\ntestamur: 1\nlanguage: en\nid: x\nversion: 1\ntitle: x\naward_rule: {}\n"
    long = "".join("  We utilise it in order to use it.\n" for _ in range(250))
    outcomes = "".join(f"  - id: L{number}\n    kind: skill\n    text: >\n    {long}" for number in range(12))
    body = "awarding_body: {name: U, country: ES}\ndescription: x\noutcomes:\n" + outcomes.replace(
        "\n  We", "\n      We"
    )
    path.write_text(head + body, encoding="utf-8")
    result = run(path)
    assert result.output.count("    +") > 2_000
    assert run(path, "--fix").stderr == "Made 6000 safe changes in 1 file.\n"


def test_a_file_that_names_guidelines_without_end_is_stopped() -> None:
    text = "# guidelines: " + ", ".join(f"g{number}" for number in range(50_000)) + "\n" + EXAMPLE.read_text("utf-8")
    result = run("-", stdin=text.encode())
    assert (result.exit_code, result.output.splitlines()[0]) == (
        2,
        "-:1:1: too-many-values ERROR The file has more values than any definition needs.",
    )


def test_marks_line_ends_and_links_stay_as_they_are(tmp_path: Path) -> None:
    path = damaged(tmp_path, SLOPPY[0])
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(content)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert run(link, "--fix").exit_code == 0
    assert link.is_symlink()
    assert path.read_bytes() == content.replace(b"Project Work", b"project_work")


def test_nothing_is_written_where_nothing_is_safe(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("type: project_work", "type: projekt_work"))
    before = path.stat().st_mtime_ns
    assert run(path, "--fix").exit_code == 2
    assert path.stat().st_mtime_ns == before


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = damaged(tmp_path, SLOPPY[0])
    looked_at = door.look_at

    def slow(given: Path, shelf: door.Shelf) -> door.Checked:
        checked = looked_at(given, shelf)
        path.write_text("somebody else's", encoding="utf-8")
        return checked

    monkeypatch.setattr(door, "look_at", slow)
    assert run(path, "--fix").exit_code == 2
    assert path.read_text(encoding="utf-8") == "somebody else's"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = damaged(tmp_path, SLOPPY[0])

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run(path, "--fix")
    assert "cannot be written: Permission denied." in result.stderr
    assert "Project Work" in path.read_text(encoding="utf-8")


def test_the_standard_input_cannot_be_mended_in_place() -> None:
    result = run("-", "--fix", stdin=EXAMPLE.read_bytes())
    assert result.exit_code == 2
    assert "the standard input is none" in result.output


# --- a baseline ---------------------------------------------------------------------------------------------------


def test_what_the_baseline_knows_is_not_told_and_what_is_new_is(tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    path = damaged(tmp_path, ("text: Write a data", "text: Understand a data"))
    assert run(path).output.endswith("1 file: 1 WARN, 1 INFO.\n")
    written = run(path, "--baseline", baseline, "--write-baseline")
    assert (written.exit_code, written.output) == (0, f"{baseline} knows 2 findings.\n")
    assert run(path, "--baseline", baseline).output == "1 file: 2 known.\n"
    path = damaged(tmp_path, ("text: Write a data", "text: Understand a data"), ("text: Explain", "text: Know"))
    result = run(path, "--baseline", baseline)
    assert re.findall(r":\d+: (\S+) (?:HARD|WARN|INFO)", result.output) == ["A7", "MV-1"]
    assert "LO3" in result.output
    assert result.output.endswith("1 file: 1 WARN, 1 INFO, 2 known.\n")


def test_a_hard_finding_that_is_known_does_not_fail_and_its_order_does_not_matter(tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    path = damaged(tmp_path, ("outcomes: [LO1, LO3, LO4]\n    weight: 25", "outcomes: [LO1, LO3]\n    weight: 25"))
    assert run(path).exit_code == 1
    run(path, "--baseline", baseline, "--write-baseline")
    text = path.read_text(encoding="utf-8")
    first = text[text.index("  - id: LO1") : text.index("  - id: LO2")]
    path.write_text(text.replace(first, "").replace("\nassessments:", first.rstrip().join(["", "\n\nassessments:"])))
    assert run(path, "--baseline", baseline).exit_code == 0


def test_the_baseline_is_written_beside_the_work_where_no_place_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    damaged(tmp_path, ("text: Write a data", "text: Understand a data"))
    assert run("microcredential.yaml", "--write-baseline").exit_code == 0
    assert run(tmp_path, "--baseline", "lint-baseline.json").output == "1 file: 2 known.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be opened"),
        (b"[]", "is not a baseline"),
        (b"{", "is not a baseline"),
        (b'{"testamur-lint-baseline": 1, "files": {"a": {"b": "many"}}}', "is not a baseline"),
        (b'{"testamur-lint-baseline": 2, "files": {}}', "another version"),
    ],
)
def test_a_baseline_that_cannot_be_used_says_why(tmp_path: Path, content: bytes | None, told: str) -> None:
    baseline = tmp_path / "known.json"
    if content is not None:
        baseline.write_bytes(content)
    result = run(EXAMPLE, "--baseline", baseline)
    assert result.exit_code == 1
    assert told in result.output


def test_a_baseline_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    result = run(EXAMPLE, "--baseline", tmp_path, "--write-baseline")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


# --- other forms --------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """Every element, its attributes, and whether all are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_people_get_one_page_that_asks_for_nothing_and_runs_nothing(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("  hours: 125", "  hours: 200"))
    bad = tmp_path / "<img src=x>.yaml"
    bad.write_text("titel: '<script>'", encoding="utf-8")
    result = run(path, bad, tmp_path / "none", "--format", "html")
    assert result.exit_code == 2
    page = Elements()
    page.feed(result.output)
    assert page.open == []
    assert not {tag for tag, _attributes in page.seen} & {"script", "img", "link", "iframe", "object", "form"}
    assert not [value for _tag, found in page.seen for name, value in found.items() if name.startswith("on")]
    links = {value for _tag, found in page.seen for name, value in found.items() if name in {"href", "src"}}
    assert links == {"#file-0", "#file-1", "#file-2"}
    for said in ("R-ECTS-1", "200 hours do not fit 5 ECTS", "Users&#x27; Guide 2015", "What a reviewer is asked"):
        assert said in result.output
    assert "url(" not in result.output


def test_a_page_about_one_good_file_says_so_and_what_it_was_held_against() -> None:
    result = run(EXAMPLE, "--format", "html")
    assert "Nothing found." in result.output
    assert "eu-2022@1.1" in result.output
    assert "<table>" not in result.output


def test_a_page_tells_that_there_are_more_problems(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("testamur: 1\n" + "".join(f"titel{number}: x\n" for number in range(150)), encoding="utf-8")
    assert re.search(r"<p>… and \d+ more problems\.</p>", run(path, "--format", "html").output)


def check_sarif(log: dict[str, object]) -> list[dict[str, object]]:
    """Hold a log against what the standard asks of its parts (SARIF 2.1.0); return the results."""
    assert set(log) == {"$schema", "version", "runs"}
    (part,) = log["runs"]  # type: ignore[misc]
    driver = part["tool"]["driver"]
    assert set(part) == {"tool", "columnKind", "results"}
    assert part["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    assert driver["name"]
    codes = [rule["id"] for rule in driver["rules"]]
    assert len(codes) == len(set(codes))
    for result in part["results"]:
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        assert codes[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", place["artifactLocation"]["uri"])
            assert place["region"]["startLine"] >= 1
            assert place["region"]["startColumn"] >= 1
    return list(part["results"])


def test_code_hosts_get_the_safe_changes_too(tmp_path: Path) -> None:
    path = damaged(tmp_path, SLOPPY[0])
    target = tmp_path / "a name.yaml"
    path.rename(target)
    (result,) = check_sarif(json.loads(run(target, "--format", "sarif").output))
    (fix,) = result["fixes"]  # type: ignore[misc]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = target.read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert region["startLine"] == region["endLine"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "Project Work"
    assert replacement["insertedContent"] == {"text": "project_work"}
    assert change["artifactLocation"]["uri"].endswith("/a%20name.yaml")


def test_code_hosts_get_findings_problems_and_obstacles_alike(tmp_path: Path) -> None:
    path = damaged(tmp_path, ("  hours: 125", "  hours: 200"), ("text: Write a data", "text: Understand a data"))
    bad = tmp_path / "bad.yaml"
    bad.write_text("titel: x", encoding="utf-8")
    results = check_sarif(json.loads(run(path, bad, tmp_path / "none", "--format", "sarif").output))
    assert {result["level"] for result in results} == {"error", "warning", "note"}


def test_many_files_that_somebody_watches_get_a_bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "microcredential.yaml").write_bytes(EXAMPLE.read_bytes())
    assert "Looking" not in run(tmp_path).output
    monkeypatch.setattr(door, "_MANY", 2)
    monkeypatch.setattr(door, "_watched", lambda: True)
    result = run(tmp_path)
    assert "Looking" in result.stderr
    assert result.stdout == "3 files: nothing found.\n"
