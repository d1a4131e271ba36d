"""Suggestions of skills over the API; by spelling alone, for no model is asked for here."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from campus import NOW
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import system
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Purpose

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
ADDRESS = "/skills/suggestions"
KNOTS = "Tie knots that hold a boat."


@pytest.fixture
def harbour(campus: Campus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()


@pytest.mark.usefixtures("harbour")
def test_texts_are_answered_with_ranked_skills_and_the_words_that_say_so(program: Any) -> None:
    lecturer = program("instructor")
    waiting = lecturer.post(ADDRESS, {"texts": [KNOTS]})
    assert (waiting.status_code, waiting.json()["code"]) == (409, "framework-not-ready")
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    told = lecturer.post(ADDRESS, {"texts": [KNOTS, "xyzzy"], "top": 3}).json()
    assert (told["framework"]["code"], told["lane"], told["model"], len(told["results"])) == (
        *("harbour", "spelling", ""),
        2,
    )
    best = told["results"][0]["suggestions"][0]
    assert (best["uri"], best["rank"], best["confidence"], best["evidence"][0]["words"]) == (
        *(uri("knots"), 1, None),
        "Tie knots",
    )
    assert told["results"][0]["blanked"] == []


@pytest.mark.usefixtures("harbour")
def test_signs_of_a_person_are_blanked_and_told_unless_it_is_an_outcome(program: Any) -> None:
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    learner = program("instructor")
    text = "She can tie knots; write to mary.knots@example.org."
    asked = {"texts": [text], "purpose": "suggest-claims"}
    blanked = learner.post(ADDRESS, asked).json()["results"][0]["blanked"]
    assert {one["kind"] for one in blanked} >= {"pronoun", "contact"}
    assert learner.post(ADDRESS, {**asked, "is_about_person": False}).json()["results"][0]["blanked"] == []
    assert learner.post(ADDRESS, {"texts": [text], "is_about_person": True}).json()["results"][0]["blanked"] == blanked


@pytest.mark.usefixtures("harbour")
def test_what_is_off_too_long_or_unknown_is_a_problem(campus: Campus, program: Any) -> None:
    lecturer, purpose = program("instructor"), Purpose.READ_ADVERTS
    oversight.turn(campus.actor("administrator"), purpose=purpose, on=False, reason="Not asked for.", at=NOW)
    off = lecturer.post(ADDRESS, {"texts": [KNOTS], "purpose": purpose})
    assert (off.status_code, off.json()["code"]) == (409, "purpose-off")
    assert "Not asked for." in off.json()["detail"]
    assert lecturer.post(ADDRESS, {"texts": []}).status_code == 422
    assert lecturer.post(ADDRESS, {"texts": ["a" * 15_000] * 2}).status_code == 413
    assert lecturer.post(ADDRESS, {"texts": [KNOTS], "framework": "esco"}).status_code == 404
    assert {one["purpose"]: one["is_on"] for one in lecturer.get("/models/purposes").json()}[purpose] is False


def test_the_register_is_open(campus: Campus, program: Any) -> None:
    del campus
    listed = program().get("/models").json()
    assert {one["code"] for one in listed} >= {"english-encoder", "spelling", "recommender"}
    one = program().get("/models/spelling").json()
    assert (one["is_installed"], one["id"][:9], len(one["files"][0]["sha256"])) == (True, "spelling-", 64)
    assert program().get("/models/oracle").status_code == 404
