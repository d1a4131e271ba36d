"""Beginning with a file of somebody else, and taking a definition away: from file to draft and back to a file."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

import campus as campuses
from course_backups import zipped
from courses import example
from testamur.core.exchange import Options, export_definition, export_table, import_definitions
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import actions, queries
from testamur.interfaces.web.design import taking_over
from testamur.packs.narratives import labels

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

HERE = "/design/north"
OPTIONS = Options(labels=labels)


def given(client: Client, data: bytes, name: str) -> HttpResponse:
    return client.post(f"{HERE}/drafts/begin/file", {"file": SimpleUploadedFile(name, data)})


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(html.unescape(value))
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def test_a_course_backup_is_looked_at_first_and_then_becomes_a_draft(as_role: Enter, campus: campuses.Campus) -> None:
    client = as_role("instructor")
    report = given(client, zipped(), "backup.mbz").content.decode()

    assert "Coastal Mapping" in report
    assert "The hours of 2 activities are not said" in report
    assert "moodle_backup.xml" in report
    assert not queries.desk(campus.actor("instructor"))

    answer = client.post(f"{HERE}/drafts/begin/file/confirm", hidden(report))
    draft = queries.design(campus.actor("instructor"), uuid=UUID(answer["Location"].rpartition("/")[2]))
    assert draft.line.title == "Coastal Mapping"
    assert draft.origin_note.startswith("backup.mbz (sha256 ")
    assert "eu-2022" in " ".join(draft.guidelines)
    # The institution stands in where the file names no awarding body.
    assert "country:" in draft.source
    page = client.get(f"{HERE}/drafts/{draft.line.uuid}").content.decode()
    # What stands in its way is said beside it: a report with obstacles is a report.
    assert "as the guidelines ask" not in page
    assert "A European approach to micro-credentials" in page
    for form in ("docx", "pdf", "open-badges-3", "elm"):
        file = client.get(f"{HERE}/drafts/{draft.line.uuid}/as/{form}")
        assert f"/as/{form}" in page
        (back,) = import_definitions(file.content, OPTIONS).found
        assert back.source == draft.source
        assert file["Content-Disposition"].startswith('attachment; filename="MAP-101.')


def test_of_many_rows_those_that_are_kept_become_drafts(as_role: Enter, campus: campuses.Campus) -> None:
    client = as_role("instructor")
    table = export_table([example("first-aid"), example("ai-ethics"), example("robot-welding")])
    fields = hidden(given(client, table, "all.csv").content.decode())

    answer = client.post(f"{HERE}/drafts/begin/file/confirm", {**fields, "keep": ["0", "2"]})
    assert answer["Location"] == f"{HERE}/drafts"
    titles = {one.title for one in queries.desk(campus.actor("instructor"))}
    assert titles == {example(name).title.original for name in ("first-aid", "robot-welding")}


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"hello", "notes.txt", "Nobody here knows this kind of file"),
        (zipped({"moodle_backup.xml": "<!DOCTYPE a><a/>"}), "course.mbz", "declares a document type"),
        (b"\xff\xd8\xff\xe0JFIF", "photo.jpg", "photo.jpg: This is a picture."),
        (b'{"@type": "Achievement",\n "name" 1}', "a.json", "a.json, line 2, column 9: This JSON cannot be read here"),
        (b"a: [1\nb: c", "a.yaml", "a.yaml, line 2, column 2: This YAML cannot be read here"),
        (b" ", "a.csv", "There is nothing in this file."),
        (b"", "", "No file came with it"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(as_role: Enter, data: bytes, name: str, said: str) -> None:
    client = as_role("instructor")
    answer = given(client, data, name) if name else client.post(f"{HERE}/drafts/begin/file")

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_table_too_large_for_a_page_is_taken_over_in_the_background(
    as_role: Enter, campus: campuses.Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_over, "_MOST", 2)
    client = as_role("instructor")
    where = given(client, b"title,hours,colour\nKnots,10,red\nRopes,8,\n,9,\n", "many.csv")["Location"]
    page = client.get(where).content.decode()
    assert "3 rows" in page
    assert "The column “colour” is not known here" in page
    assert not queries.desk(campus.actor("instructor"))

    client.post(where, {"verb": "take"})
    assert "0 of 3 rows" in client.get(where).content.decode()
    uuid = where.rpartition("/")[2]
    actions.take_in_part(campus.system, intake=uuid, first=0, at=campuses.NOW)
    page = client.get(where).content.decode()
    assert "All 3 rows are through." in page
    assert "2 a draft, to be completed" in page
    assert "Give it one, and take the file over again" in page
    rows = b"".join(client.get(f"{where}/rows.csv").streaming_content).decode().split("\r\n")
    assert rows[1].startswith("2,Knots,")
    assert rows[-2].startswith('4,,not taken,"It has no title.')

    client.post(where, {"verb": "back", "sure": "1"})
    actions.take_back_part(campus.system, intake=uuid, after=0, at=campuses.NOW)
    assert "Taken back." in client.get(where).content.decode()
    assert "many.csv" in client.get(f"{HERE}/drafts/begin/file").content.decode()
    assert as_role("learner").get(where).status_code == 403


def test_a_wrong_value_is_told_with_its_line_apart_from_what_is_missing_and_the_title_stays(as_role: Enter) -> None:
    data = b"testamur: 1\nlanguage: en\ntitle: Knots at Sea\nworkload:\n  hours: -40\n"
    page = " ".join(given(as_role("instructor"), data, "knots.yaml").content.decode().split())
    wrong, lacking = page.index("To put right"), page.index("Still missing")

    assert "Knots at Sea</h2>" in page
    assert hidden(page)["title"] == ["Knots at Sea"]
    assert "line 5, column 10" in page[wrong:lacking]
    assert "is negative" in page[wrong:lacking]
    assert "Description" in page[lacking:]
    assert "is negative" not in page[lacking : page.index("Its text")]
    assert "It is not complete yet" in page
    assert "the others" not in page


def test_markup_of_a_file_is_words_on_the_page(as_role: Enter) -> None:
    data = b'title,"<script>alert(1)</script>"\n"<b>Knots</b><script>alert(2)</script>",<img src=x>\n'
    page = given(as_role("instructor"), data, "many.csv").content.decode()

    assert "Knots" in page
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_a_draft_that_cannot_be_read_is_taken_away_as_its_text_only(as_role: Enter) -> None:
    client = as_role("instructor")
    where = client.post(f"{HERE}/drafts/begin", {"title": "Half", "source": "testamur: 1\ntitle: Half\n"})["Location"]

    assert client.get(f"{where}/as/yaml").content == b"testamur: 1\ntitle: Half\n"
    assert client.get(f"{where}/as/elm")["Location"] == where
    assert client.get(f"{where}/as/nothing").status_code in (302, 404)


def test_what_is_published_is_taken_away_by_those_who_answer_for_it(as_role: Enter, campus: campuses.Campus) -> None:
    campus.publish()
    (listed,) = catalogue.search().items
    address = f"{HERE}/definitions/{listed.uuid}/as/ctdl"

    assert as_role("learner").get(address).status_code == 403
    (back,) = import_definitions(as_role("registrar").get(address).content, OPTIONS).found
    assert back.definition == catalogue.published(listed.uuid).definition


def test_learners_begin_nothing(as_role: Enter, client: Client) -> None:
    assert as_role("learner").get(f"{HERE}/drafts/begin/file").status_code == 403
    assert client.get(f"{HERE}/drafts/begin/file")["Location"].startswith("/accounts/login/")
    assert as_role("learner").post(f"{HERE}/drafts/begin/file/confirm").status_code == 403


def test_a_report_that_was_tampered_with_begins_nothing(as_role: Enter) -> None:
    client = as_role("instructor")

    assert client.post(f"{HERE}/drafts/begin/file/confirm", {"digest": "x", "form": "csv"}).status_code == 404
    empty = client.post(f"{HERE}/drafts/begin/file/confirm", {"digest": "ab" * 32, "form": "csv"})
    assert empty["Location"] == f"{HERE}/drafts/begin/file"


def test_a_file_from_here_is_read_without_a_word_lost(as_role: Enter) -> None:
    data = export_definition(example("teaching-online"), "docx", OPTIONS).data
    page = given(as_role("instructor"), data, "dossier.docx").content.decode()

    assert "All of it was read." in page
