"""Frameworks over the API: files handed in, looked at and confirmed; what a house keeps to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campus import NOW
from taxonomies import HARBOUR, uri
from testamur.domain.frameworks import actions, queries
from testamur.domain.institution.access import system

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
FILES = "/framework-files"
TABLE = b"code,label,kind\nK1,tie knots,skill\nK2,tides,knowledge\n"


def handed_in(program: Any, data: bytes, **said: str) -> Any:
    return program.form(FILES, {"file": SimpleUploadedFile("quay.csv", data), "version": "1.0", **said})


def test_files_are_read_in_the_background_looked_at_and_confirmed(campus: Campus, program: Any) -> None:
    designer, machine = program("designer"), system(campus.institution.id)
    made = handed_in(designer, TABLE, code="quay", name="Quay", language="en")
    assert made.status_code == 201, made.content
    file = made.json()["uuid"]
    assert made["Location"] == f"/api/v1{FILES}/{file}"
    told = designer.get(f"{FILES}/{file}").json()
    assert (told["state"], told["preview"], told["faults"]) == ("waiting", None, [])
    actions.read_file(machine, file=file, at=NOW)
    told = designer.get(f"{FILES}/{file}").json()
    assert (told["state"], told["preview"]["code"], told["preview"]["kinds"]) == (
        *("read", "quay"),
        {"skill": 1, "knowledge": 1},
    )
    assert designer.post(f"{FILES}/{file}/confirm").json() == {"done": True}
    again = designer.post(f"{FILES}/{file}/confirm")
    assert (again.status_code, again.json()["code"]) == (409, "framework-file-not-ready")
    assert [one["state"] for one in designer.get(FILES).json()] == ["writing"]
    assert program("learner").get(FILES).status_code == 403


def test_faults_are_told_with_their_places_and_what_is_sent_twice_is_kept_once(campus: Campus, program: Any) -> None:
    designer = program("designer")
    bad = b"code,label,kind\nK1,,skill\nK2,tides,fish\n"
    first, second = (
        designer.form(FILES, {"file": SimpleUploadedFile("quay.csv", bad), "version": "1"}, **{"Idempotency-Key": "k1"})
        for _ in range(2)
    )
    assert first.json() == second.json()
    assert len(designer.get(FILES).json()) == 1
    file = first.json()["uuid"]
    actions.read_file(system(campus.institution.id), file=file, at=NOW)
    told = designer.get(f"{FILES}/{file}").json()
    assert (told["state"], told["preview"]) == ("unread", None)
    assert all(one["place"].startswith("quay.csv") and one["detail"] for one in told["faults"])
    assert {one["code"] for one in told["faults"]} >= {"kind-unknown"}
    assert designer.send("delete", f"{FILES}/{file}").json() == {"done": True}
    assert designer.get(f"{FILES}/{file}").status_code == 404


def test_what_cannot_be_taken_is_a_problem(program: Any) -> None:
    designer = program("designer")
    shared = handed_in(designer, TABLE, is_shared="true")
    assert (shared.status_code, shared.json()["facts"]["permission"]) == (403, "manage-institution")
    assert designer.post(FILES, {}).status_code == 415
    for said in ({"form": "pdf"}, {"colour": "red"}, {"is_shared": "perhaps"}):
        assert handed_in(designer, TABLE, **said).status_code == 422, said
    assert handed_in(designer, b"").status_code == 422


def test_what_a_house_keeps_to_itself_is_seen_by_its_makers_tokens_alone(
    campus: Campus, elsewhere: Campus, program: Any, anyone: Any
) -> None:
    machine = system(campus.institution.id)
    own = actions.bring_in(machine, taxonomy=HARBOUR, digest="a" * 64, at=NOW, is_shared=False).framework
    key = queries.concept_at(own, uri("knots"), here=campus.institution.id).entry.key
    addresses = ("concepts", f"concepts/{key}", "changes?before=1.0&after=1.0")
    designer = program("designer")
    assert [(one["code"], one["is_shared"]) for one in designer.get("/frameworks").json()] == [("harbour", False)]
    assert [designer.get(f"/frameworks/harbour/{one}").status_code for one in addresses] == [200] * 3
    assert designer.get("/frameworks")["Cache-Control"] == "private, no-cache"
    for other in (anyone, program("learner"), program("designer", "read-own"), program("designer", at=elsewhere)):
        assert other.get("/frameworks").json() == []
        assert [other.get(f"/frameworks/harbour/{one}").status_code for one in addresses] == [404] * 3
