"""Recognition on pages: asked for step by step, decided at the desk, appealed, found again as a precedent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campus import Campus
from testamur.core.model.quantity import CreditAmount
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import TargetOutcome

Enter = Callable[[str], Client]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def unit(campus: Campus) -> UUID:
    """A unit that can be asked for."""
    return actions.publish_unit(
        campus.actor("registrar"),
        code="STAT101",
        kind="unit",
        title="Data and statistics",
        worth=CreditAmount(Decimal(6), "ECTS"),
        levels=("EQF 6",),
        outcomes=(
            TargetOutcome("data", {"und": "Clean and describe data sets"}),
            TargetOutcome("stat", {"und": "Test a hypothesis with statistics"}),
        ),
        at=now(),
    )


def asked(campus: Campus, unit: UUID) -> UUID:
    """Return a request that is being assessed."""
    learner, registrar = campus.actor("learner"), campus.actor("registrar")
    request = actions.open_request(learner, purpose="credit", basis="experience", unit=unit, at=now())
    actions.describe(learner, request=request, narrative="Five years of census work.", at=now())
    actions.submit(learner, request=request, at=now())
    actions.accept(registrar, request=request, at=now())
    actions.begin(registrar, request=request, at=now())
    return request


def test_a_learner_asks_step_by_step(campus: Campus, as_role: Enter, unit: UUID) -> None:
    learner = as_role("learner")
    assert "North University" in learner.get("/recognition").content.decode()
    page = learner.get("/recognition/at/north").content.decode()
    assert "Data and statistics (STAT101, 6 ECTS)" in page
    opened = learner.post("/recognition/at/north", {"target": f"unit:{unit}", "purpose": "credit", "basis": "studies"})
    place = opened["Location"]
    assert re.fullmatch(r"/mine/recognition/[0-9a-f-]{36}/step/evidence", place)
    transcript = SimpleUploadedFile("transcript.pdf", b"%PDF-1.7 marks")
    assert learner.post(place, {"file": transcript, "add": "1"}).status_code == 302
    assert "transcript.pdf" in learner.get(place).content.decode()
    account = place.replace("evidence", "account")
    assert learner.post(account, {"narrative": "I took it in 2025.", "language": "ms"}).status_code == 302
    review = place.replace("evidence", "review")
    assert "I took it in 2025." in learner.get(review).content.decode()
    followed = learner.post(review)["Location"]
    shown = learner.get(followed).content.decode()
    assert "Handed in" in shown
    assert "answer due by" in shown
    assert "Data and statistics" in learner.get("/mine/recognition").content.decode()
    again = learner.post(review)
    assert again["Location"] == followed
    assert len(queries.desk(campus.actor("registrar"), on=now().date())) == 1


def test_the_desk_shows_and_decides(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request, registrar = asked(campus, unit), as_role("registrar")
    desk = registrar.get("/desk/north/recognition/").content.decode()
    assert "Learner of north" in desk
    case = registrar.get(f"/desk/north/recognition/{request}").content.decode()
    assert "Clean and describe data sets" in case
    form = registrar.get(f"/desk/north/recognition/{request}/ruling/decide").content.decode()
    assert "Granted is the default" in form
    ruling = {
        "outcome": "partial",
        "source": "rpl",
        "credits": "3",
        "unit": "ECTS",
        "recognised": ["data"],
        "reasons": "The census work covers the first half.",
    }
    looked = registrar.post(f"/desk/north/recognition/{request}/ruling/decide", ruling).content.decode()
    assert "Is this what you mean?" in looked
    assert queries.request(campus.actor("registrar"), uuid=request, on=now().date()).decision is None
    done = registrar.post(f"/desk/north/recognition/{request}/ruling/decide", {**ruling, "sure": "1"})
    assert done.status_code == 302
    learner = as_role("learner")
    told = learner.get(f"/mine/recognition/{request}").content.decode()
    assert "We recognise a part of “Data and statistics”." in told
    decision = queries.own_request(campus.people["learner"].id, request, on=now().date()).decision
    letter = learner.get(f"/mine/recognition/{request}/decisions/{decision.uuid}.pdf")
    assert letter.content.startswith(b"%PDF-")
    assert b"pdfaid" in letter.content


def test_a_refusal_without_a_difference_comes_back_with_the_reason(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request, registrar = asked(campus, unit), as_role("registrar")
    ruling = {"outcome": "refused", "source": "rpl", "reasons": "We would rather not."}
    answer = registrar.post(f"/desk/north/recognition/{request}/ruling/decide", {**ruling, "sure": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Granted is the default. To refuse, name at least one substantial difference" in page
    assert "We would rather not." in page


def test_every_page_of_the_desk_opens(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request, registrar = asked(campus, unit), as_role("registrar")
    for path in ("units", "precedents", "?view=done", "?as=csv"):
        assert registrar.get(f"/desk/north/recognition/{path}").status_code == 200
    assert as_role("administrator").get("/office/north/recognition").status_code == 200
    assert registrar.get("/recognition/transfer-values").status_code == 200
    assert as_role("learner").get(f"/mine/recognition/{request}/withdraw").status_code == 200
    written = {"outcome": "full", "source": "rpl", "credits": "3", "unit": "ECTS"}
    caps = registrar.post(f"/desk/north/recognition/{request}/caps", written)
    assert "No policy sets a cap here." in caps.content.decode()
