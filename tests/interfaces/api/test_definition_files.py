"""Files of other formats over the API: told first, begun when asked, taken away in any form."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from campus import NOW, Campus, example
from course_backups import zipped
from courses import example as course
from studio import Studio
from testamur.core.exchange import Options, export_table, import_definitions
from testamur.domain.design import queries
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor
from testamur.packs.narratives import labels

OPTIONS = Options(labels=labels)


@pytest.fixture
def studio(campus: Campus) -> Studio:
    """A design studio with nothing on its desk."""
    return Studio(campus)


def client(actor: Actor) -> Client:
    """A program with a token that may do what its person may."""
    scopes = [str(one) for one in actor.permissions]
    _view, secret = institution.make_token(actor, label="program", scopes=scopes, at=NOW)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def sent(program: Client, data: bytes, name: str, **fields: str) -> HttpResponse:
    return program.post("/api/v1/designs/files", {"file": SimpleUploadedFile(name, data), **fields})


def test_a_file_is_told_and_nothing_begins_until_it_is_asked(studio: Studio) -> None:
    program = client(studio.lecturer)
    table = export_table([course("first-aid"), course("ai-ethics")])

    report = sent(program, table, "all.csv").json()
    assert (report["form"], report["designs"]) == ("csv", [])
    assert [one["is_complete"] for one in report["found"]] == [True, True]
    assert not queries.desk(studio.lecturer)

    made = sent(program, table, "all.csv", begin="true").json()["designs"]
    assert len(made) == 2
    for form in ("docx", "pdf", "elm"):
        file = program.get(f"/api/v1/designs/{made[0]}/file?form={form}")
        (back,) = import_definitions(file.content, OPTIONS).found
        assert back.definition == course("first-aid")


def test_what_is_missing_and_what_was_assumed_comes_with_its_place(studio: Studio) -> None:
    (found,) = sent(client(studio.lecturer), zipped(), "backup.mbz").json()["found"]

    assert found["title"] == "Coastal Mapping"
    assert {"code", "place", "detail"} == set(found["notices"][0])
    assert ("hours-unknown", "moodle_backup.xml") in [(one["code"], one["place"]) for one in found["notices"]]


def test_what_cannot_be_read_is_a_problem_with_its_place(studio: Studio) -> None:
    answer = sent(client(studio.lecturer), zipped({"moodle_backup.xml": "<!DOCTYPE a><a/>"}), "backup.mbz")

    assert (answer.status_code, answer.json()["code"]) == (422, "file-unreadable")
    (why,) = answer.json()["errors"]
    assert (why["code"], why["place"]) == ("doctype", "moodle_backup.xml:1")


def test_a_request_of_the_wrong_shape_is_answered(studio: Studio) -> None:
    program = client(studio.lecturer)

    assert program.post("/api/v1/designs/files", {}, content_type="application/json").status_code == 415
    assert program.post("/api/v1/designs/files").status_code == 422
    assert sent(program, b"x", "x.csv", form="word").json()["facts"]["field"] == "form"
    assert sent(program, b"x", "x.csv", begin="maybe").json()["facts"]["field"] == "begin"
    assert sent(program, b"x", "x.csv", colour="red").json()["facts"]["field"] == "colour"


def test_a_design_that_cannot_be_read_yet_has_its_own_text_only(studio: Studio) -> None:
    program = client(studio.lecturer)
    address = program.post(
        "/api/v1/designs", {"title": "Half", "source": "title: Half\n"}, content_type="application/json"
    )["Location"]

    assert program.get(f"{address}/file").content == b"title: Half\n"
    assert program.get(f"{address}/file?form=elm").status_code == 409


def test_who_may_not_design_reads_no_files(studio: Studio) -> None:
    assert sent(client(studio.reviewer), example().encode(), "x.yaml").status_code == 403
