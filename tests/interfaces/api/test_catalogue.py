"""The catalogue over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_anyone_searches_and_reads(campus: Campus, anyone: Any) -> None:
    uuid = campus.publish()
    found = anyone.get("/catalogue?text=steward").json()
    assert [item["uuid"] for item in found["items"]] == [str(uuid)]
    assert found["next"] is None
    whole = anyone.get(f"/catalogue/{uuid}").json()
    assert whole["definition"]["workload"]["credits"] == "5 ECTS"
    assert whole["listing"]["institution"]["code"] == "north"
    assert [one["version"] for one in anyone.get(f"/catalogue/{uuid}/versions").json()] == [whole["version"]["version"]]
    assert anyone.get(f"/catalogue/{uuid}?version={whole['version']['version']}").json() == whole


def test_the_definition_comes_as_it_was_handed_in(campus: Campus, anyone: Any) -> None:
    from campus import example

    answer = anyone.get(f"/catalogue/{campus.publish()}/definition")
    assert answer.content.decode() == example()
    assert answer["Content-Type"].startswith("application/yaml")


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("framework=EQF&level=6", 1),
        ("framework=EQF&level=7", 0),
        ("max_hours=10", 0),
        ("credit_unit=ECTS", 1),
        ("language=en", 1),
        ("institution=north", 1),
        ("text=stewrdship", 1),
        ("currency=usd", 0),
    ],
)
def test_filters_narrow(campus: Campus, anyone: Any, asked: str, hits: int) -> None:
    campus.publish()
    assert len(anyone.get(f"/catalogue?{asked}").json()["items"]) == hits


def test_a_filter_that_makes_no_sense_is_named(campus: Campus, anyone: Any) -> None:
    campus.publish()
    answer = anyone.get("/catalogue?max_hours=lots&limit=1000")
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"max_hours", "limit"}
    assert anyone.get("/catalogue?institution=nowhere").status_code == 404


def test_what_nobody_reviewed_here_is_published_with_the_reason_and_by_who_may(program: Any, anyone: Any) -> None:
    from campus import ELSEWHERE, example

    designer = program("designer")
    given = {"source": example(), "without_review_because": ELSEWHERE}
    refused = designer.post("/catalogue", given)
    assert (refused.status_code, refused.json()["facts"]) == (403, {"permission": "publish-unreviewed"})
    registrar = program("registrar")
    silent = registrar.post("/catalogue", {"source": example()})
    assert (silent.status_code, silent.json()["code"]) == (409, "not-reviewed")
    made = registrar.post("/catalogue", given)
    assert made.status_code == 201, made.content
    uuid = made.json()["uuid"]
    assert made["Location"] == f"/api/v1/catalogue/{uuid}"
    assert registrar.post("/catalogue", {"source": example()}).json()["uuid"] == uuid
    assert designer.post(f"/catalogue/{uuid}/retire").status_code == 200
    assert anyone.get("/catalogue").json()["items"] == []
    assert anyone.get(f"/catalogue/{uuid}").status_code == 200
    assert designer.post(f"/catalogue/{uuid}/bring-back").status_code == 200
    assert len(anyone.get("/catalogue").json()["items"]) == 1


def test_a_definition_that_cannot_be_read_is_told_line_by_line(program: Any) -> None:
    from campus import example

    answer = program("registrar").post("/catalogue", {"source": example().replace("title:", "tittle:", 1)})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "definition-unreadable")
    assert any(error["line"] and error["suggestion"] == "title" for error in told["errors"])


def test_a_definition_that_breaks_a_hard_rule_is_told_with_source_and_fix(program: Any) -> None:
    from campus import example

    answer = program("registrar").post("/catalogue", {"source": example().replace("5 ECTS", "50 ECTS")})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "definition-not-ready")
    assert all(error["fix"] and error["source"] for error in told["errors"])


def test_another_text_under_the_same_version_is_a_conflict(program: Any, campus: Campus) -> None:
    from campus import example

    campus.publish()
    answer = program("registrar").post("/catalogue", {"source": example() + "\n# changed\n"})
    assert (answer.status_code, answer.json()["code"]) == (409, "version-taken")


def test_a_learner_publishes_nothing(program: Any) -> None:
    from campus import example

    answer = program("learner").post("/catalogue", {"source": example()})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert answer.json()["facts"] == {"permission": "publish-unreviewed"}


def test_a_designer_elsewhere_cannot_retire_it(program: Any, campus: Campus, elsewhere: Campus) -> None:
    uuid = campus.publish()
    assert program("designer", at=elsewhere).post(f"/catalogue/{uuid}/retire").status_code == 404


def test_institutions_are_public_and_former_codes_lead_on(campus: Campus, anyone: Any) -> None:
    from campus import NOW
    from testamur.domain.institution import actions

    actions.rename(campus.actor("administrator"), code="uon", at=NOW)
    assert anyone.get("/institutions/north").json()["code"] == "uon"
    assert [one["code"] for one in anyone.get("/institutions").json()] == ["uon"]
    assert anyone.get("/institutions/west").status_code == 404
