"""Gradebooks over the API: looked at, then recorded."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
GOOD = "name,email,plan,dataset,defence\nAisyah,a@example.org,90,80,70\nJordi,j@example.org,60,55,50\n"
MIXED = GOOD + "=cmd|' /C calc'!A0,x@example.org,90,90,90\nNora,n@example.org,120,90,90\nAisyah,a@example.org,1,1,1\n"


def file(text: str | bytes, name: str = "marks.csv") -> io.BytesIO:
    made = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    made.name = name
    return made


def test_a_preview_does_nothing_and_names_the_file(campus: Campus, program: Any, counts: Any) -> None:
    offering, instructor = campus.offer(), program("instructor")
    before = counts()
    answer = instructor.form(f"/offerings/{offering}/imports/preview", {"file": file(MIXED)})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["matched"], told["new"], told["results"]) == (0, 2, 6)
    assert {error["line"] for error in told["errors"]} == {4, 5, 6}
    assert counts() == before
    done = instructor.form(f"/offerings/{offering}/imports", {"file": file(MIXED), "digest": told["digest"]})
    assert done.status_code == 201, done.content
    assert (done.json()["enrolled"], done.json()["recorded"], len(done.json()["errors"])) == (2, 6, 3)
    again = instructor.form(f"/offerings/{offering}/imports", {"file": file(GOOD)}).json()
    assert (again["enrolled"], again["recorded"], again["unchanged"]) == (0, 0, 6)


def test_a_file_other_than_the_one_looked_at_is_not_imported(campus: Campus, program: Any) -> None:
    offering, instructor = campus.offer(), program("instructor")
    digest = instructor.form(f"/offerings/{offering}/imports/preview", {"file": file(GOOD)}).json()["digest"]
    answer = instructor.form(f"/offerings/{offering}/imports", {"file": file(MIXED), "digest": digest})
    assert (answer.status_code, answer.json()["code"]) == (409, "other-file")
    assert instructor.get(f"/offerings/{offering}/enrolments").json()["items"] == []


def test_columns_are_mapped_by_hand(campus: Campus, program: Any) -> None:
    text = "Student,Mail,Task\nAisyah,a@example.org,30\n"
    mapping = '{"name": "Student", "email": "Mail", "plan": "Task / 40"}'
    answer = program("instructor").form(
        f"/offerings/{campus.offer()}/imports/preview", {"file": file(text), "mapping": mapping}
    )
    assert answer.status_code == 200, answer.content
    assert [column["field"] for column in answer.json()["columns"]] == ["name", "email", "plan"]


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"file": file(b"")}, 422, "gradebook-unreadable"),
        ({"file": file(b"PK\x03\x04" + bytes(100), "marks.xlsx")}, 422, "gradebook-unreadable"),
        ({"file": file("name\n")}, 422, "gradebook-unreadable"),
        ({"file": file(",".join(f"c{n}" for n in range(1000)) + "\n1")}, 422, "gradebook-unreadable"),
        ({"file": file(GOOD), "mapping": "{"}, 400, "not-json"),
        ({"file": file(GOOD), "mapping": "[1]"}, 422, "invalid"),
        ({"file": file(GOOD), "mapping": '{"no-such": "plan"}'}, 422, "gradebook-unreadable"),
        ({"file": file(GOOD), "enrol_new": "perhaps"}, 422, "invalid"),
        ({"file": file(GOOD), "fil": "x"}, 422, "invalid"),
        ({"file": file(b"x" * (8 * 2**20 + 1))}, 413, "too-large"),
    ],
)
def test_what_is_no_gradebook_is_refused_and_changes_nothing(
    campus: Campus, program: Any, counts: Any, form: dict[str, Any], status: int, code: str
) -> None:
    offering, instructor = campus.offer(), program("instructor")
    before = counts()
    for one in form.values():
        if isinstance(one, io.BytesIO):
            one.seek(0)
    answer = instructor.form(f"/offerings/{offering}/imports", form)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert counts() == before


def test_json_is_no_gradebook(campus: Campus, program: Any) -> None:
    answer = program("instructor").post(f"/offerings/{campus.offer()}/imports", {"file": GOOD})
    assert (answer.status_code, answer.json()["code"]) == (415, "media-type-not-taken")


def test_a_form_that_is_cut_off_is_told(campus: Campus, program: Any) -> None:
    instructor = program("instructor")
    answer = instructor.client.post(
        f"/api/v1/offerings/{campus.offer()}/imports",
        b"nothing",
        content_type="multipart/form-data",
        headers=instructor.headers(),
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-form")


def test_a_learner_imports_nothing(campus: Campus, elsewhere: Campus, program: Any) -> None:
    offering = campus.offer()
    assert program("learner").form(f"/offerings/{offering}/imports", {"file": file(GOOD)}).status_code == 403
    stranger = program("instructor", at=elsewhere)
    assert stranger.form(f"/offerings/{offering}/imports", {"file": file(GOOD)}).status_code == 404
    assert stranger.form(f"/offerings/{offering}/imports/preview", {"file": file(GOOD)}).status_code == 404
