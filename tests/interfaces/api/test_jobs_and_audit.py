"""Work in the background and the audit log over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_the_administrator_sees_jobs_and_retries_one_that_failed(campus: Campus, program: Any) -> None:
    administrator = program("administrator")
    program().post("/awards", {"enrolment": str(campus.graduate(campus.offer()))})
    told = administrator.get("/jobs").json()
    assert (told["counts"], [job["task"] for job in told["items"]]) == ({"todo": 1}, ["issuing.sign"])
    job = told["items"][0]["id"]
    assert administrator.post(f"/jobs/{job}/retry").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert administrator.post(f"/jobs/{job}/retry").status_code == 200
    assert administrator.get("/jobs?status=todo").json()["counts"] == {"todo": 1}
    assert administrator.get("/jobs?status=lost").status_code == 422
    assert administrator.post("/jobs/99999999999999999999/retry").status_code == 422


def test_others_see_no_jobs(campus: Campus, elsewhere: Campus, program: Any) -> None:
    program().post("/awards", {"enrolment": str(campus.graduate(campus.offer()))})
    job = program("administrator").get("/jobs").json()["items"][0]["id"]
    stranger = program("administrator", at=elsewhere)
    assert stranger.get("/jobs").json() == {"counts": {}, "items": []}
    assert stranger.post(f"/jobs/{job}/retry").status_code == 404
    assert program().get("/jobs").status_code == 403


def test_what_was_done_is_in_the_log_and_the_log_is_whole(campus: Campus, program: Any) -> None:
    program().post("/awards", {"enrolment": str(campus.graduate(campus.offer()))})
    administrator = program("administrator")
    entries = administrator.get("/audit").json()["items"]
    assert "awards.confer" in [entry["verb"] for entry in entries]
    assert {entry["actor"] for entry in entries if entry["verb"] == "awards.confer"} == {
        str(campus.people["registrar"].uuid)
    }
    subject = next(entry["subject"] for entry in entries if entry["verb"] == "awards.confer")
    assert {one["subject"] for one in administrator.get(f"/audit?subject={subject}").json()["items"]} == {subject}
    chain = administrator.get("/audit/chain").json()
    assert (chain["is_whole"], chain["entries"]) == (True, entries[0]["number"])
    assert program().get("/audit").status_code == 403
    assert program().get("/audit/chain").status_code == 403
