"""Recognition over the API: asked for, compared, decided in part, appealed, set as a precedent, found by the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db

UNIT = {
    "code": "STAT101",
    "kind": "unit",
    "title": "Data and statistics",
    "credits": {"value": "6", "unit": "ECTS"},
    "levels": ["EQF 6"],
    "outcomes": [{"id": "data", "text": {"en": "Clean and describe data sets"}}],
}
PARTIAL = {
    "outcome": "partial",
    "source": "rpl",
    "credits": {"value": "3", "unit": "ECTS"},
    "recognised": ["data"],
    "reasons": "The first half is covered.",
}


def submitted(program: Any) -> tuple[str, str]:
    """Return a unit and a request for it that is handed in."""
    unit = program().post("/recognition/units", UNIT).json()["uuid"]
    learner = program("learner")
    wanted = {"purpose": "credit", "basis": "experience", "unit": unit}
    request = learner.post("/recognition-requests", wanted).json()["uuid"]
    assert learner.post(f"/recognition-requests/{request}/describe", {"narrative": "Ten years."}).status_code == 200
    assert learner.post(f"/recognition-requests/{request}/submit").status_code == 200
    return unit, request


def test_a_request_is_decided_in_part_appealed_and_decided_again(campus: Campus, program: Any, anyone: Any) -> None:
    from testamur.domain.institution import actions as institution
    from testamur.domain.institution.access import system

    _unit, request = submitted(program)
    here, registrar, learner = f"/recognition-requests/{request}", program(), program("learner")
    assert [line["uuid"] for line in registrar.get("/recognition-requests").json()["items"]] == [request]
    assert registrar.post(f"{here}/ask", {"text": "Which years?"}).status_code == 200
    assert learner.get(here).json()["clock"]["due_on"] is None
    assert learner.post(f"{here}/answer", {"text": "2014 to 2024."}).status_code == 200
    for verb in ("accept", "begin"):
        assert registrar.post(f"{here}/{verb}").status_code == 200
    paper = registrar.get(f"{here}/comparison").json()
    assert [one["outcome"] for one in paper["matches"]] == ["data"]
    judged = {"matches": [{"outcome": "data", "judged": "same"}], "checklist": {"level": {"answer": "yes"}}}
    assert registrar.post(f"{here}/comparison", judged).status_code == 200
    assert registrar.post(f"{here}/decide", {"ruling": PARTIAL}).status_code == 201
    told = learner.get(here).json()
    assert told["state"] == "decided"
    assert told["decisions"][0]["ruling"]["credits"] == {"value": "3", "unit": "ECTS"}
    letter = learner.get(f"{here}/decisions/{told['decisions'][0]['uuid']}/letter")
    assert letter.content.startswith(b"%PDF-")
    assert learner.post(f"{here}/appeal", {"text": "The second half, too."}).status_code == 201
    upheld = {"outcome": "upheld", "reasons": "Right.", "ruling": {"outcome": "full", "source": "rpl"}}
    own = registrar.post(f"{here}/appeal/decide", upheld)
    assert (own.status_code, own.json()["code"]) == (409, "conflict-of-interest")
    registrar_id = campus.people["registrar"].uuid
    other = campus.people["instructor"].uuid
    institution.grant(system(campus.institution.id), person=other, role="registrar", at=_now())
    assert registrar_id != other
    assert program("instructor").post(f"{here}/appeal/decide", upheld).status_code == 200
    after = learner.get(here).json()
    assert [one["superseded_by"] is None for one in after["decisions"]] == [False, True]
    assert anyone.get("/transfer-values").json()["items"] == []


def test_a_refusal_without_a_difference_is_refused(program: Any) -> None:
    _unit, request = submitted(program)
    for verb in ("accept", "begin"):
        program().post(f"/recognition-requests/{request}/{verb}")
    ruling = {"outcome": "refused", "source": "rpl", "reasons": "No."}
    answer = program().post(f"/recognition-requests/{request}/decide", {"ruling": ruling})
    assert (answer.status_code, answer.json()["code"]) == (422, "ruling-not-valid")
    assert answer.json()["facts"]["flaws"] == [{"code": "refused-without-difference", "field": "differences"}]
    assert "Granted is the default" in answer.json()["detail"]


def test_strangers_find_nothing(program: Any, anyone: Any) -> None:
    _unit, request = submitted(program)
    assert program("designer").get(f"/recognition-requests/{request}").status_code == 404
    assert program("designer").get("/recognition-requests").status_code == 403
    assert anyone.get(f"/recognition-requests/{request}").status_code == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "fame"}, "purpose"),
        ({"basis": "hearsay"}, "basis"),
        ({"unit": "no uuid"}, "unit"),
        ({"unit": None}, "target"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_by_field(program: Any, change: dict[str, object], field: str) -> None:
    unit = program().post("/recognition/units", UNIT).json()["uuid"]
    wanted = {"purpose": "credit", "basis": "studies", "unit": unit, **change}
    answer = program("learner").post("/recognition-requests", wanted)
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
