"""Quality on pages: the way of what is out, the calendar, samples, families, bodies outside, readiness, policies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from studio import Studio
from testamur.domain.design import actions, house, queries, readiness
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.quality.icalendar import Day, calendar

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

HERE = "/quality/north"


@pytest.fixture
def studio(campus: campuses.Campus) -> Studio:
    """A design studio with nothing on its desk."""
    return Studio(campus)


def as_actor(actor: Actor) -> Client:
    client = Client()
    person = get_user_model().objects.get(pk=actor.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_administrator_opens_the_review_and_approves(as_role: Enter, studio: Studio) -> None:
    design, admin = studio.submitted(), as_role("administrator")
    review = f"/design/north/reviews/{design}"
    page = text_of(admin, review)
    assert "It waits for an independent reviewer" in page
    assert 'value="pass"' not in page
    assert admin.post(review, {"verb": "assign", "email": "ravi@example.org"}).status_code == 302
    assert "Ravi is reviewing it" in text_of(admin, review)
    refused = admin.post(review, {"verb": "pass", "level": "EQF 6", "credit_value": "5 ECTS", "has_interest": "no"})
    assert refused.status_code == 403
    studio.passed(design)
    assert "weighed EQF 6, 5 ECTS" in text_of(admin, review)
    told = {"verb": "approve", "level": "EQF 6", "credit_value": "5 ECTS", "review_months": "12"}
    assert admin.post(review, told)["Location"].endswith("/hand-in")
    [approval] = queries.approvals(studio.lecturer, uuid=design)
    assert approval.weighed_by == studio.reviewer.me != approval.approved_by
    assert "Publish it" in text_of(admin, "/design/north/reviews")


def test_whoever_has_an_interest_leaves_the_review_to_others(studio: Studio) -> None:
    design, reviewer = studio.submitted(), as_actor(studio.reviewer)
    review = f"/design/north/reviews/{design}"
    reviewer.post(review, {"verb": "take"})
    assert "Say which interest it is." in reviewer.post(review, {"verb": "interest"}).content.decode()
    told = {"verb": "interest", "interest": "My brother teaches it."}
    assert reviewer.post(review, told)["Location"] == "/design/north/reviews"
    page = text_of(reviewer, review)
    assert "you have an interest in it" in page
    assert 'value="pass"' not in page
    assert "not for you, you have an interest in it" in text_of(reviewer, "/design/north/reviews")
    assert queries.task(studio.registrar, uuid=design).review.reviewer is None


def test_what_is_out_is_looked_at_again_revised_and_retired(as_role: Enter, studio: Studio) -> None:
    design, reviewer, registrar = studio.published(), as_actor(studio.reviewer), as_role("registrar")
    way = f"{HERE}/designs/{design}"
    page = text_of(reviewer, way)
    assert "weighed by" in page
    assert "Begin a revision" not in page
    assert "somebody who may" not in page
    assert reviewer.post(way, {"verb": "look", "note": "Seen."}).status_code == 422
    looked = {"verb": "look", "outcome": "changes", "note": "The platform changed.", "minutes": "30"}
    reviewer.post(way, looked)
    assert queries.design(studio.lecturer, uuid=design).line.state == "review_due"
    mine = as_role("instructor").post(way, {**looked, "outcome": "passed", "has_interest": "no"})
    assert mine.status_code == 403
    made = registrar.post(way, {"verb": "revise"})["Location"]
    assert "the version before" in text_of(registrar, made)
    assert registrar.post(way, {"verb": "retire", "reason": ""}).status_code == 422
    registrar.post(way, {"verb": "retire", "reason": "Nobody asks for it any more."})
    assert "Nobody asks for it any more." in text_of(reviewer, way)
    assert "Nothing is out" in text_of(reviewer, f"{HERE}/")


def test_the_calendar_lists_what_is_due_and_goes_into_other_programs(studio: Studio) -> None:
    design, reviewer = studio.published(), as_actor(studio.reviewer)
    page = text_of(reviewer, f"{HERE}/")
    assert "nobody has looked at its indicators yet" in page
    assert "Nothing is out" not in text_of(reviewer, f"{HERE}/?because=overdue")
    calendar = reviewer.get(f"{HERE}/reviews.ics").content.decode()
    assert f"UID:{design}@testserver\r\n" in calendar
    assert "DTSTART;VALUE=DATE:20290302\r\n" in calendar
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75
    assert Client().get(f"{HERE}/").status_code == 302


def test_a_calendar_escapes_what_separates_and_cuts_no_letter_in_two() -> None:
    day = Day("1@here", date(2026, 12, 31), "Café; bar, and \\ more\n" + "é" * 80, "x", "https://example.org/")
    text = calendar("Reviews", [day], at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "DTEND;VALUE=DATE:20270101\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Café\\; bar\\, and \\\\ more\\n" + "é" * 80 in whole


def test_indicators_are_counted_told_with_their_whole_and_answered(as_role: Enter, studio: Studio) -> None:
    design, reviewer, lecturer = studio.published(), as_actor(studio.reviewer), as_role("instructor")
    assert "Definitions risk-2026.1" in text_of(reviewer, f"{HERE}/indicators")
    reviewer.post(f"{HERE}/indicators")
    page = text_of(reviewer, f"{HERE}/indicators")
    assert "No cohort yet" in page
    assert "Its makers have not answered yet." in page
    way = f"{HERE}/designs/{design}"
    assert "It is no verdict" in text_of(lecturer, way)
    lecturer.post(way, {"verb": "respond", "text": "It begins in autumn."})
    assert "It begins in autumn." in text_of(reviewer, way)
    assert lecturer.get(f"{HERE}/indicators").status_code == 403


def test_a_sample_is_drawn_shown_and_taken_away(as_role: Enter, studio: Studio) -> None:
    studio.published()
    registrar = as_role("registrar")
    assert registrar.post(f"{HERE}/samples", {"seed": "", "rate-high": "x"}).status_code == 422
    where = registrar.post(f"{HERE}/samples", {"seed": "board 7", "rate-high": "100"})["Location"]
    page = text_of(registrar, where)
    assert "it comes out the same" in page
    assert "1 of 1" in page
    sheet = b"".join(registrar.get(f"{where}.csv").streaming_content).decode()
    assert "high,100,yes,board 7" in sheet
    assert "the last sample chose it" in text_of(registrar, f"{HERE}/")
    assert as_actor(studio.reviewer).post(f"{HERE}/samples", {"seed": "mine"}).status_code == 403


def test_a_family_is_approved_once_its_sample_is(as_role: Enter, studio: Studio) -> None:
    lecturer, registrar = as_role("instructor"), as_role("registrar")
    where = lecturer.post(f"{HERE}/families", {"name": "Laboratory basics"})["Location"]
    design = studio.draft()
    assert "Data" in text_of(lecturer, where)
    lecturer.post(where, {"verb": "put", "design": str(design)})
    registrar.post(where, {"verb": "draw", "seed": "lot 1"})
    early = registrar.post(where, {"verb": "approve"})
    assert early.status_code == 409
    assert "Designs of the sample are not approved yet: 1" in early.content.decode()
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    studio.approved(design)
    registrar.post(where, {"verb": "approve"})
    assert "approved on" in text_of(registrar, f"{HERE}/families")


def test_a_body_outside_decides_and_everyone_reads_it(as_role: Enter, client: Client) -> None:
    admin = as_role("administrator")
    assert admin.post(f"{HERE}/dossiers", {"agency": ""}).status_code == 422
    where = admin.post(f"{HERE}/dossiers", {"agency": "Quality Body", "scope": "Micro-credentials"})["Location"]
    early = admin.post(where, {"verb": "move"})
    assert early.status_code == 409
    assert "data of the provider" in early.content.decode()
    for part in ("provider", "cohort", "assessments", "records", "credential", "workload"):
        admin.post(where, {"verb": "fill", "part": part, "text": "See annex."})
    panel = {"name-1": "Prof. One", "organisation-1": "South", "part-1": "peer", "name-2": "Nur", "part-2": "student"}
    for step in (
        {"verb": "move"},
        {"verb": "move"},
        {"verb": "panel", **panel},
        {"verb": "move"},
        {"verb": "move"},
        {"verb": "fill", "part": "report", "text": "Strong."},
        {"verb": "move"},
        {"verb": "fill", "part": "factual", "text": "Two dates corrected."},
    ):
        assert admin.post(where, step).status_code == 302, step
    silent = admin.post(where, {"verb": "decide", "decision": "conditional", "decided_on": "2026-03-01"})
    assert silent.status_code == 422
    decided = {"verb": "decide", "decision": "conditional", "decided_on": "2026-03-01", "valid_until": "2126-03-01"}
    condition = {"condition-1": "Publish pass rates", "due-1": "2026-12-01", "deqar_report_id": "12345"}
    assert admin.post(where, {**decided, **condition}).status_code == 302
    assert "granted with conditions: 1 of 1" in text_of(client, f"{HERE}/outcomes")
    assert "Conditions still open: 1 of 1" in text_of(client, f"{HERE}/outcomes")
    admin.post(where, {"verb": "meet", "number": "1"})
    page = text_of(client, f"{HERE}/outcomes")
    assert "Conditions still open: 0 of 1" in page
    assert "DEQAR report 12345" in page
    assert client.get(f"{HERE}/dossiers").status_code == 302


def test_a_published_page_names_its_makers_with_their_parts_and_leads_to_outcomes(
    client: Client, studio: Studio
) -> None:
    design = studio.published()
    uuid = queries.design(studio.lecturer, uuid=design).microcredential
    page = text_of(client, f"/id/mc/{uuid}")
    assert 'Ekwueme <span class="small muted">Subject expert</span>' in page
    assert 'Ravi <span class="small muted">Reviewer</span>' in page
    assert ("Reviewed and approved here on" in page, "Not reviewed here" in page) == (True, False)
    assert "Designed, reviewed and approved here: 1 of 1" in text_of(client, f"{HERE}/outcomes")
    assert f'href="{HERE}/outcomes"' in page
    assert "had fewer than 5 learners" in text_of(client, f"{HERE}/outcomes")


def test_readiness_goes_round_by_round_with_evidence(as_role: Enter) -> None:
    admin, here = as_role("administrator"), f"{HERE}/readiness"
    assert "No round yet" in text_of(admin, here)
    admin.post(here, {"verb": "begin"})
    page = admin.get(here)
    audit = str(page.context["newest"].uuid)
    first = readiness.questions().questions[0].code
    answer = {"verb": "answer", "audit": audit, "question": first, "standing": "in-place"}
    assert "shows its evidence" in admin.post(here, answer).content.decode()
    assert admin.post(here, {**answer, "evidence": "Senate 12/2026"})["Location"] == f"{here}#{first}"
    early = admin.post(here, {"verb": "close", "audit": audit})
    assert early.status_code == 422
    for one in readiness.questions().questions[1:]:
        told = {"standing": "planned", "owner": "Registry", "due_on": "2027-01-31"}
        admin.post(here, {"verb": "answer", "audit": audit, "question": one.code, **told})
    admin.post(here, {"verb": "close", "audit": audit, "note": "A year's work."})
    admin.post(here, {"verb": "begin"})
    page = text_of(admin, here)
    assert "Round 2" in page
    assert page.count("<rect") == 4
    assert as_role("instructor").get(here).status_code == 403


def test_a_default_policy_is_filled_in_and_put_into_force(as_role: Enter, client: Client) -> None:
    admin = as_role("administrator")
    assert client.get(f"{HERE}/policies/appeals").status_code == 404
    write = f"{HERE}/policies/appeals/write"
    default = house.defaults()["appeals"]
    told = {"title": "Appeals", "text": default.text, "holds_from": "2026-10-01"}
    early = admin.post(write, told)
    assert early.status_code == 422
    assert "square brackets" in early.content.decode()
    whole = default.text
    for hole in default.holes:
        whole = whole.replace(f"[{hole}]", "30")
    assert admin.post(write, {**told, "text": whole}).status_code == 302
    assert admin.post(write, {**told, "text": whole}).status_code == 409
    admin.post(write, {**told, "text": whole + "\n\nMore."})
    page = text_of(client, f"{HERE}/policies/appeals")
    assert "Version 2" in page
    assert "More." in page
    assert "More." not in text_of(client, f"{HERE}/policies/appeals?number=1")
    assert as_role("designer").get(write).status_code == 403
    admin.post(f"{HERE}/readiness", {"verb": "begin"})
    assert text_of(admin, f"{HERE}/readiness").count("The answer is older than the policy") == len(default.questions)


def test_newer_guidelines_are_a_choice_that_shows_what_it_changes(as_role: Enter, studio: Studio) -> None:
    lecturer = as_role("instructor")
    design = studio.draft(guidelines_wanted=["eu-2022@1.0"])
    page = text_of(lecturer, f"{HERE}/designs/{design}/guidelines")
    assert "What would change" in page
    assert "<del>eu-2022@1.0</del>" in page
    assert queries.design(studio.lecturer, uuid=design).guidelines == ("eu-2022@1.0",)
    lecturer.post(f"{HERE}/designs/{design}/guidelines", {"verb": "move"})
    assert queries.design(studio.lecturer, uuid=design).guidelines != ("eu-2022@1.0",)
    assert "There are no newer versions" in text_of(lecturer, f"{HERE}/designs/{design}/guidelines")


def test_a_partner_is_waited_for_or_gone_on_without(as_role: Enter, studio: Studio) -> None:
    design = studio.draft()
    studio.staffed(design)
    studio.joined(design, "review")
    studio.handed_in(design)
    studio.passed(design)
    registrar, way = as_role("registrar"), f"{HERE}/designs/{design}"
    assert "Wait for a partner, or go on" in text_of(registrar, "/design/north/reviews")
    waiting = text_of(as_role("administrator"), f"/design/north/reviews/{design}")
    assert "It waits for a partner" in waiting
    assert "Harbour Analytics" in waiting
    assert "A partner’s word" not in text_of(registrar, f"{HERE}/designs/{studio.draft()}")
    stops = [said for said, _standing in registrar.get(way).context["stops"]]
    assert stops[:4] == ["Writing", "Independent review", "waits for a partner", "Approval"]
    assert "somebody of a partner came in" in text_of(registrar, way)
    assert registrar.post(way, {"verb": "go-on", "reason": ""}).status_code == 422
    registrar.post(way, {"verb": "go-on", "reason": "They have closed."})
    assert queries.design(studio.lecturer, uuid=design).line.state == "approval"


def test_what_is_due_is_on_the_desk_of_reviewers(studio: Studio) -> None:
    design = studio.published()
    later = datetime.now(UTC) + timedelta(days=4 * 366)
    actions.watch(studio.campus.system, at=later)
    page = text_of(as_actor(studio.reviewer), "/design/north/reviews")
    assert f"{HERE}/designs/{design}" in page
    assert UUID(str(design)) in [one.design.uuid for one in queries.review_desk(studio.reviewer, at=later)]
