"""Voluntary answers and audits, as learners, administrators, registrars and the public meet them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from campus import NOW, Campus
from taxonomies import HARBOUR
from testamur.adapters.encoders import at_hand, choosing
from testamur.adapters.postgres.scope import within
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.insight import actions, queries
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import actor_for
from testamur.domain.learning import actions as learning
from testamur.domain.learning import queries as enrolled
from testamur.interfaces.web.fairness import showing

YEAR = "2026"


def signed_in(campus: Campus, role: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=campus.people[role].id))
    return client


@pytest.fixture
def asked(campus: Campus) -> Campus:
    """Twenty-four people who began, of whom twelve women stayed and six of twelve men left."""
    actions.begin_survey(
        campus.actor("administrator"),
        questions=("sex", "disability"),
        basis="consent",
        reference="DPIA 2026/4",
        assessed_on=NOW.date(),
        at=NOW,
    )
    offering = campus.offer()
    taking = [campus.enrol(offering, f"Learner {number}") for number in range(24)]
    people = {one.uuid: one.person_id for one in enrolled.enrolments(campus.system, offering=offering, limit=50)}
    for number, one in enumerate(taking):
        learner = actor_for(person=people[one], institution=campus.institution.id)
        actions.answer(learner, answers={"sex": "woman" if number < 12 else "man"}, at=NOW)
    for one in taking[18:]:
        learning.withdraw(campus.actor("registrar"), enrolment=one, at=NOW)
    return campus


def test_an_administrator_records_the_basis_and_a_learner_answers_changes_and_erases(campus: Campus) -> None:
    office, mine = signed_in(campus, "administrator"), signed_in(campus, "learner")
    assert "Nobody asks you anything" in mine.get("/mine/answers").content.decode()
    wrong = office.post("/office/north/survey", {"verb": "begin", "cell": "3", "assessed_on": "2999-01-01"})
    assert wrong.status_code == 422
    for said in ("Choose on which basis", "Choose what may be asked", "Say where the assessment", "from 10 to 100"):
        assert said in wrong.content.decode()
    given = {"basis": "consent", "reference": "DPIA 2026/4", "assessed_on": "2026-03-01", "cell": "10"}
    done = office.post("/office/north/survey", {"verb": "begin", "questions": ["sex", "age"], **given}, follow=True)
    assert "Learners are asked" in done.content.decode()
    page = mine.get("/mine/answers").content.decode()
    assert "DPIA 2026/4" in page
    assert page.count("I prefer not to say") == 2
    kept = mine.post("/mine/answers/north", {"verb": "keep", "sex": "woman", "age": "unsaid"}, follow=True)
    assert kept.content.decode().count(" checked>") == 2
    erased = mine.post("/mine/answers/north", {"verb": "erase"}, follow=True)
    assert " checked>" not in erased.content.decode()
    assert "Learner of north" not in office.get("/office/north/survey").content.decode()


def test_a_registrar_audits_reads_what_it_means_and_takes_the_report_away(asked: Campus) -> None:
    desk = signed_in(asked, "registrar")
    assert "Choose what is to be audited" in desk.post("/quality/north/fairness", {"period": YEAR}).content.decode()
    told = desk.post("/quality/north/fairness", {"what": "staying", "period": YEAR}, follow=True)
    page, address = told.content.decode(), told.request["PATH_INFO"]
    assert "Of 100 people in the group “Man”, 50 stayed in the course (6 of 12 counted)." in page
    assert "That is 0.50 times the rate of “Woman”, the highest." in page
    assert "under 0.8: look here" in page
    assert (
        "under four fifths of the highest: 1 of 1 that are compared with it, in all tables of the audit together (1)"
        in page
    )
    assert "the highest is of few people" in page
    assert "(12 of 12 counted)" in page
    assert "tells nearly of single people: published roughly" in page
    assert "too few people to tell of, or none." in page
    again = desk.post("/quality/north/fairness", {"what": "staying", "period": YEAR}, follow=True)
    assert again.request["PATH_INFO"] == address
    assert "shown again" in again.content.decode()
    table = b"".join(desk.get(f"{address}.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["group"], row["counted"], row["impact_ratio"]) for row in rows][:2] == [
        ("man", "12", "0.5"),
        ("otherwise", "", ""),
    ]
    figures = json.loads(desk.get(f"{address}.json").content)
    assert figures["tables"][0]["rows"][0]["under_four_fifths"] == "yes"
    assert desk.get(f"{address}.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{address}.exe").status_code == 422
    verbs = [one.verb for one in institution.audit(asked.actor("administrator"))]
    assert verbs.count("insight.take") == 3


def test_what_was_offered_is_audited_and_no_file_tells_what_the_page_leaves_out(asked: Campus) -> None:
    """Of 24 who looked, 22 were shown something: of the 22, the table would tell the two others by subtraction."""
    for number in range(24):
        person = get_user_model().objects.get(email=f"learner.{number}@example.org").pk
        learner = actor_for(person=person, institution=asked.institution.id)
        actions.note_offer(learner, what="recommendation", is_given=number < 22, at=NOW)
    desk = signed_in(asked, "registrar")
    page = desk.post("/quality/north/fairness", {"what": "recommended", "period": YEAR}, follow=True).content.decode()
    assert "were shown a recommendation (10 of 12 counted)" in page
    told = desk.post("/quality/north/fairness", {"what": "following", "period": YEAR}, follow=True)
    address, reason = told.request["PATH_INFO"], "Left out, as together with an earlier audit they would tell of fewer"
    assert reason in told.content.decode()
    assert "counted)." not in told.content.decode()
    assert "fewer than 10 people: Sex or gender." in told.content.decode()
    assert "Nothing can be told: together with an earlier audit" in told.content.decode()
    table = b"".join(desk.get(f"{address}.csv").streaming_content).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["group"] != "unknown"]
    assert {(row["counted"], row["selected"], row["rate"], row["shown"]) for row in rows} == {("", "", "", "no")}
    figures = json.loads(desk.get(f"{address}.json").content)
    assert figures["left_out"] == [["sex"], ["sex", "disability"]]
    assert {row["counted"] for one in figures["tables"] for row in one["rows"]} == {None}
    report = PdfReader(io.BytesIO(desk.get(f"{address}.pdf").content))
    assert json.loads(report.attachments["fairness.json"][0]) == figures
    assert "Left out" in "".join(one.extract_text() for one in report.pages)
    crossing = desk.post("/quality/north/fairness", {"what": "following", "period": "last-year"})
    assert crossing.status_code == 409
    assert "These months cross those of an earlier audit" in crossing.content.decode()


def test_opening_recommendations_and_finding_no_place_is_noted_of_who_has_answered(campus: Campus) -> None:
    place, learner = campus.institution.id, campus.actor("learner")
    actions.begin_survey(
        campus.actor("administrator"),
        questions=("sex",),
        basis="consent",
        reference="DPIA 2026/4",
        assessed_on=NOW.date(),
        at=NOW,
    )
    actions.answer(learner, answers={"sex": "woman"}, at=NOW)
    offering = campus.offer(places=1)
    campus.enrol(offering)
    mine = signed_in(campus, "learner")
    assert mine.get("/mine/next").status_code == 200
    assert mine.post(f"/mine/enrol/{offering}").status_code == 409
    with within(place), connection.cursor() as cursor:
        cursor.execute("SELECT what, is_given FROM insight_offer ORDER BY what")
        assert cursor.fetchall() == [("place", False), ("recommendation", False)]


def test_whether_a_text_led_to_a_suggestion_is_noted_and_nothing_of_it(
    campus: Campus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, actor = campus.institution.id, campus.actor("learner")
    frameworks.bring_in(system(place), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    basis = {"basis": "consent", "reference": "DPIA 2026/4", "assessed_on": NOW.date(), "at": NOW}
    actions.begin_survey(campus.actor("administrator"), questions=("sex",), **basis)
    actions.answer(actor, answers={"sex": "woman"}, at=NOW)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    signed_in(campus, "learner").post("/mine/skills/from-text", {"text": "I tie knots and splice ropes."})
    with within(place), connection.cursor() as cursor:
        cursor.execute("SELECT what, is_given FROM insight_offer")
        assert cursor.fetchall() == [("skill", True)]


def test_the_public_reads_what_is_published_until_it_is_taken_back(asked: Campus) -> None:
    desk, anyone = signed_in(asked, "registrar"), Client()
    desk.post("/quality/north/fairness", {"what": "staying", "period": YEAR})
    run = queries.runs(asked.actor("registrar"))[0].uuid
    assert anyone.get(f"/quality/north/fairness/published/{run}").status_code == 404
    desk.post(f"/quality/north/fairness/{run}/publish", {"verb": "publish", "note": "We ask those who left."})
    page = anyone.get(f"/quality/north/fairness/published/{run}").content.decode()
    assert "We ask those who left." in page
    assert "about 92 stayed in the course (all but fewer than 3 of 12 counted)" in page
    assert "about 42 stayed in the course (about 5 of 12 counted)" in page
    assert "12 of 12" not in page
    assert str(run) in anyone.get("/quality/north/fairness/published").content.decode()
    desk.post(f"/quality/north/fairness/{run}/publish", {"verb": "withdraw"})
    assert anyone.get(f"/quality/north/fairness/published/{run}").status_code == 404


@pytest.mark.parametrize("path", ["/quality/north/fairness", "/office/north/survey"])
def test_who_may_not_audit_is_told_so(campus: Campus, path: str) -> None:
    assert signed_in(campus, "instructor").get(path).status_code == 403
    assert "Nobody was asked yet" in signed_in(campus, "registrar").get("/quality/north/fairness").content.decode()


def test_an_answer_that_several_questions_have_is_told_with_its_question() -> None:
    assert showing.part_name("disability", "has-one") == "Disability: Yes"
    assert showing.part_name("sex", "woman") == "Woman"
