"""``testamur skills suggest`` as a person and as a program meet it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulators.encoders import Words
from testamur.adapters.encoders import choosing
from testamur.interfaces.cli.skills import skills

ROWS = (
    ("s:bake", "bake bread", "make loaves\nmake bread", "Work dough and put it into an oven."),
    ("s:weld", "weld metal", "join metal\njoin steel", "Melt the edges of parts together."),
    ("s:wound", "treat wounds", "dress wounds", "Clean what bleeds and cover it."),
    ("s:law", "study law", "", ""),
    ("s:cars", "sell cars", "trade in cars", ""),
)


@pytest.fixture
def crafts(tmp_path: Path) -> Path:
    folder = tmp_path / "ESCO v1.1.0"
    folder.mkdir()
    lines = ['"{}","{}","{}","{}","skill","released"'.format(*row) for row in ROWS]
    heading = "conceptUri,preferredLabel,altLabels,description,skillType,status"
    (folder / "skills_en.csv").write_text("\n".join((heading, *lines)), encoding="utf-8")
    return folder


def run(framework: Path | str, *arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(skills, ["suggest", "--framework", str(framework), *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_skills_are_suggested_with_the_words_that_say_so(crafts: Path) -> None:
    result = run(crafts, "--spelling", "You bake bread every day.", "--top", "1")
    assert result.exit_code == 0
    assert "1. bake bread" in result.output
    assert "“bake bread" in result.output
    assert "by spelling alone" in result.output


def test_the_attribution_of_the_publisher_is_shown(crafts: Path) -> None:
    assert "This service uses the ESCO classification" in run(crafts, "--spelling", "weld metal").output


def test_one_object_a_text_is_printed_for_programs(crafts: Path) -> None:
    said = json.loads(run(crafts, "--spelling", "--json", "Weld metal parts. Sell cars.").stdout)
    best = {one["uri"]: one for one in said["suggestions"]}
    assert {"s:weld", "s:cars"} <= set(best)
    evidence = best["s:weld"]["evidence"][0]
    assert "Weld metal parts. Sell cars."[evidence["start"] : evidence["end"]] == evidence["words"]
    assert (said["framework"]["version"], said["lane"], said["encoder"]) == ("1.1.0", "spelling", None)
    assert best["s:weld"]["why"]["likest_label"] == "weld metal"


def test_a_file_is_read_row_by_row(crafts: Path, tmp_path: Path) -> None:
    table = tmp_path / "outcomes.csv"
    table.write_text("id,outcome\n1,bake bread\n2,treat wounds\n", encoding="utf-8")
    lines = run(crafts, "--spelling", "--json", str(table)).stdout.splitlines()
    found = [(row["row"], row["suggestions"][0]["uri"]) for row in map(json.loads, lines)]
    assert found == [(1, "s:bake"), (2, "s:wound")]


def test_json_lines_and_the_standard_input_are_read(crafts: Path, tmp_path: Path) -> None:
    table = tmp_path / "adverts.jsonl"
    table.write_text('{"advert": "sell cars"}\n\n', encoding="utf-8")
    assert "sell cars" in run(crafts, "--spelling", "--column", "advert", str(table)).output
    assert "study law" in run(crafts, "--spelling", "-", stdin=b"You study law.").output


def test_where_an_encoder_is_installed_meaning_counts(crafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "encoder", lambda *_told, **_named: Words({"lesions": "wounds", "patch": "treat"}))
    result = run(crafts, "patch lesions", "--top", "1")
    assert "treat wounds" in result.output
    assert "by meaning" in result.output


def test_without_an_encoder_spelling_answers_and_says_so(crafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "encoder", lambda *_told, **_named: None)
    result = run(crafts, "bake bread")
    assert result.exit_code == 0
    assert "No encoder is installed" in result.output


def test_not_this_skill_leaves_it_out(crafts: Path) -> None:
    said = json.loads(run(crafts, "--spelling", "--json", "--not", "s:bake", "bake bread and weld metal").stdout)
    assert [one["uri"] for one in said["suggestions"]].count("s:bake") == 0


def test_a_text_of_which_nothing_is_known_ends_with_1(crafts: Path) -> None:
    result = run(crafts, "--spelling", "qqq zzz")
    assert result.exit_code == 1
    assert "No skill" in result.output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"id,words\n1,x\n", "It has: id, words"),
        ("a.csv", b"", "has no rows"),
        ("a.csv", b'text\n"open', "a.csv, line 2"),
        ("a.txt", b"\xff\xfe", "a.txt, line 1: this is not UTF-8"),
        ("a.txt", b"a\0b", "at character 1 there is a zero byte"),
        ("a.txt", b"x" * 200_001, "200001 characters"),
        ("a.jsonl", b"{}\n[1]\n", "a.jsonl, line 2: this is no JSON object"),
        ("a.jsonl", b"{", "a.jsonl, line 1"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    crafts: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run(crafts, "--spelling", str(tmp_path / name))
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(
    ("framework", "text", "said"),
    [("/nowhere", "x", "There is no framework /nowhere here"), ("esco", "missing.csv", "There is no file missing.csv")],
)
def test_what_is_not_there_is_told(framework: str, text: str, said: str) -> None:
    result = run(framework, "--spelling", text)
    assert result.exit_code == 2
    assert said in result.output


def test_a_broken_table_of_a_framework_is_told_by_line(crafts: Path) -> None:
    (crafts / "skills_en.csv").write_text("conceptUri,preferredLabel\ns:a,\n", encoding="utf-8")
    result = run(crafts, "--spelling", "x")
    assert result.exit_code == 2
    assert "skills_en.csv:2" in result.output


def test_a_row_that_cannot_be_read_is_told_and_the_others_are_read(crafts: Path, tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text(json.dumps({"text": "a\0b"}) + "\n" + json.dumps({"text": "weld metal"}) + "\n", encoding="utf-8")
    result = run(crafts, "--spelling", str(table))
    assert result.exit_code == 2
    assert "Row 1: This is no text" in result.output
    assert "weld metal" in result.output


def test_the_fast_way_says_what_it_is(crafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = choosing.framework(str(crafts))
    encoder = Words({"loaves": "bread"})
    fast = replace(choosing.ranker(known, crafts / "kept", encoder=encoder), is_fast=True)
    monkeypatch.setattr(choosing, "fast", lambda *_given, **_named: fast)
    said = json.loads(run(crafts, "--fast", "--json", "Bake loaves.").stdout)
    assert (said["lane"], said["encoder"], said["suggestions"][0]["uri"]) == ("fast", encoder.name, "s:bake")


def test_where_there_is_no_fast_way_it_says_so_and_goes_the_long_way(
    crafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "fast", lambda *_given, **_named: None)
    monkeypatch.setattr(choosing, "encoder", lambda *_told, **_named: Words())
    result = run(crafts, "--fast", "bake bread")
    assert "this takes longer" in result.output
    assert "by meaning" in result.output


def test_any_framework_that_can_be_imported_can_be_read_against(tmp_path: Path) -> None:
    table = tmp_path / "harbour.csv"
    table.write_text("code,label,kind\nknots,tie knots,skill\nrope,splice rope,skill\n", encoding="utf-8")
    said = json.loads(run(table, "--spelling", "--json", "Tie knots that hold.").stdout)
    assert said["suggestions"][0]["label"] == "tie knots"


def test_signs_of_people_are_blanked_and_told_unless_there_are_none(crafts: Path) -> None:
    text = "She can bake bread; write to mary@example.org."
    blanked = run(crafts, "--spelling", text)
    assert "Blanked before reading, since it may be about a person: " in blanked.stderr
    assert "contacts (1)" in blanked.stderr
    assert "1. bake bread" in blanked.stdout
    assert "Blanked" not in run(crafts, "--spelling", "--no-person", text).stderr


def test_across_languages_spelling_is_said_to_have_no_part(crafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "encoder", lambda *_told, **_named: Words({"pan": "bread"}))
    result = run(crafts, "--lang", "es", "hornear pan")
    assert "read by meaning alone" in result.output
