"""Offering, enrolling, marking and correcting by hand; and the wrong name in a credential put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.awards import actions as awards
from testamur.domain.issuing import queries as credentials
from testamur.domain.learning import queries

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
Counts = Callable[[], dict[str, int]]

DESK = "/desk/north"


@pytest.fixture
def offering(campus: campuses.Campus) -> UUID:
    return campus.offer()


def held(campus: campuses.Campus) -> list[Any]:
    return queries.offerings(campus.actor("registrar"), on=campuses.NOW.date())


def test_what_is_to_be_offered_is_chosen_first(as_role: Enter, campus: campuses.Campus) -> None:
    desk = as_role("registrar")
    assert "Nothing is published yet" in desk.get(f"{DESK}/offer").content.decode()
    assert "Offer something" in desk.get(f"{DESK}/").content.decode()
    uuid = campus.publish()
    assert f"?of={uuid}" in desk.get(f"{DESK}/offer").content.decode()
    assert "None found" in desk.get(f"{DESK}/offer?text=zzz").content.decode()
    assert as_role("instructor").get(f"{DESK}/offer").status_code == 403
    for wrong in ("nonsense", str(campuses.found("south").publish())):
        assert desk.get(f"{DESK}/offer?of={wrong}").status_code == 404


def test_an_offering_is_made_with_all_that_is_said_of_it(as_role: Enter, campus: campuses.Campus) -> None:
    path = f"{DESK}/offer?of={campus.publish()}"
    given = {"label": "Autumn <b>2026</b>", "starts_on": "2026-09-01", "ends_on": "2026-12-01", "places": "20"}
    given |= {"amount": "199,50", "currency": "eur", "enrol_by": "2026-08-30"}
    page = as_role("registrar").post(path, given, follow=True).content.decode()
    assert "It is offered." in page
    assert "Autumn &lt;b&gt;2026&lt;/b&gt;" in page
    made = held(campus)[0]
    assert (made.places, made.price_amount, made.price_currency) == (20, Decimal("199.50"), "EUR")


def test_everything_wrong_with_a_price_is_told_at_once(as_role: Enter, campus: campuses.Campus) -> None:
    path = f"{DESK}/offer?of={campus.publish()}"
    page = as_role("registrar").post(path, {"label": "A", "amount": "much", "currency": "rm"}).content.decode()
    assert "Write a number such as 390." in page
    assert "Write the three letters of a currency" in page


def test_an_administrator_who_may_not_see_people_comes_back_to_the_definition(
    as_role: Enter, campus: campuses.Campus
) -> None:
    uuid = campus.publish()
    answer = as_role("administrator").post(f"{DESK}/offer?of={uuid}", {"label": "Now"})
    assert answer["Location"] == f"/design/north/definitions/{uuid}"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Give it a name"),
        ({"label": "x" * 101}, "up to 100 characters"),
        ({"label": "a\u202eb"}, "cannot be seen"),
        ({"label": "x", "starts_on": "2026-02-31"}, "Write a day that exists"),
        ({"label": "x", "starts_on": "2026-09-02", "ends_on": "2026-09-01"}, "would end before it begins"),
        ({"label": "x", "enrol_by": "2026-09-02", "ends_on": "2026-09-01"}, "One could enrol after it has ended"),
        ({"label": "x", "places": "0"}, "Write a whole number from 1"),
        ({"label": "x", "places": "-3"}, "Write a whole number from 1"),
        ({"label": "x", "places": "9" * 40}, "Write a whole number from 1"),
        ({"label": "x", "amount": "-1", "currency": "EUR"}, "Write a number such as 390."),
        ({"label": "x", "amount": "NaN", "currency": "EUR"}, "Write a number such as 390."),
        ({"label": "x", "amount": "1e99", "currency": "EUR"}, "Write a number such as 390."),
        ({"label": "x", "amount": "5", "currency": "euro"}, "three letters of a currency"),
    ],
)
def test_an_offering_that_cannot_be_is_told_beside_the_field_and_not_made(
    as_role: Enter, campus: campuses.Campus, given: dict[str, str], says: str
) -> None:
    answer = as_role("registrar").post(f"{DESK}/offer?of={campus.publish()}", given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert answer.context["given"].get("label", "") == given.get("label", "")
    assert held(campus) == []


def test_an_earlier_version_can_be_offered(as_role: Enter, campus: campuses.Campus) -> None:
    uuid = campus.publish()
    campus.publish(campuses.example().replace('version: "1.0"', 'version: "2.0"'))
    desk = as_role("registrar")
    assert '<option value="1.0">' in desk.get(f"{DESK}/offer?of={uuid}").content.decode()
    desk.post(f"{DESK}/offer?of={uuid}", {"label": "Old", "version": "1.0"})
    desk.post(f"{DESK}/offer?of={uuid}", {"label": "New", "version": "7.7"})
    from testamur.domain.catalogue.queries import by_version

    assert {one.label: by_version(one.version).version.version for one in held(campus)} == {"Old": "1.0", "New": "2.0"}


def test_enrolment_ends_after_a_second_thought_and_for_good(as_role: Enter, campus: campuses.Campus) -> None:
    offering, desk = campus.offer(), as_role("registrar")
    path = f"{DESK}/offerings/{offering}/close"
    assert "it cannot be opened again" in desk.get(path).content.decode()
    assert held(campus)[0].is_open
    assert "Enrolment has ended" in desk.post(path, follow=True).content.decode()
    assert "had ended already" in desk.post(path, follow=True).content.decode()
    assert "Nobody can enrol now" in desk.get(f"{DESK}/offerings/{offering}/people").content.decode()
    assert as_role("instructor").get(path).status_code == 403
    other = campuses.found("south").offer()
    assert desk.post(f"{DESK}/offerings/{other}/close").status_code == 404


def test_whoever_has_an_account_is_told_to_be_enrolled_by_the_name_in_it(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    campus.enrol(campus.offer(), "Aisyah")
    given = {"email": "aisyah@example.org", "name": "Somebody Else"}
    page = as_role("registrar").post(f"{DESK}/offerings/{offering}/enrol", given, follow=True).content.decode()
    assert "Aisyah is enrolled." in page
    assert "Somebody Else" not in page


def test_one_person_is_enrolled_and_found_again(as_role: Enter, offering: UUID) -> None:
    desk, path = as_role("instructor"), f"{DESK}/offerings/{offering}"
    assert "Nobody is in it yet" in desk.get(f"{path}/people").content.decode()
    given = {"email": "noor@example.org", "name": "Noor <i>x</i>", "identifier": "A-7"}
    page = desk.post(f"{path}/enrol", given, follow=True).content.decode()
    assert "Noor &lt;i&gt;x&lt;/i&gt; is enrolled" in page
    assert "0 of 3" in page
    assert "noor@example.org" in desk.get(f"{path}/people?text=a-7").content.decode()
    assert "Nobody found" in desk.get(f"{path}/people?text=zzz").content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "name@example.edu"),
        ({"email": "nonsense"}, "name@example.edu"),
        ({"email": "a@b.example", "name": "x\u202ey"}, "cannot be seen"),
        ({"email": "a@b.example", "name": "x" * 201}, "up to 200 characters"),
        ({"email": "a@b.example", "identifier": "9" * 61}, "up to 60 characters"),
        ({"email": "aisyah@example.org"}, "is in this offering already"),
    ],
)
def test_an_enrolment_that_cannot_be_is_told_beside_the_field(
    as_role: Enter, campus: campuses.Campus, offering: UUID, counts: Counts, given: dict[str, str], says: str
) -> None:
    campus.enrol(offering)
    desk = as_role("registrar")
    before = counts()
    answer = desk.post(f"{DESK}/offerings/{offering}/enrol", given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert counts() == before


def test_somebody_is_taken_out_after_a_second_thought_and_brought_back(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking, desk = campus.enrol(offering), as_role("registrar")
    path = f"{DESK}/enrolments/{taking}/take-out"
    assert "Take Aisyah out?" in desk.get(path).content.decode()
    page = desk.post(path, follow=True).content.decode()
    assert "Aisyah is out of this offering" in page
    assert "Bring back" in page
    assert "Somebody did that already" in desk.post(path, follow=True).content.decode()
    desk.post(f"{DESK}/offerings/{offering}/enrol", {"email": "aisyah@example.org"})
    assert queries.enrolments(campus.actor("registrar"), offering=offering)[0].withdrawn_at is None


def test_people_and_results_stay_closed_to_those_who_may_not_see_them(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking = campus.enrol(offering)
    for role in ("learner", "designer", "administrator"):
        for path in (f"offerings/{offering}/people", f"enrolments/{taking}"):
            assert as_role(role).get(f"{DESK}/{path}").status_code == 403
        assert as_role(role).post(f"{DESK}/enrolments/{taking}/results/plan", {"percent": "9"}).status_code == 403
        assert as_role(role).post(f"{DESK}/enrolments/{taking}/take-out").status_code == 403
    south = campuses.found("south")
    elsewhere = south.enrol(south.offer())
    for path in (f"enrolments/{elsewhere}", f"enrolments/{elsewhere}/take-out", "enrolments/" + "0" * 32):
        assert as_role("registrar").get(f"{DESK}/{path}").status_code == 404


def test_a_result_is_recorded_with_the_fields_that_its_assessment_has(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking, desk = campus.enrol(offering), as_role("instructor")
    path = f"{DESK}/enrolments/{taking}"
    page = desk.get(path)
    fields = {part.assessment.id: part.fields for part in page.context["parts"]}
    assert (fields["plan"].passed, fields["plan"].supervised) == (False, False)
    assert (fields["defence"].supervised, fields["defence"].identity) == (True, True)
    given = {"percent": "78,5", "taken_on": "2026-03-01", "supervised": "yes", "identity": "no"}
    told = desk.post(f"{path}/results/defence", given, follow=True).content.decode()
    assert "Recorded: Defence before a panel." in told
    assert "identity not checked" in told
    result = queries.enrolment(campus.actor("instructor"), uuid=taking).results[0]
    assert (result.percent, result.supervised, result.identity_checked) == (Decimal("78.5"), True, False)


def test_where_nothing_is_added_up_passed_will_do(as_role: Enter, campus: campuses.Campus) -> None:
    source = campuses.example().replace("  overall: 60\n", "")
    taking = campus.enrol(campus.offer(campus.publish(source)))
    desk, path = as_role("instructor"), f"{DESK}/enrolments/{taking}"
    assert "or say whether it was passed." in desk.post(f"{path}/results/plan").content.decode()
    for percent, passed, said in (("5", "yes", "below 50 %"), ("50", "no", "reaches 50 %")):
        answer = desk.post(f"{path}/results/plan", {"percent": percent, "passed": passed})
        assert said in answer.content.decode()
    desk.post(f"{path}/results/plan", {"passed": "yes"})
    result = queries.enrolment(campus.actor("instructor"), uuid=taking).results[0]
    assert (result.percent, result.passed) == (None, True)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Write the mark in percent"),
        ({"percent": "170"}, "Write a number from 0 to 100"),
        ({"percent": "-1"}, "Write a number from 0 to 100"),
        ({"percent": "NaN"}, "Write a number from 0 to 100"),
        ({"percent": "<b>9</b>"}, "Write a number from 0 to 100"),
        ({"percent": "9", "taken_on": "2026-02-31"}, "Write a day that exists"),
        ({"percent": "9", "taken_on": "2999-01-01"}, "That day has not come yet"),
    ],
)
def test_a_result_that_cannot_be_is_told_beside_the_field_and_not_recorded(
    as_role: Enter, campus: campuses.Campus, offering: UUID, counts: Counts, given: dict[str, str], says: str
) -> None:
    taking, desk = campus.enrol(offering), as_role("instructor")
    before = counts()
    answer = desk.post(f"{DESK}/enrolments/{taking}/results/plan", given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert counts() == before
    assert desk.post(f"{DESK}/enrolments/{taking}/results/nothing", {"percent": "9"}).status_code == 404


def test_a_correction_keeps_what_stood_there_with_the_reason(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking, desk = campus.enrol(offering), as_role("instructor")
    path = f"{DESK}/enrolments/{taking}/results/plan"
    desk.post(path, {"percent": "44"})
    assert 'value="44"' in desk.get(f"{path}/1").content.decode()
    assert "Say why." in desk.post(f"{path}/1", {"percent": "54"}).content.decode()
    same = desk.post(f"{path}/1", {"percent": "44", "reason": "none"})
    assert "That is what is recorded already." in same.content.decode()
    page = desk.post(f"{path}/1", {"percent": "54", "reason": "A page was <overlooked>."}, follow=True).content.decode()
    assert "Corrected: Data management plan." in page
    assert "A page was &lt;overlooked&gt;." in page
    assert "44 %" in page.split("before:")[1]
    assert [one.result.percent for one in queries.history(campus.actor("instructor"), enrolment=taking)] == [44, 54]
    assert desk.get(f"{path}/9").status_code == 404


def test_who_holds_the_award_already_is_told_to_whoever_corrects(
    as_role: Enter, campus: campuses.Campus, offering: UUID
) -> None:
    taking = campus.graduate(offering)
    awards.confer(campus.actor("registrar"), enrolment=taking, at=campuses.NOW)
    page = as_role("instructor").get(f"{DESK}/enrolments/{taking}").content.decode()
    assert "Holds the award since 2 March 2026" in page


def test_another_attempt_is_recorded_beside_the_first(as_role: Enter, campus: campuses.Campus, offering: UUID) -> None:
    taking, desk = campus.enrol(offering), as_role("instructor")
    for percent in ("40", "60"):
        desk.post(f"{DESK}/enrolments/{taking}/results/plan", {"percent": percent})
    assert "Attempt 2:" in desk.get(f"{DESK}/enrolments/{taking}").content.decode()


@pytest.fixture
def credential(campus: campuses.Campus, issue: Callable[..., Any]) -> Any:
    del campus
    return issue("Aisiah")


def test_a_wrong_name_is_put_right_after_a_second_thought(
    as_role: Enter, campus: campuses.Campus, credential: Any
) -> None:
    desk, path = as_role("registrar"), f"{DESK}/credentials/{credential.uuid}/replace"
    assert 'value="Aisiah"' in desk.get(path).content.decode()
    given = {"name": "Aisyah", "reason": "Misspelt."}
    asked = desk.post(path, given).content.decode()
    assert "Replace it?" in asked
    assert "withdrawn, for good" in asked
    desk_actor = campus.actor("registrar")
    assert credentials.credential(desk_actor, uuid=credential.uuid, at=campuses.NOW).state == "valid"
    told = desk.post(path, {**given, "sure": "1"}, follow=True).content.decode()
    assert "The new credential for Aisyah is being signed" in told
    later = campuses.NOW + timedelta(days=1)
    assert credentials.credential(desk_actor, uuid=credential.uuid, at=later).state == "revoked"
    assert "withdrawn already" in desk.post(path, {**given, "sure": "1"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "", "reason": "x"}, "Write the name as it should stand"),
        ({"name": "Aisiah", "reason": "x"}, "That is the name it has"),
        ({"name": "Aisyah", "reason": ""}, "Give the reason"),
        ({"name": "Ai\u202esyah", "reason": "x"}, "cannot be seen"),
        ({"name": "Ai\nsyah", "reason": "x"}, "cannot be seen"),
        ({"name": "x" * 251, "reason": "x"}, "up to 250 characters"),
    ],
)
def test_a_replacement_that_cannot_be_is_told_and_nothing_is_withdrawn(
    as_role: Enter, counts: Counts, credential: Any, given: dict[str, str], says: str
) -> None:
    desk, path = as_role("registrar"), f"{DESK}/credentials/{credential.uuid}/replace"
    before = counts()
    answer = desk.post(path, {**given, "sure": "1"})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert counts() == before
    assert as_role("instructor").post(path, {**given, "sure": "1"}).status_code == 403


def test_the_link_to_put_a_name_right_stands_with_the_credential(as_role: Enter, credential: Any) -> None:
    path = f"{DESK}/credentials/{credential.uuid}"
    assert f"{path}/replace" in as_role("registrar").get(path).content.decode()
    assert f"{path}/replace" not in as_role("instructor").get(path).content.decode()
