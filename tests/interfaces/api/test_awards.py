"""Decisions, awards and batches over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
NOBODY = "0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"


def test_the_queue_says_who_met_the_rule_and_why(campus: Campus, program: Any) -> None:
    offering, registrar = campus.offer(), program()
    campus.graduate(offering, "Aisyah")
    campus.graduate(offering, "Jordi", percent=10)
    campus.enrol(offering, "Nora")
    asked = registrar.post(f"/offerings/{offering}/proposals")
    assert asked.json() == {"met": 1, "unmet": 1, "unknown": 1}
    lines = registrar.get(f"/offerings/{offering}/proposals").json()["items"]
    assert [line["decision"]["verdict"] for line in lines] == ["met", "unmet", "unknown"]
    assert all(line["decision"]["reasons"] for line in lines)
    unmet = registrar.get(f"/offerings/{offering}/proposals?verdict=unmet").json()["items"]
    assert [line["enrolment"]["name"] for line in unmet] == ["Jordi"]
    assert registrar.get(f"/offerings/{offering}/proposals?verdict=maybe").status_code == 422


def test_an_award_carries_its_decision_and_is_made_once(campus: Campus, program: Any) -> None:
    enrolment, registrar = campus.graduate(campus.offer()), program()
    made = registrar.post("/awards", {"enrolment": str(enrolment)})
    assert made.status_code == 201, made.content
    award = registrar.get(f"/awards/{made.json()['uuid']}").json()
    assert (award["name"], award["decision"]["verdict"], award["ended_at"]) == ("Aisyah", "met", None)
    assert [one["uuid"] for one in registrar.get("/awards").json()["items"]] == [award["uuid"]]
    again = registrar.post("/awards", {"enrolment": str(enrolment)})
    assert (again.status_code, again.json()["code"]) == (409, "already-conferred")
    assert again.json()["facts"] == {"award": award["uuid"]}
    assert registrar.post(f"/awards/{award['uuid']}/withdraw", {"reason": " "}).status_code == 422
    assert registrar.post(f"/awards/{award['uuid']}/withdraw", {"reason": "wrong class"}).status_code == 200
    assert registrar.get(f"/awards/{award['uuid']}").json()["ended_because"] == "withdrawn"


def test_who_did_not_meet_the_rule_is_told_why(campus: Campus, program: Any) -> None:
    enrolment = campus.graduate(campus.offer(), percent=10)
    answer = program().post("/awards", {"enrolment": str(enrolment)})
    told = answer.json()
    assert (answer.status_code, told["code"], told["facts"]["verdict"]) == (422, "not-eligible", "unmet")
    assert "10 %" in told["detail"]
    assert program().post("/awards", {"enrolment": NOBODY}).status_code == 404


def test_a_batch_is_watched_to_its_end(campus: Campus, program: Any) -> None:
    from campus import NOW
    from testamur.adapters.postgres.scope import within
    from testamur.domain.awards import actions
    from testamur.domain.awards.models import BatchItem

    offering, registrar = campus.offer(), program()
    takings = [campus.graduate(offering, "Aisyah"), campus.graduate(offering, "Jordi", percent=10)]
    made = registrar.post("/batches", {"enrolments": [*map(str, takings), NOBODY]})
    assert made.status_code == 202, made.content
    address = made["Location"].removeprefix("/api/v1")
    assert registrar.get(address).json() | {"asked_at": ""} == {
        "uuid": made.json()["uuid"],
        "total": 2,
        "conferred": 0,
        "refused": 0,
        "is_done": False,
        "asked_at": "",
    }
    with within(campus.institution.id):
        lines = sorted(BatchItem.objects.values_list("pk", flat=True))
    actions.confer_chunk(campus.system, batch=made.json()["uuid"], first=lines[0], last=lines[-1], at=NOW)
    done = registrar.get(address).json()
    assert (done["conferred"], done["refused"], done["is_done"]) == (1, 1, True)
    refused = registrar.get(f"{address}/refused").json()
    assert [(line["name"], line["because"]) for line in refused] == [("Jordi", "not-eligible")]


def test_only_who_may_confer_confers(campus: Campus, elsewhere: Campus, program: Any) -> None:
    offering = campus.offer()
    enrolment = str(campus.graduate(offering))
    for role in ("learner", "instructor", "designer", "administrator"):
        assert program(role).post("/awards", {"enrolment": enrolment}).status_code == 403
        assert program(role).post("/batches", {"enrolments": [enrolment]}).status_code == 403
        assert program(role).post(f"/offerings/{offering}/proposals").status_code == 403
    assert program(at=elsewhere).post("/awards", {"enrolment": enrolment}).status_code == 404
    award = program().post("/awards", {"enrolment": enrolment}).json()["uuid"]
    assert program(at=elsewhere).get(f"/awards/{award}").status_code == 404
    assert program(at=elsewhere).get("/awards").json()["items"] == []
    assert program(at=elsewhere).get(f"/offerings/{offering}/proposals").json()["items"] == []
    assert program("learner").get("/awards").status_code == 403


def test_a_learner_sees_their_own_award(campus: Campus, program: Any) -> None:
    from campus import NOW
    from testamur.domain.learning import actions as learning

    offering = campus.offer()
    other = program().post("/awards", {"enrolment": str(campus.graduate(offering))}).json()["uuid"]
    enrolment = learning.enrol(campus.actor("learner"), offering=offering, at=NOW)
    campus.record(enrolment, 80)
    mine = program().post("/awards", {"enrolment": str(enrolment)}).json()["uuid"]
    learner = program("learner")
    assert [one["uuid"] for one in learner.get("/me/awards").json()] == [mine]
    assert learner.get(f"/awards/{mine}").status_code == 200
    assert learner.get(f"/awards/{other}").status_code == 404
