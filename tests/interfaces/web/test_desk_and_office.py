"""Doors that open for some people only, and what happens behind them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import campus as campuses
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as award_queries
from testamur.domain.institution import queries as institution
from testamur.domain.issuing import actions as issuing
from testamur.domain.learning import queries as learning

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

MARKS = "name,email,plan,dataset,defence\nZoë,zoe@example.org,78,81,74\n,nobody@example.org,1,1,1\n"


@pytest.fixture
def offering(campus: campuses.Campus) -> UUID:
    return campus.offer()


def upload(text: str = MARKS) -> SimpleUploadedFile:
    return SimpleUploadedFile("marks.csv", text.encode(), "text/csv")


def test_desk_and_office_ask_strangers_to_sign_in(client: Client, campus: campuses.Campus, offering: UUID) -> None:
    code = campus.institution.code
    for path in (f"/desk/{code}/", f"/desk/{code}/offerings/{offering}", f"/office/{code}/", f"/office/{code}/keys"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_desk_and_office_stay_closed_to_learners(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    learner, code = as_role("learner"), campus.institution.code
    paths = ("", f"offerings/{offering}", f"offerings/{offering}/results", "credentials")
    rooms = ("", "keys", "jobs", "audit")
    for path in (*(f"/desk/{code}/{path}" for path in paths), *(f"/office/{code}/{room}" for room in rooms)):
        answer = learner.get(path)
        assert answer.status_code == 403, path
        assert "You may not do this" in answer.content.decode()


def test_another_university_s_registrar_finds_nothing_here(as_role: Enter, campus: campuses.Campus) -> None:
    other = campuses.found("south")
    offering = other.offer()
    assert as_role("registrar").get(f"/desk/south/offerings/{offering}").status_code == 403
    here = f"/desk/{campus.institution.code}/offerings/{offering}"
    assert "has not been applied yet" in as_role("registrar").get(here).content.decode()


def test_a_gradebook_is_looked_at_before_anything_is_recorded(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = as_role("registrar").post(path, {"file": upload()}).content.decode()
    assert "3 results can be recorded" in page
    assert "line 3, column “name”: there is no name" in page
    assert learning.enrolments(campus.actor("registrar"), offering=offering) == []


def test_a_preview_shows_people_and_marks_as_they_will_be_recorded(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    people = [f"P{n},p{n}@example.org,{n + 40},13/03/2026" for n in range(12)]
    text = "\n".join(["name,email,plan,plan date", *people])
    page = desk.post(path, {"file": upload(text)})
    seen = page.content.decode()
    assert all(f"<bdi>P{n}</bdi>" in seen for n in range(10))
    assert "<bdi>P10</bdi>" not in seen
    assert "and 2 more" in seen
    assert "49 %</strong>, " in seen
    desk.post(f"{path}/confirm", {"number": page.context["kept"].number, "enrol_new": "1"})
    again = desk.post(path, {"file": upload(text.replace(",40,", ",90,"))}).content.decode()
    assert "new." not in again.split("<dl")[0]
    assert "1 result changes; what it was stays in the history." in again
    assert "11 results were recorded before" in again
    assert "so far:" in again


def test_a_row_that_is_wrong_in_several_cells_is_one_row(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    text = "name,email,plan,dataset,defence,plan date\nZoë,z@example.org,101,x,-1,31/02/2026\nBo,b@example.org,7,8,9,\n"
    page = as_role("registrar").post(path, {"file": upload(text)}).content.decode()
    assert "<dt>rows that cannot be used</dt><dd>1</dd>" in page


def test_the_row_that_settles_how_days_are_read_is_named(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    text = "name,email,plan,plan date\nZoë,z@example.org,70,03/04/2026\nBo,b@example.org,70,23/04/2026\n"
    page = as_role("registrar").post(path, {"file": upload(text)}).content.decode()
    assert "read as day/month, because of line 3: 23/04/2026" in page


def test_what_was_looked_at_is_recorded_once_confirmed(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = desk.post(path, {"file": upload()})
    number = page.context["kept"].number
    told = desk.post(f"{path}/confirm", {"number": number, "enrol_new": "1", "held_as_designed": "1"}, follow=True)
    assert "3 results recorded; 1 person newly enrolled; 1 row left out." in told.content.decode()
    assert "Left out: <br>line 3, column “name”: there is no name" in told.content.decode()
    desk.post(f"/desk/{campus.institution.code}/offerings/{offering}/decide")
    queue = desk.get(f"/desk/{campus.institution.code}/offerings/{offering}").content.decode()
    assert "Zoë" in queue
    assert "The total is 78.05\N{NO-BREAK SPACE}%, at least 60\N{NO-BREAK SPACE}% needed." in queue


def test_who_may_not_decide_comes_to_the_people_whose_marks_were_imported(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("instructor"), f"/desk/{campus.institution.code}/offerings/{offering}"
    number = desk.post(f"{path}/results", {"file": upload()}).context["kept"].number
    answer = desk.post(f"{path}/results/confirm", {"number": number, "enrol_new": "1"})
    assert answer["Location"] == f"{path}/people"
    queue = desk.get(path).content.decode()
    assert "A registrar applies the award rule." in queue
    assert "then apply the rule" not in queue


def test_rows_that_were_left_out_are_told_one_by_one_from_the_top(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    number = desk.post(path, {"file": upload("name,No,plan\nBo,A-9,1\n,A-8,1\n")}).context["kept"].number
    told = desk.post(f"{path}/confirm", {"number": number}, follow=True).content.decode()
    assert -1 < told.index("<br>line 2: ") < told.index("<br>line 3, column “name”")


def test_an_assessment_without_a_column_is_called_by_its_title(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = as_role("registrar").post(path, {"file": upload("name,email,plan\nZoë,z@example.org,70\n")}).content.decode()
    assert "No column holds the results of “Defence before a panel”" in page


def test_a_column_can_be_called_something_else(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    text = "who,email,first thing\nZoë,zoe@example.org,39\n"
    mapped = {
        "file": upload(text),
        "column-1": "name",
        "heading-1": "who",
        "column-3": "plan",
        "heading-3": "first thing",
        "scale-3": "50",
    }
    page = desk.post(path, mapped)
    assert "1 result can be recorded" in page.content.decode()
    mapped["file"] = ""  # the confirmation goes without the file
    desk.post(f"{path}/confirm", {**mapped, "number": page.context["kept"].number, "enrol_new": "1"})
    taking = learning.enrolments(campus.actor("registrar"), offering=offering)[0]
    assert str(taking.results[0].percent.normalize()) == "78"


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "The list is empty"), ("a,b\n1,2\n", "No column holds the names"), ("PK\x03\x04zip", "not a CSV file")],
)
def test_a_file_that_is_no_gradebook_is_answered_with_advice(
    as_role: Enter, campus: campuses.Campus, offering: UUID, text: str, says: str
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    answer = as_role("registrar").post(path, {"file": upload(text)})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_people_who_cannot_be_found_are_named_and_nothing_is_promised_of_them(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = desk.post(path, {"file": upload("name,No,plan,dataset,defence\nZoë,A-7,78,81,74\nBo,A-9,1,2,3\n")})
    text = page.content.decode()
    assert "There is no new result to record" in text
    assert "2 people were not found in this offering" in text
    assert "Zoë" in text
    assert "Record " not in text.split("<main")[1]
    told = desk.post(f"{path}/confirm", {"number": page.context["kept"].number, "enrol_new": "1"}, follow=True)
    assert "0 results recorded; 0 people newly enrolled; 2 rows left out." in told.content.decode()
    assert "“Zoë” (number: A-7) is not among those enrolled here" in told.content.decode()


def test_going_back_and_recording_again_says_that_it_was_recorded(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    kept = {"number": desk.post(path, {"file": upload()}).context["kept"].number, "enrol_new": "1"}
    desk.post(f"{path}/confirm", kept)
    for again in (path, f"{path}/confirm"):
        assert "This file was recorded already" in desk.post(again, kept).content.decode()
        assert "an hour at most" in desk.post(again, {"number": "unheard-of"}).content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("who,email,plan\nZoë,zoe@example.org,39\n", "Choose “Name” beside the right one"),
        ("name,full name,email,plan\nZ,Zoë,zoe@example.org,39\n", "1 result can be recorded"),
        ("student,learner,email,plan\nZ,Zoë,zoe@example.org,39\n", "Choose it beside the right one of them"),
        ("name,email,plan (Real)\nZoë,zoe@example.org,9\n", "Out of, if points"),
    ],
)
def test_a_page_never_speaks_of_the_command_line(
    as_role: Enter, campus: campuses.Campus, offering: UUID, text: str, says: str
) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = as_role("registrar").post(path, {"file": upload(text)}).content.decode()
    assert says in page
    assert "--map" not in page
    assert 'name="column-1"' in page


def test_columns_are_chosen_on_the_page_that_asks_for_them(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}/results"
    page = desk.post(path, {"file": upload("who,email,plan\nZoë,zoe@example.org,39\n")})
    assert page.status_code == 422
    chosen = {"number": page.context["kept"].number, "column-1": "name", "heading-1": "who"}
    assert "1 result can be recorded" in desk.post(path, chosen).content.decode()


def test_another_person_s_upload_cannot_be_confirmed(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/results"
    number = as_role("registrar").post(path, {"file": upload()}).context["kept"].number
    answer = as_role("instructor").post(f"{path}/confirm", {"number": number})
    assert "Choose it again" in answer.content.decode()


def test_where_nobody_recorded_the_supervision_the_queue_says_what_to_do(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}"
    said = "import the list again and tick that they were held as designed"
    for ticked in ({}, {"held_as_designed": "1"}):
        number = desk.post(f"{path}/results", {"file": upload()}).context["kept"].number
        desk.post(f"{path}/results/confirm", {"number": number, "enrol_new": "1", **ticked})
        desk.post(f"{path}/decide")
        assert (said in desk.get(path).content.decode()) is not bool(ticked)
    assert said not in desk.get(f"{path}?verdict=unknown").content.decode()


def test_an_address_does_not_stand_where_numbers_do(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    campus.enrol(offering, "Aisyah")
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}"
    desk.post(f"{path}/decide")
    assert 'data-label="Number">–</td>' in desk.get(path).content.decode()


def test_awarding_nobody_says_so(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    path = f"/desk/{campus.institution.code}/offerings/{offering}/award"
    page = as_role("registrar").post(path, {"chosen": ["nonsense"]}, follow=True)
    assert "nobody was awarded" in page.content.decode()


def test_awarding_many_shows_how_far_it_is(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    campus.graduate(offering)
    desk, here = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}"
    desk.post(f"{here}/decide")
    page = desk.post(f"{here}/award", {"all": "1", "sure": "1"}, follow=True)
    assert "0 of 1" in page.content.decode()
    assert "hx-get" in page.content.decode()


def test_awarding_tells_when_the_credentials_are_signed(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking = campus.graduate(offering)
    registrar = campus.actor("registrar")
    batch = awards.confer_many(registrar, enrolments=[taking], at=campuses.NOW)
    awards.confer_chunk(campus.system, batch=str(batch), first=0, last=2**31, at=campuses.NOW)
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/batches/{batch}"
    page = desk.get(path).content.decode()
    assert "Their credentials are being signed: 0 of 1." in page
    assert "hx-get" in page
    award = award_queries.of_enrolment(registrar, enrolment=taking)
    assert award
    issuing.sign(campus.system, awards=[str(award.uuid)], at=campuses.NOW)
    page = desk.get(path).content.decode()
    assert "The credential is signed. Its holder has it now." in page
    assert "hx-get" not in page


def test_awarding_everyone_says_how_many_and_asks_first(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    campus.graduate(offering)
    campus.graduate(offering, "Jordi")
    desk, here = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}"
    desk.post(f"{here}/decide")
    assert "Award all 2 people who meet the rule</button>" in desk.get(here).content.decode()
    for given in ({"all": "1"}, {"all": "1", "sure": "1"}):
        page = desk.post(f"{here}/award", given)
        assert page.status_code == 200
        assert "Award 2 people?" in page.content.decode()
        assert "Jordi" in page.content.decode()
    assert desk.post(f"{here}/award", {"all": "1", "sure": "2"}).status_code == 302


def test_whoever_awards_the_same_people_again_hears_that_they_hold_it(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking = campus.graduate(offering)
    desk, here = as_role("registrar"), f"/desk/{campus.institution.code}/offerings/{offering}"
    desk.post(f"{here}/decide")
    awards.confer(campus.actor("registrar"), enrolment=taking, at=campuses.NOW)
    page = desk.post(f"{here}/award", {"all": "1", "sure": "1"}, follow=True).content.decode()
    assert "everyone who meets the rule holds the award already" in page
    batch = awards.confer_many(campus.actor("registrar"), enrolments=[taking], at=campuses.NOW)
    awards.confer_chunk(campus.system, batch=str(batch), first=0, last=2**31, at=campuses.NOW)
    page = desk.get(f"/desk/{campus.institution.code}/batches/{batch}").content.decode()
    assert "Nobody was awarded" in page
    assert "They hold this award already" in page
    assert "being signed" not in page


def test_roles_are_granted_and_withdrawn_but_never_the_last_administrator(
    as_role: Enter, campus: campuses.Campus
) -> None:
    office, code = as_role("administrator"), campus.institution.code
    office.post(f"/office/{code}/invite", {"email": "new@example.org", "name": "Noor", "roles": ["instructor"]})
    noor = institution.people(campus.actor("administrator"), text="new@example.org")[0]
    office.post(f"/office/{code}/people/{noor.uuid}", {"withdraw": "instructor"})
    assert institution.people(campus.actor("administrator"), text="new@example.org") == []
    last = campus.people["administrator"].uuid
    page = office.post(f"/office/{code}/people/{last}", {"withdraw": "administrator"}, follow=True)
    assert "Nobody would be left" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "nonsense", "roles": ["learner"]}, "name@example.edu"),
        ({"email": "a@example.org"}, "Choose at least one role"),
        ({"email": "a@example.org", "roles": ["emperor"]}, "Choose at least one role"),
        ({"email": "a@example.org", "name": "x\u202ey", "roles": ["learner"]}, "wrong"),
    ],
)
def test_an_invitation_that_cannot_be_used_says_why_beside_the_field(
    as_role: Enter, campus: campuses.Campus, given: dict[str, object], says: str
) -> None:
    answer = as_role("administrator").post(f"/office/{campus.institution.code}/invite", given)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_key_is_rotated_only_by_somebody_who_means_it(as_role: Enter, campus: campuses.Campus) -> None:
    office, path = as_role("administrator"), f"/office/{campus.institution.code}/keys"
    assert "you mean it" in office.post(f"{path}/rotate").content.decode()
    assert "No key yet" in office.get(path).content.decode()
    office.post(f"{path}/rotate", {"sure": "1"})
    assert "did:web:" in office.get(path).content.decode()


def test_the_log_shows_what_was_done_and_that_it_is_whole(as_role: Enter, campus: campuses.Campus) -> None:
    page = as_role("administrator").get(f"/office/{campus.institution.code}/audit?check=1").content.decode()
    assert "institution.invite" in page
    assert "each fits the one before" in page


def test_one_click_signs_in_in_a_demo_only(client: Client, settings: LazySettings, campus: campuses.Campus) -> None:
    email = campus.people["registrar"].email
    assert client.post("/play", {"person": email}).status_code == 404
    settings.IS_DEMO = True
    assert client.post("/play", {"person": email}).status_code == 404


def test_whoever_signs_in_comes_to_where_they_work(as_role: Enter, campus: campuses.Campus) -> None:
    code = campus.institution.code
    assert as_role("registrar").get("/welcome")["Location"] == f"/desk/{code}/"
    assert as_role("administrator").get("/welcome")["Location"] == f"/office/{code}/"
    assert as_role("learner").get("/welcome")["Location"] == "/mine"


def test_enrolling_and_leaving_are_each_one_click(as_role: Enter, offering: UUID) -> None:
    learner = as_role("learner")
    page = learner.post(f"/mine/enrol/{offering}", follow=True).content.decode()
    assert "You are enrolled" in page
    assert "there is no result yet" in page
    again = learner.post(f"/mine/enrol/{offering}")
    assert again.status_code == 409
    taking = page.split("/mine/leave/")[1][:36]
    assert "You have left" in learner.post(f"/mine/leave/{taking}", follow=True).content.decode()
