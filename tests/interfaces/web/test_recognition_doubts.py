"""Doubtful evidence on pages: said plainly to both sides, and confirmed with a reason before anything is granted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from campus import Campus
from recognition_office import badge, report
from testamur.core.credential.report import failed
from testamur.core.model.quantity import CreditAmount
from testamur.domain.recognition import actions
from testamur.domain.recognition.values import Draft, Match, TargetOutcome

Enter = Callable[[str], Client]
WHY = "The signature does not fit: something was changed after it was issued."
WHOSE = "It is made out to another person, “Farah Hanim”. The applicant is “Learner of north”."
BOTH = ("data", "stat")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def unit(campus: Campus) -> UUID:
    return actions.publish_unit(
        campus.actor("registrar"),
        code="STAT101",
        kind="unit",
        title="Data and statistics",
        worth=CreditAmount(Decimal(6), "ECTS"),
        outcomes=tuple(TargetOutcome(one, {"und": one.title()}) for one in BOTH),
        at=now(),
    )


@pytest.fixture
def forged(campus: Campus, unit: UUID) -> UUID:
    """A request in assessment with a forged credential of somebody else; nothing of it is covered by the second."""
    learner, registrar = campus.actor("learner"), campus.actor("registrar")
    request = actions.open_request(learner, purpose="credit", basis="micro_credential", unit=unit, at=now())
    said = report(badge(holder="Farah Hanim"), failed("signature", "signature-does-not-fit"))
    actions.add_credential(learner, request=request, content=b"{}", report=said, at=now())
    actions.submit(learner, request=request, at=now())
    actions.accept(registrar, request=request, at=now())
    actions.begin(registrar, request=request, at=now())
    judged = [Match("data", "same"), Match("stat", "missing")]
    actions.compare(registrar, request=request, matches=judged, checklist={}, at=now())
    return request


def test_the_desk_and_the_applicant_read_why_and_whose(as_role: Enter, forged: UUID) -> None:
    case = as_role("registrar").get(f"/desk/north/recognition/{forged}").content.decode()
    own = as_role("learner").get(f"/mine/recognition/{forged}").content.decode()
    for page in (case, own):
        assert WHY in page
        assert WHOSE in page
    assert "6, without saying in which unit" in case


def test_the_form_begins_with_what_is_covered_and_warns(as_role: Enter, forged: UUID) -> None:
    page = as_role("registrar").get(f"/desk/north/recognition/{forged}/ruling/decide").content.decode()
    assert "Look at this before anything is granted" in page
    assert WHY in page
    assert WHOSE in page
    assert 'value="data" checked' in page
    assert 'value="stat" checked' not in page
    assert "Stat (Not covered)" in page
    assert 'value="full" checked' not in page


def test_granting_all_the_same_takes_a_reason(as_role: Enter, forged: UUID) -> None:
    registrar, address = as_role("registrar"), f"/desk/north/recognition/{forged}/ruling/decide"
    ruling = {"outcome": "full", "source": "credit_transfer", "credits": "6", "unit": "ECTS", "recognised": list(BOTH)}
    answer = registrar.post(address, ruling)
    assert answer.status_code == 422
    assert "Say why it can be granted all the same." in answer.content.decode()
    ruling["despite_doubts"] = "Seen on paper, with her passport."
    looked = registrar.post(address, ruling).content.decode()
    assert "The comparison says that this is not covered, and it is about to be recognised: Stat." in looked
    assert "Seen on paper, with her passport." in looked
    assert registrar.post(address, {**ruling, "sure": "1"}).status_code == 302
    case = registrar.get(f"/desk/north/recognition/{forged}").content.decode()
    assert "Seen on paper, with her passport." in case
    assert "Make it a precedent" not in case


def test_the_applicants_own_pages_speak_to_them(campus: Campus, as_role: Enter, forged: UUID) -> None:
    learner, registrar = as_role("learner"), campus.actor("registrar")
    actions.ask(registrar, request=forged, question="Whose is it?", at=now())
    for address in ("/mine/recognition", f"/mine/recognition/{forged}"):
        page = learner.get(address).content.decode()
        assert "Waiting for you" in page
        assert "Waiting for the applicant" not in page
    actions.answer(campus.actor("learner"), request=forged, text="Mine.", at=now())
    half = CreditAmount(Decimal(3), "ECTS")
    draft = Draft("partial", "rpl", half, recognised=("data",), reasons="So.", despite_doubts="Seen on paper.")
    actions.decide(registrar, request=forged, draft=draft, at=now())
    actions.appeal(campus.actor("learner"), request=forged, grounds="More.", at=now())
    page = learner.get(f"/mine/recognition/{forged}").content.decode()
    assert "Your appeal is being looked at" in page


def test_an_upload_that_does_not_check_says_so_and_who_sees_it(as_role: Enter, unit: UUID) -> None:
    learner = as_role("learner")
    chosen = {"target": f"unit:{unit}", "purpose": "credit", "basis": "studies"}
    place = learner.post("/recognition/at/north", chosen)["Location"]
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], **badge()}
    page = learner.post(place, {"text": json.dumps(document), "add": "1"}, follow=True).content.decode()
    assert "The credential was taken, but it is not valid. It is not signed." in page
    assert "It is in your draft: nobody sees it before you hand in the request." in page
    assert "is handed in." not in page
