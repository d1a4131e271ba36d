"""Skills for the outcomes of a draft over the API, decided on and kept as the page does; by spelling alone here."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from campus import NOW, example
from studio import Studio
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.core.model.definition import parse
from testamur.domain.design import queries
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import system
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight import queries as overseen
from testamur.domain.oversight.values import Purpose

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


@pytest.fixture
def design(campus: Campus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UUID:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    said = parse(example()).outcomes[0].text.original
    return Studio(campus).draft(example().replace(said, "Tie knots that hold a boat."))


def listed(program: Any, design: UUID, more: str = "") -> Any:
    return program.get(f"/designs/{design}/suggestions?outcome=LO1{more}").json()


def test_a_skill_is_accepted_refused_and_suggested_again_and_each_is_kept(
    campus: Campus, design: UUID, program: Any
) -> None:
    lecturer, address = program("instructor"), f"/designs/{design}/suggestions/decisions"
    told = listed(lecturer, design)
    best = told["skills"][0]
    assert (best["uri"], best["words"]["words"], told["refused"]) == (uri("knots"), "Tie knots", [])

    def decided(verdict: str, skill: str = uri("knots")) -> Any:
        return lecturer.post(address, {"outcome": "LO1", "uri": skill, "verdict": verdict})

    assert decided("refused").json() == {"done": True}
    told = listed(lecturer, design)
    assert uri("knots") not in {one["uri"] for one in told["skills"]}
    assert [one["uri"] for one in told["refused"]] == [uri("knots")]
    assert decided("reopened").status_code == 200
    assert decided("accepted").status_code == 200
    source = queries.design(campus.actor("instructor"), uuid=design).source
    assert uri("knots") in source
    assert uri("knots") not in {one["uri"] for one in listed(lecturer, design)["skills"]}
    alike = listed(lecturer, design, f"&like={uri('knots')}")["skills"]
    assert uri("knots") not in {one["uri"] for one in alike}
    kept = overseen.decisions(campus.actor("administrator"), purpose=Purpose.SUGGEST_OUTCOME_SKILLS)
    assert [(one.verdict, one.offered.item) for one in kept] == [
        (verdict, uri("knots")) for verdict in ("refused", "reopened", "accepted")
    ]
    gone = decided("accepted", "https://example.org/never")
    assert (gone.status_code, gone.json()["code"]) == (409, "suggestion-gone")
    assert decided("perhaps").status_code == 422
    assert lecturer.post(address, {"outcome": "LO99", "uri": "x", "verdict": "refused"}).status_code == 404


def test_who_has_no_part_in_a_draft_or_has_it_off_decides_nothing(campus: Campus, design: UUID, program: Any) -> None:
    body = {"outcome": "LO1", "uri": uri("knots"), "verdict": "accepted"}
    address = f"/designs/{design}/suggestions/decisions"
    assert program("learner").post(address, body).status_code == 404
    assert program("instructor", "read-own").post(address, body).status_code == 403
    purpose, administrator = Purpose.SUGGEST_OUTCOME_SKILLS, campus.actor("administrator")
    oversight.turn(administrator, purpose=purpose, on=False, reason="Under review.", at=NOW)
    off = program("instructor").post(address, body)
    assert (off.status_code, off.json()["code"]) == (409, "purpose-off")
