"""``testamur convert`` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from course_backups import zipped
from courses import EXAMPLES, example
from testamur.core import exchange
from testamur.core.exchange import ExchangeError, Notice
from testamur.core.model import definition
from testamur.interfaces.cli.convert import convert
from testamur.interfaces.words.file_exchange import file_error, file_notice, form_names

SOURCE = EXAMPLES[1]


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(convert, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("form", ["pdf", "docx", "elm", "csv"])
def test_a_definition_goes_out_and_comes_back(form: str, tmp_path: Path) -> None:
    out, back = tmp_path / f"course.{form}", tmp_path / "back.yaml"

    assert run(SOURCE, "--to", form, "-o", out).exit_code == 0
    assert run(out, "-o", back).exit_code == 0
    assert definition.parse(back.read_bytes()) == definition.parse(SOURCE.read_bytes())


def test_what_a_format_has_no_term_for_is_told() -> None:
    result = run(SOURCE, "--to", "open-badges-3")

    assert json.loads(result.stdout)["type"] == ["Achievement"]
    assert "→ open-badges-3: NOTE Nothing is lost. " in result.stderr
    assert "LOST" not in result.stderr


def test_a_conversion_without_loss_says_nothing(tmp_path: Path) -> None:
    result = run(SOURCE, "--to", "csv", "-o", tmp_path / "course.csv")

    assert (result.exit_code, result.stderr) == (0, "")


def test_an_incomplete_draft_is_written_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    path.write_bytes(zipped())

    result = run(path)
    assert result.exit_code == 1
    assert "title: Coastal Mapping" in result.stdout
    assert "awarding_body LACKS" in result.stderr
    assert "moodle_backup.xml: hours-unknown NOTE The hours of 2 activities" in result.stderr

    whole = run(path, "--body", "Harbour College", "--country", "IE")
    assert whole.exit_code == 0
    assert definition.parse(whole.stdout).awarding_bodies[0].country == "IE"


def test_an_incomplete_draft_goes_into_no_other_format(tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    path.write_bytes(zipped())

    result = run(path, "--to", "elm")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "only --to yaml can write it" in result.stderr


def test_a_table_of_many_becomes_a_file_each(tmp_path: Path) -> None:
    table, folder = tmp_path / "all.csv", tmp_path / "all"
    table.write_bytes(exchange.export_table([example("first-aid"), example("ai-ethics")]))

    assert "Say where to write them" in run(table).stderr
    result = run(table, "-o", folder)
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"{example(name).id}.yaml" for name in names()]


def names() -> list[str]:
    return sorted(("first-aid", "ai-ethics"), key=lambda name: example(name).id)


def test_a_report_is_json_and_writes_nothing() -> None:
    (told,) = json.loads(run("-", "--report", "--from", "csv", stdin=b"title,colour\nKnots,red\n").stdout)

    assert (told["format"], told["complete"]) == ("csv", False)
    assert [one["place"] for one in told["notices"] if one["code"] == "unread-column"] == ["2:colour"]


def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    path.write_bytes(zipped({"moodle_backup.xml": "<!DOCTYPE a><a/>"}))

    result = run(path)
    assert result.exit_code == 2
    assert "course.mbz:moodle_backup.xml:1: doctype ERROR" in result.stderr


def test_every_form_has_a_name() -> None:
    assert set(form_names()) == set(exchange.READABLE)


CODES = [
    *("unknown-format", "read-only", "too-large", "too-deep", "no-achievement", "no-credential", "no-specification"),
    *("not-xml", "doctype", "too-many-elements", "nothing-attached", "not-an-archive", "too-many-members"),
    *("archive-too-large", "member-too-large", "member-unreadable", "shrunk-too-well", "not-a-backup"),
    *(
        "not-a-document",
        "no-fields",
        "not-a-table",
        "no-columns",
        "no-rows",
        "too-many-rows",
        "too-many-definitions",
        "too-many-columns",
    ),
    *("empty-file", "picture", "recording", "old-office", "rich-text", "web-page", "workbook", "slides"),
    *("writer-document", "book", "unknown-json", "broken-yaml", "other-yaml"),
    *(
        "not-utf-8",
        "not-json",
        "no-pages",
        "file-without-licence",
        "repeated-name",
        "half-character",
        "not-a-graph",
        "too-many-nodes",
        "not-a-name",
    ),
]
NOTICES = [
    *("unread-term", "more-unread", "unread-column", "unread-field", "repeated-field", "not-taken", "dropped"),
    *("leads-outside", "macros-ignored", "embedded-ignored", "file-unreadable", "files-not-taken", "one-kept"),
    *("assumed", "markup-removed", "cut", "credits-without-unit", "kept-as-words", "skill-as-outcome"),
    *("assessment-type-unknown", "changed-outside", "added-outside", "removed-outside", "carried-unreadable"),
    *("nothing-there", "hours-unknown", "assessments-without-outcomes"),
]


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_sentence(code: str) -> None:
    assert " " in file_error(ExchangeError(code))


@pytest.mark.parametrize("code", NOTICES)
def test_every_notice_has_a_sentence(code: str) -> None:
    assert " " in file_notice(Notice(code, ""))


def test_every_code_that_the_exchange_gives_is_on_these_lists() -> None:
    import re

    folder = Path(exchange.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert set(re.findall(r'ExchangeError\(\s*"([a-z-]+)"', source)) <= set(CODES)
    assert set(re.findall(r'\.tell\(\s*"([a-z-]+)"', source)) <= set(NOTICES)
