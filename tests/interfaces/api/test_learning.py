"""Offerings, enrolments and results over the API."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from campus import NOW
from testamur.domain.insight import actions as insight
from testamur.domain.insight import queries as audits

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_a_registrar_offers_and_anyone_sees_it(campus: Campus, program: Any, anyone: Any) -> None:
    uuid = campus.publish()
    wanted = {"microcredential": str(uuid), "label": "Autumn", "places": 30, "price_amount": "450.00"}
    made = program().post("/offerings", {**wanted, "price_currency": "EUR"})
    assert made.status_code == 201, made.content
    found = anyone.get(f"/offerings/{made.json()['uuid']}").json()
    assert (found["label"], found["places_left"], found["price_amount"], found["is_open"]) == (
        "Autumn",
        30,
        "450",
        True,
    )
    assert [one["uuid"] for one in anyone.get(f"/catalogue/{uuid}/offerings").json()] == [found["uuid"]]
    assert program().get("/offerings").json()["items"] == [found]
    assert program().post(f"/offerings/{found['uuid']}/close").status_code == 200
    assert anyone.get(f"/catalogue/{uuid}/offerings").json() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": 0}, "starts_on"),
        ({"starts_on": "2026-09-30", "ends_on": "2026-09-01"}, "ends_on"),
        ({"places": -1}, "places"),
        ({"price_amount": "-5"}, "price_amount"),
        ({"price_amount": "NaN"}, "price_amount"),
        ({"price_amount": "1e400"}, "price_amount"),
        ({"price_amount": "5"}, "price_currency"),
        ({"labell": "x"}, "labell"),
        ({"microcredential": "not a uuid"}, "microcredential"),
    ],
)
def test_an_offering_that_makes_no_sense_is_refused_by_field(
    campus: Campus, program: Any, change: dict[str, object], field: str
) -> None:
    answer = program().post("/offerings", {"microcredential": str(campus.publish()), **change})
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert program().get("/offerings").json()["items"] == []


def test_somebody_is_enrolled_marked_and_corrected(campus: Campus, program: Any) -> None:
    offering, registrar, instructor = campus.offer(), program(), program("instructor")
    person = {"email": "aisyah@example.org", "name": "Aisyah binti Ali", "identifier": "S1"}
    made = registrar.post(f"/offerings/{offering}/enrolments", person)
    assert made.status_code == 201, made.content
    uuid = made.json()["uuid"]
    assert registrar.post(f"/offerings/{offering}/enrolments", person).json()["code"] == "already-enrolled"
    sitting = {"assessment": "plan", "percent": "62.5", "taken_on": "2026-02-01", "supervised": False}
    recorded = instructor.post(f"/enrolments/{uuid}/results", sitting)
    assert recorded.status_code == 201, recorded.content
    again = {**sitting, "attempt": 1}
    assert instructor.post(f"/enrolments/{uuid}/results", again).json()["code"] == "already-recorded"
    fixed = instructor.post(f"/enrolments/{uuid}/corrections", {**again, "percent": "72.5", "reason": "added up anew"})
    assert fixed.status_code == 201, fixed.content
    assert [one["percent"] for one in registrar.get(f"/enrolments/{uuid}").json()["results"]] == ["72.5"]
    history = instructor.get(f"/enrolments/{uuid}/results").json()
    assert [(one["result"]["percent"], one["reason"]) for one in history] == [("62.5", ""), ("72.5", "added up anew")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"percent": "1e-9"}, "percent"),
        ({"assessment": "no-such"}, "assessment"),
        ({"taken_on": "31.12.2025"}, "taken_on"),
        ({"attempt": 70_000}, "attempt"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(campus: Campus, program: Any, change: dict[str, object], field: str) -> None:
    enrolment = campus.enrol(campus.offer())
    answer = program("instructor").post(f"/enrolments/{enrolment}/results", {"assessment": "plan", **change})
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_learner_enrols_sees_their_own_and_leaves(campus: Campus, program: Any) -> None:
    offering, learner = campus.offer(), program("learner")
    other = campus.enrol(offering, "Somebody Else")
    uuid = learner.post(f"/offerings/{offering}/enrolments", {}).json()["uuid"]
    assert [one["uuid"] for one in learner.get("/me/enrolments").json()] == [uuid]
    assert learner.get(f"/enrolments/{uuid}").json()["email"] == "learner@north.example"
    assert learner.get(f"/enrolments/{other}").status_code == 404
    assert learner.get(f"/offerings/{offering}/enrolments").status_code == 403
    assert learner.post(f"/enrolments/{other}/withdraw").status_code == 404
    assert learner.post(f"/enrolments/{uuid}/withdraw").status_code == 200


def test_a_class_that_is_full_says_so(campus: Campus, program: Any) -> None:
    offering = campus.offer(places=1)
    campus.enrol(offering)
    answer = program().post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"})
    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]) == (409, "not-open", {"why": "full"})


def test_who_has_answered_and_finds_a_class_full_is_counted_in_the_audit_of_places(
    campus: Campus, program: Any
) -> None:
    basis = {"basis": "consent", "reference": "DPIA 2026/4", "assessed_on": NOW.date(), "at": NOW}
    insight.begin_survey(campus.actor("administrator"), questions=("sex",), **basis)
    insight.answer(campus.actor("learner"), answers={"sex": "woman"}, at=NOW)
    offering, year = campus.offer(places=1), datetime.now(UTC).year
    campus.enrol(offering)
    assert program("learner").post(f"/offerings/{offering}/enrolments", {}).status_code == 409
    actor, months = campus.actor("registrar"), {"since": date(2026, 1, 1), "until": date(year, 12, 31)}
    assert audits.run(actor, uuid=insight.ask(actor, what="places", **months, at=NOW)).cases == 2


def test_another_institutions_learners_are_not_there(campus: Campus, elsewhere: Campus, program: Any) -> None:
    offering = campus.offer()
    enrolment, stranger = campus.enrol(offering), program(at=elsewhere)
    assert stranger.get(f"/enrolments/{enrolment}").status_code == 404
    assert stranger.get(f"/enrolments/{enrolment}/results").status_code == 404
    assert stranger.get(f"/offerings/{offering}/enrolments").json()["items"] == []
    assert stranger.post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"}).status_code == 404
    assert stranger.post(f"/enrolments/{enrolment}/results", {"assessment": "plan"}).status_code == 404


def test_a_scope_narrows_what_the_roles_give(campus: Campus, program: Any) -> None:
    offering = campus.offer()
    reader = program("registrar", "read-learners")
    assert reader.get(f"/offerings/{offering}/enrolments").status_code == 200
    assert reader.post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"}).status_code == 403
    assert reader.get("/me/enrolments").status_code == 403
