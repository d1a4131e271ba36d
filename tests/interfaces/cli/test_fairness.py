"""``testamur fairness audit`` as an auditor and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur.domain.insight import queries
from testamur.interfaces.cli.fairness import SETS, fairness

HEADING = "sex,region,selected,qualified,score"


def table(tmp_path: Path, *rows: str, heading: str = HEADING) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return path


def rows(sex: str, of: int, selected: int, region: str = "north") -> list[str]:
    return [f"{sex},{region},{'yes' if number < selected else 'no'},yes,{number}" for number in range(of)]


def run(path: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(fairness, ["audit", str(path), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_rates_and_ratios_are_told_with_who_is_under_four_fifths_and_who_is_not_shown(tmp_path: Path) -> None:
    path = table(tmp_path, *rows("f", 40, 12), *rows("m", 40, 20), *rows("x", 3, 1), *rows("y", 20, 9), ",north,no,,")
    result = run(path, "--group", "sex", "--crossed", "sex,region")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "Selected, by sex"
    assert "12 / 40" in lines[1]
    assert "ratio 0.600" in lines[1]
    assert "under 0.8" in lines[1]
    assert "not shown: fewer than 10" in lines[3]
    assert "not shown" in lines[4]
    assert "of unknown group, not compared: 1" in result.output
    assert "Selected, by sex, region" in result.output
    assert "It is no verdict" in lines[-1]


def test_programs_read_one_object(tmp_path: Path) -> None:
    path = table(tmp_path, *rows("f", 40, 19), *rows("m", 40, 20))
    result = run(path, "--group", "sex", "--qualified", "qualified", "--score", "score", "--json")
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert found["cases"] == 80
    [told] = found["selection"]
    assert [row["rate"] for row in told["rows"]] == [19 / 40, 20 / 40]
    assert told["rows"][0]["ratio"] == 0.95
    assert found["opportunity"][0]["highest"] == ["m"]
    assert [row["selected"] for row in found["scoring"][0]["rows"]] == [20, 20]


@pytest.mark.parametrize(
    ("row", "arguments", "says"),
    [
        ("f,north,maybe,,", (), "cases.csv, line 2, column 'selected': write yes or no, not 'maybe'."),
        ("f,north,yes,,nan", ("--score", "score"), "cases.csv, line 2, column 'score': 'nan' is no number."),
        ("f,north,yes,,", ("--group", "age"), "cases.csv has no column 'age'. It has: sex, region, selected"),
        ('f,"north', (), "cases.csv, line 2:"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_what_to_do(
    tmp_path: Path, row: str, arguments: tuple[str, ...], says: str
) -> None:
    result = run(table(tmp_path, row), "--group", "sex", *arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_no_table_no_text_and_no_rows_are_told(tmp_path: Path) -> None:
    assert "There is no file" in run(tmp_path / "none.csv", "--group", "sex").output
    assert "has no rows" in run(table(tmp_path), "--group", "sex").output
    path = tmp_path / "latin.csv"
    path.write_bytes(b"sex,selected\nm\xe4nnlich,yes\n")
    assert "latin.csv, line 2: this is not UTF-8" in run(path, "--group", "sex").output


def test_tables_as_spreadsheets_of_all_countries_write_them_are_read(tmp_path: Path) -> None:
    text = "\r\n".join([" sex;selected", *["f;yes"] * 12, *["m;yes"] * 12])
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.replace(";", "\t" if encoding == "utf-16" else ";").encode(encoding))
        assert "12 / 12" in run(path, "--group", "sex").output


def test_a_stranger_is_told_what_is_wrong_with_a_table_as_a_whole(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "empty.csv has no rows." in run(empty, "--group", "sex").output
    twice = run(table(tmp_path, "f,m,yes", heading="sex,sex,selected"), "--group", "sex")
    assert "cases.csv has the column 'sex' twice." in twice.output
    longer = run(table(tmp_path, "f,north,yes,,,,"), "--group", "sex")
    assert "cases.csv, line 2: there are more cells than columns." in longer.output
    names = run(table(tmp_path, *(f"p{number},n,yes,," for number in range(101))), "--group", "sex")
    assert "column 'sex': 101 different values are no groups." in names.output
    alone = run(table(tmp_path, *rows("f", 20, 9)), "--group", "sex")
    assert alone.exit_code == 0
    assert "There is nothing to compare" in alone.output
    for crossed in (",", "sex", "sex,sex"):
        assert (
            "Give different columns" in run(table(tmp_path, "f,n,yes,,"), "--group", "sex", "--crossed", crossed).output
        )


@pytest.mark.parametrize("given", [[], ["--institution", "north", "cases.csv"], ["cases.csv"]])
def test_either_a_table_with_its_groups_or_an_institution_is_audited(given: list[str]) -> None:
    result = CliRunner().invoke(fairness, ["audit", *given])
    assert result.exit_code == 2
    assert "or --institution; not both" in result.output


def test_the_sets_that_can_be_audited_are_those_of_the_room() -> None:
    assert SETS == queries.SETS
