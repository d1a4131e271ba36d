"""Frameworks at the terminal: what is wrong with files is told with the place; nothing is started for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import framework_downloads as made
from testamur.interfaces.cli.frameworks import frameworks


def said(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(frameworks, list(words))
    return done.exit_code, done.output


def test_files_that_cannot_be_read_are_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "skills_en.csv"
    path.write_text(made.SKILLS.replace("tie knots", "", 1), encoding="utf-8")
    code, told = said("import", "esco", str(path), "--release", "1.2.0")
    assert code == 2
    assert told.startswith("skills_en.csv:2: cell-empty ERROR “preferredLabel” is empty here.")


def test_a_version_that_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(made.OWN, encoding="utf-8")
    code, told = said("import", "csv", str(path))
    assert code == 2
    assert "--release" in told


@pytest.mark.parametrize("words", [["import", "case"], ["import", "esco", "--private"], ["upgrade", "esco", "--write"]])
def test_what_makes_no_sense_together_is_refused_before_anything_starts(words: list[str]) -> None:
    assert said(*words)[0] == 2
