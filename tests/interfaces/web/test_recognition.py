"""Recognition on pages: asked for step by step, decided at the desk, appealed, found again as a precedent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campus import Campus
from testamur.core.model.quantity import CreditAmount
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import actor_for
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft, TargetOutcome

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


def begun(learner: Client, unit: UUID) -> str:
    """Return the address of a draft's first step."""
    chosen = {"target": f"unit:{unit}", "purpose": "credit", "basis": "studies"}
    return str(learner.post("/recognition/at/north", chosen)["Location"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("run.exe", b"MZ\x90\x00\x03", "This kind of file is not kept."),
        ("huge.pdf", b"%PDF-" + b"0" * (5 * 2**20), "bytes in one file, up to 5,242,880"),
        ("empty.pdf", b"", "Nothing was given."),
    ],
)
def test_a_file_that_is_not_kept_says_why_and_leaves_the_draft_as_it_is(
    as_role: Enter, unit: UUID, name: str, content: bytes, said: str
) -> None:
    learner = as_role("learner")
    place = begun(learner, unit)
    answer = learner.post(place, {"file": SimpleUploadedFile(name, content), "add": "1"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Nothing yet." in learner.get(place).content.decode()


def test_choosing_the_same_twice_goes_on_with_the_draft(as_role: Enter, unit: UUID) -> None:
    learner = as_role("learner")
    assert begun(learner, unit) == begun(learner, unit)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": ""}, "Choose what you would like your learning to be recognised as."),
        ({"target": "unit:nonsense"}, "This can no longer be asked for."),
        ({"target": "mc:0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"}, "This can no longer be asked for."),
        ({"purpose": "fame"}, "Choose what you want it for."),
        ({"basis": ""}, "Choose what you bring."),
    ],
)
def test_a_choice_that_cannot_be_made_is_told_beside_its_field(
    as_role: Enter, unit: UUID, change: dict[str, str], said: str
) -> None:
    chosen = {"target": f"unit:{unit}", "purpose": "credit", "basis": "studies", **change}
    answer = as_role("learner").post("/recognition/at/north", chosen)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nothing_to_judge_is_not_handed_in(as_role: Enter, unit: UUID) -> None:
    learner = as_role("learner")
    answer = learner.post(begun(learner, unit).replace("evidence", "review"))
    assert answer.status_code == 422
    assert "There is nothing to judge yet." in answer.content.decode()


@pytest.mark.parametrize("until", ["2026-02-30", "yesterday", "", "0001-01-01", "9999-12-31"])
def test_a_delay_until_an_impossible_day_is_refused(campus: Campus, as_role: Enter, unit: UUID, until: str) -> None:
    request, registrar = asked(campus, unit), as_role("registrar")
    told = {"verb": "delay", "until": until, "why": "Exams."}
    answer = registrar.post(f"/desk/north/recognition/{request}/do", told)
    assert answer.status_code == 422
    assert "Exams." in answer.content.decode()
    view = queries.request(campus.actor("registrar"), uuid=request, on=now().date())
    assert view.clock.delayed_until is None


def test_the_same_decision_sent_twice_is_taken_once(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request, registrar = asked(campus, unit), as_role("registrar")
    ruling = {"outcome": "full", "source": "rpl", "credits": "6", "unit": "ECTS", "reasons": "All of it.", "sure": "1"}
    answers = [registrar.post(f"/desk/north/recognition/{request}/ruling/decide", ruling) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "it is decided" in answers[1].content.decode()
    assert len(queries.request(campus.actor("registrar"), uuid=request, on=now().date()).decisions) == 1


def test_evidence_is_downloaded_and_never_runs_here(campus: Campus, as_role: Enter, unit: UUID) -> None:
    learner = as_role("learner")
    place = begun(learner, unit)
    page = b"<html><script>alert(1)</script></html>"
    learner.post(place, {"file": SimpleUploadedFile('"x".html', page), "add": "1"})
    request = UUID(place.split("/")[3])
    paper = queries.own_request(campus.people["learner"].id, request, on=now().date()).evidence[0]
    answer = learner.get(f"/mine/recognition/{request}/evidence/{paper.uuid}")
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == page


@pytest.mark.parametrize("role", ["learner", "instructor", "designer", "partner"])
def test_the_desk_is_for_who_assesses(campus: Campus, as_role: Enter, unit: UUID, role: str) -> None:
    request = asked(campus, unit)
    if role in campus.people:
        assert as_role(role).get("/desk/north/recognition/").status_code == 403
        assert as_role(role).get(f"/desk/north/recognition/{request}").status_code == 403


def test_a_strangers_request_is_not_there(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request = asked(campus, unit)
    for path in ("", "/withdraw", "/appeal", "/step/review"):
        assert as_role("designer").get(f"/mine/recognition/{request}{path}").status_code == 404
    assert Client().get(f"/mine/recognition/{request}")["Location"].startswith("/accounts/login/")


def test_what_is_asked_is_answered_on_the_same_page(campus: Campus, as_role: Enter, unit: UUID) -> None:
    request, registrar, learner = asked(campus, unit), as_role("registrar"), as_role("learner")
    question = {"verb": "ask", "question": "Which clinics, and when?"}
    assert registrar.post(f"/desk/north/recognition/{request}/do", question).status_code == 302
    page = learner.get(f"/mine/recognition/{request}").content.decode()
    assert "Which clinics, and when?" in page
    assert "The clock stands still" in page
    letter = SimpleUploadedFile("letter.txt", b"From 2014 to 2025.")
    learner.post(f"/mine/recognition/{request}/answer", {"file": letter, "add": "1"})
    assert learner.post(f"/mine/recognition/{request}/answer", {"text": ""}).status_code == 422
    assert learner.post(f"/mine/recognition/{request}/answer", {"text": "All three."}).status_code == 302
    case = registrar.get(f"/desk/north/recognition/{request}").content.decode()
    assert "All three." in case
    assert "letter.txt" in case


def test_what_another_proposed_is_decided_by_who_read_it(campus: Campus, as_role: Enter, unit: UUID) -> None:
    actions.publish_criteria(campus.actor("administrator"), statement="", appeal_body="Board", four_eyes=True, at=now())
    request = asked(campus, unit)
    reviewer = institution.invite(
        system(campus.institution.id), email="rita@north.example", roles=["reviewer"], at=now()
    )
    ruling = Draft("conditional", "rpl", conditions=("Show the census tables.",), reasons="Likely.")
    ruling = replace(ruling, credits=CreditAmount(Decimal(6), "ECTS"))
    proposer = actor_for(person=reviewer.id, institution=campus.institution.id)
    actions.propose(proposer, request=request, draft=ruling, at=now())
    registrar = as_role("registrar")
    page = registrar.get(f"/desk/north/recognition/{request}").content.decode()
    assert "Show the census tables." in page
    assert registrar.post(f"/desk/north/recognition/{request}/confirm").status_code == 422
    assert registrar.post(f"/desk/north/recognition/{request}/confirm", {"sure": "1"}).status_code == 302
    decision = queries.request(campus.actor("registrar"), uuid=request, on=now().date()).decision
    assert decision is not None
    assert decision.proposed_by_id == reviewer.id
