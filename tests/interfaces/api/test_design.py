"""Designing over the API: two programs at once lose nothing, and nobody approves their own."""

from __future__ import annotations

import pytest
from django.test import Client

from campus import NOW, Campus, example
from studio import Studio
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor


@pytest.fixture
def studio(campus: Campus) -> Studio:
    """A design studio with nothing on its desk."""
    return Studio(campus)


def client(actor: Actor) -> Client:
    """A program with a token that may do what its person may."""
    scopes = [str(one) for one in actor.permissions]
    _view, secret = institution.make_token(actor, label="program", scopes=scopes, at=NOW)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_text_that_came_too_late_is_answered_with_a_merge(studio: Studio) -> None:
    lecturer = client(studio.lecturer)
    made = lecturer.post("/api/v1/designs", {"title": "Data", "source": example()}, content_type="application/json")
    assert made.status_code == 201
    address = made["Location"]
    first = {"source": example() + "# one\n", "based_on": 1}
    assert lecturer.post(f"{address}/texts", first, content_type="application/json").status_code == 201
    late = {"source": f"# two\n{example()}", "based_on": 1}
    answer = lecturer.post(f"{address}/texts", late, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "stale-revision")
    merged = lecturer.post(f"{address}/merge", late, content_type="application/json").json()
    assert (merged["proposal"], merged["clashes"], merged["revision"]) == (f"# two\n{example()}# one\n", [], 2)
    assert len(lecturer.get(f"{address}/texts").json()) == 2
    assert lecturer.get("/api/v1/designs").json()["items"][0]["state"] == "draft"


def test_the_way_from_review_to_the_catalogue(studio: Studio) -> None:
    design = studio.submitted()
    address = f"/api/v1/designs/{design}"
    answers = {code: {"answer": said} for code, (said, _note) in studio.answers(design).items()}
    reviewer, registrar = client(studio.reviewer), client(studio.registrar)
    assert reviewer.get("/api/v1/design-reviews").json()[0]["may_take"] is True
    stated = reviewer.post(f"{address}/interests", {"has_interest": False}, content_type="application/json")
    assert stated.status_code == 200
    told = {"outcome": "passed", "answers": answers, "minutes": 30, "level": "EQF 6", "credit_value": "5 ECTS"}
    mine = client(studio.lecturer).post(f"{address}/review", told, content_type="application/json")
    assert mine.status_code == 403
    assert reviewer.post(f"{address}/review", told, content_type="application/json").status_code == 200
    weighed = {"level": "EQF 6", "credit_value": "4 ECTS"}
    assert registrar.post(f"{address}/approve", weighed, content_type="application/json").status_code == 422
    weighed["credit_value"] = "5 ECTS"
    assert registrar.post(f"{address}/approve", weighed, content_type="application/json").status_code == 201
    assert registrar.post(f"{address}/publish").status_code == 201
    assert registrar.get(address).json()["line"]["state"] == "published"
