"""The register for everybody, the switches and figures of the office, and the log for an auditor."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.oversight import actions, queries
from testamur.domain.oversight.values import Offered, Purpose

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
OFFER = Offered("minilm-1", "urn:knots", {"label": "tie knots", "text": "Tie knots", "start": 0, "end": 9}, "Tie knots")


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def decide(campus: campuses.Campus, verdict: str = "accepted", times: int = 1) -> None:
    for _ in range(times):
        actions.decided(
            campus.actor("instructor"),
            purpose=Purpose.SUGGEST_OUTCOME_SKILLS,
            offered=OFFER,
            verdict=verdict,
            about="design:d/LO1",
            at=datetime.now(UTC),
        )


def test_everybody_sees_what_suggests_something_and_how_to_object(client: Client, campus: campuses.Campus) -> None:
    page = shown(client, "/models")
    assert page.count("On here") == len(queries.purposes())
    assert "How to object" in page
    reason = "The works council asked."
    actions.turn(campus.actor("administrator"), purpose="recommend", on=False, reason=reason, at=datetime.now(UTC))
    page = shown(client, "/models")
    assert reason in page
    assert "The catalogue can still be searched" in page


def test_every_model_has_its_technical_documentation(client: Client, campus: campuses.Campus) -> None:
    del campus
    for one in queries.models():
        page = shown(client, f"/models/{one.code}")
        assert one.installed is None or all(file.digest in page for file in one.installed.files)
        assert "What it was made from" in page
    assert client.get("/models/oracle").status_code == 404


def test_a_purpose_is_turned_off_with_a_reason_said_twice(campus: campuses.Campus, as_role: Enter) -> None:
    office, here = as_role("administrator"), "/office/north/models"
    asked = {"purpose": "recommend", "turn": "off", "reason": ""}
    refused = office.post(here, asked)
    assert refused.status_code == 422
    assert "Say why, in a sentence" in refused.content.decode()
    assert "Tick the box" in refused.content.decode()
    assert queries.is_on(campus.institution.id, Purpose.RECOMMEND)
    office.post(here, {**asked, "reason": "Not asked for.", "sure": "1"})
    assert not queries.is_on(campus.institution.id, Purpose.RECOMMEND)
    assert "Not asked for." in shown(office, here)
    assert as_role("instructor").get(here).status_code == 403


def test_drift_tells_no_month_in_which_few_decided(campus: campuses.Campus, as_role: Enter) -> None:
    office, here = as_role("administrator"), "/office/north/models/drift"
    assert "Nobody has decided" in shown(office, here)
    decide(campus, times=7)
    assert "fewer than 10" in shown(office, here)
    decide(campus, "refused", times=3)
    page = shown(office, here)
    assert "70 %" in page
    assert 'role="img"' in page
    table = b"".join(office.get(f"{here}?as=csv").streaming_content).decode()
    assert table.splitlines()[1].split(",")[3:9] == ["10", "7", "3", "0", "0", "0.7"]


def test_an_auditor_takes_the_log_away_and_people_see_their_own(campus: campuses.Campus, as_role: Enter) -> None:
    decide(campus)
    office, here = as_role("administrator"), "/office/north/models/decisions"
    line = json.loads(b"".join(office.get(f"{here}.jsonl").streaming_content))
    assert (line["decision"], line["model_id"], line["overridden"], len(line["input_digest"])) == (
        *("accepted", "minilm-1", False),
        64,
    )
    assert "tie knots" in b"".join(office.get(f"{here}.csv").streaming_content).decode()
    assert office.get(f"{here}.xml").status_code == 404
    assert "“Tie knots”" in shown(as_role("instructor"), "/mine/suggestions")
    assert "Nothing yet" in shown(as_role("administrator"), "/mine/suggestions")
