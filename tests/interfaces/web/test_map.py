"""The public map: dropped files, the example, what if, bad input; and nothing is kept."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import campus as campuses
import pathways
from skies import BANK, held, over
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Holding
from testamur.domain.awards import actions as awards
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import carried, dropped, planning
from testamur.interfaces.web.charting.carried import Carried, Expired

pytestmark = pytest.mark.django_db

EXAMPLE = {"example": "1"}
LONG = "pathway long awards Doctorate version 1\n  require credits >= 80 MQF from any_micro\n"


def the_state(page: str) -> str:
    """What the page carries on."""
    found = re.search(r'name="state" value="([^"]+)"', page)
    assert found
    return found[1]


def text(client: Client, **form: object) -> str:
    return client.post("/map", form).content.decode()


def test_the_map_is_there_for_everyone_with_the_pathways_that_come_with_it(client: Client) -> None:
    page = client.get("/map").content.decode()
    assert "What do your credentials add up to?" in page
    assert "Certificate in Professional Practice" in page
    assert 'name="example"' in page
    assert page.count('<svg class="sky"') == 1


def test_a_link_to_a_pathway_puts_it_in_focus(client: Client) -> None:
    page = client.get("/map?goal=mitx-scm").content.decode()
    assert re.search(r'class="sky-figure[^"]* chosen" id="fig-\d+" data-f="\d+" data-id="mitx-scm" open', page)
    assert 'value="http://testserver/map?goal=mitx-scm"' in page


def test_a_link_to_no_pathway_shows_the_map(client: Client) -> None:
    assert client.get("/map?goal=%3Cscript%3E").status_code == 200
    assert b"<script>" not in client.get("/map?goal=%3Cscript%3E").content


def test_the_example_shows_what_six_credentials_add_up_to(client: Client) -> None:
    page = text(client, **EXAMPLE)
    assert "You gave 6 credentials." in page
    assert "these credentials belong to nobody" in page
    assert "9 HKQF more" in page


def test_a_figure_can_be_chosen_without_a_script_and_what_was_brought_stays(client: Client) -> None:
    state = the_state(text(client, **EXAMPLE))
    page = text(client, state=state, goal="mitx-scm")
    assert "You gave 6 credentials." in page
    assert re.search(r'data-id="mitx-scm" open', page)


def test_what_is_ticked_is_planned_and_says_what_it_would_change(client: Client) -> None:
    state = the_state(text(client, **EXAMPLE))
    page = text(client, state=state, goal="mitx-scm", plan=["SC3x"])
    assert "MITx MicroMasters in Supply Chain Management: today 2 of 6; with this, 3 of 6." in page
    assert 'value="SC3x" checked' in page


def test_what_is_typed_is_planned_too(client: Client) -> None:
    state = the_state(text(client, **EXAMPLE))
    typed = {"typed_title": "Ethics", "typed_amount": "9", "typed_unit": "HKQF", "typed_tag": "professional"}
    page = text(client, state=state, goal="hku-certificate", **typed)
    assert "Certificate in Professional Practice (HKU SPACE): today not met yet; with this, met." in page


def test_asking_what_if_of_nothing_says_so(client: Client) -> None:
    assert "Nothing is ticked or written yet." in text(client, goal="mitx-scm", ask="1")
    assert "Nothing is ticked or written yet." not in text(client, goal="mitx-scm")


def test_nobody_is_told_to_tick_where_there_is_nothing_to_tick(client: Client) -> None:
    assert "Tick what you think of taking" in client.get("/map?goal=mitx-scm").content.decode()
    page = client.get("/map?goal=eu-stack-30").content.decode()
    assert "Tick what you think of taking" not in page
    assert "Add what you think of taking" in page


def test_what_is_ticked_keeps_its_title_when_another_pathway_is_chosen(campus: campuses.Campus, client: Client) -> None:
    campus.offer()
    catalogue.publish_pathway(
        campus.actor("designer"),
        source="pathway stars awards Stars version 1\n  require all(data-stewardship, more)\n",
        at=datetime.now(UTC),
    )
    page = text(client, goal="mitx-scm", plan=["data-stewardship"])
    assert re.search(r'value="data-stewardship" checked> <span>(?!data-stewardship)', page)


def test_an_amount_that_is_full_says_what_is_still_not_met() -> None:
    before = over(BANK).figures[0]
    after = replace(before, had="30", share=1.0, missing=("Ethics",))
    assert planning.changes([before], [after]) == [
        "bank: today 0 of 30 HKQF; with this, 30 of 30 HKQF. Not met yet all the same: Ethics."
    ]


def test_pathways_that_nothing_counts_for_are_folded_and_can_be_chosen(client: Client) -> None:
    state = the_state(text(client, **EXAMPLE))
    page = text(client, state=state)
    assert re.search(r"\d+ more pathways where nothing counts yet", page)
    assert 'form="sky-pick" name="goal" value="heriot-watt-eight"' in page
    assert 'data-id="heriot-watt-eight"' not in page
    assert 'data-id="heriot-watt-eight" open' in text(client, state=state, goal="heriot-watt-eight")
    assert "where nothing counts yet" not in client.get("/map").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"typed_amount": "5", "typed_unit": "ECTS"}, "Write what it is called."),
        ({"typed_title": "X", "typed_amount": "many", "typed_unit": "ECTS"}, "Write the credits as a number"),
        ({"typed_title": "X", "typed_amount": "5", "typed_unit": "points"}, "Write the credits as a number"),
        ({"typed_title": "X", "typed_amount": "-5", "typed_unit": "ECTS"}, "Write the credits as a number"),
        ({"typed_title": "X", "typed_amount": "NaN", "typed_unit": "ECTS"}, "Write the credits as a number"),
    ],
)
def test_what_is_typed_wrongly_is_told_beside_the_field(client: Client, typed: dict[str, str], said: str) -> None:
    answer = client.post("/map", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nothing_given_is_told(client: Client) -> None:
    answer = client.post("/map", {"read": "1"})
    assert answer.status_code == 422
    assert "Nothing was given." in answer.content.decode()


def test_a_page_that_was_altered_is_refused_with_advice(client: Client) -> None:
    state = the_state(text(client, **EXAMPLE))
    answer = client.post("/map", {"state": state[:-3] + "abc"})
    assert answer.status_code == 422
    assert "Give your files once more." in answer.content.decode()


def test_each_file_that_cannot_be_read_says_why_and_the_others_are_drawn(
    campus: campuses.Campus, client: Client
) -> None:
    good = signed(campus)
    files = [
        SimpleUploadedFile("good.json", good),
        SimpleUploadedFile("empty.json", b""),
        SimpleUploadedFile("holiday.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        SimpleUploadedFile("notes.txt", "Grüße".encode("latin-1")),
        SimpleUploadedFile("list.json", b"[1, 2, 3]"),
    ]
    page = client.post("/map", {"file": files, "read": "1"}).content.decode()
    assert "You gave 1 credential." in page
    # A red cross is kept for what does not check; of the others nobody can tell.
    assert page.count('<li class="unknown"') == 3
    for name in ("good.json", "empty.json", "holiday.png", "notes.txt", "list.json"):
        assert f"<h3>{name}</h3>" in page
    assert "The file is empty." in page


def test_a_credential_of_this_house_counts_on_a_pathway_of_this_house(campus: campuses.Campus, client: Client) -> None:
    document = signed(campus)
    catalogue.publish_pathway(
        campus.actor("designer"),
        source="pathway stars awards Stars version 1\n  require all(data-stewardship, more)\n",
        at=datetime.now(UTC),
    )
    page = client.post("/map", {"file": SimpleUploadedFile("a.json", document), "read": "1"}).content.decode()
    assert "stars: not met yet (1 of 2)" in page


def test_a_credential_that_does_not_check_names_nothing_and_is_no_star(campus: campuses.Campus, client: Client) -> None:
    forged = json.loads(signed(campus))
    forged["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    catalogue.publish_pathway(
        campus.actor("designer"),
        source="pathway stars awards Stars version 1\n  require all(data-stewardship, more)\n",
        at=datetime.now(UTC),
    )
    answer = client.post("/map", {"file": SimpleUploadedFile("a.json", json.dumps(forged).encode()), "read": "1"})
    page = answer.content.decode()
    assert "It does not check, so it counts for nothing and is not on the map." in page
    assert "Doctor of Everything" not in page
    assert "no longer current" not in page
    assert "stars: not met yet (0 of 2)" in page


@pytest.mark.parametrize("form", ["vc-jwt", "badge.svg"])
def test_a_token_and_a_badge_image_are_read_as_well(campus: campuses.Campus, client: Client, form: str) -> None:
    page = client.post("/map", {"file": SimpleUploadedFile("a", signed(campus, form)), "read": "1"}).content.decode()
    assert "You gave 1 credential." in page


def test_a_pasted_credential_is_read(campus: campuses.Campus, client: Client) -> None:
    assert "You gave 1 credential." in text(client, text=signed(campus).decode(), read="1")


def test_the_same_credential_twice_is_one_star(campus: campuses.Campus, client: Client) -> None:
    document = signed(campus)
    files = [SimpleUploadedFile("a.json", document), SimpleUploadedFile("b.json", document)]
    assert "You gave 1 credential." in client.post("/map", {"file": files, "read": "1"}).content.decode()


def test_nothing_is_kept_of_what_was_dropped(campus: campuses.Campus, client: Client) -> None:
    document = signed(campus)
    with CaptureQueriesContext(connection) as asked:
        client.post("/map", {"file": SimpleUploadedFile("a.json", document), "read": "1"})
    assert [query["sql"] for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert "sessionid" not in client.cookies
    assert "You gave" not in client.get("/map").content.decode()


def test_what_the_page_carries_says_nothing_about_the_person(campus: campuses.Campus, client: Client) -> None:
    page = client.post("/map", {"file": SimpleUploadedFile("a.json", signed(campus)), "read": "1"}).content.decode()
    assert "Aisyah" not in page
    assert "?state=" not in page


def test_what_is_carried_comes_back_whole() -> None:
    one = Holding("i", "r", "T", CreditAmount(Decimal("7.5"), "ECTS"), tags=("a",), passed=True, stands_for=("x.y",))
    assert carried.opened(carried.sealed(Carried((one,), is_example=True))) == Carried((one,), is_example=True)
    assert carried.opened("") == Carried()
    with pytest.raises(Expired):
        carried.opened("nothing of ours")


def test_files_are_read_until_the_time_is_up_and_the_rest_is_told() -> None:
    given = [dropped.Given(f"{at}.json", b"{}", 2) for at in range(3)]
    ticks = iter((0.0, 1.0, 30.0, 31.0))
    readings = list(dropped.read(given, judge=judged, known=lambda _: "", clock=lambda: next(ticks)))
    assert [one.tone for one in readings] == ["invalid", "unknown", "unknown"]
    assert "the others took too long" in readings[1].said


def test_more_files_than_are_read_at_once_are_told() -> None:
    given = [dropped.Given(f"{at}.json", b"", 0) for at in range(dropped.MOST_FILES + 2)]
    readings = list(dropped.read(given, judge=judged, known=lambda _: "", clock=lambda: 0.0))
    assert len(readings) == dropped.MOST_FILES + 1
    assert "2 were not looked at: 60.json, 61.json." in readings[-1].said


def test_files_beyond_the_limit_are_named_on_the_page(client: Client) -> None:
    files = [SimpleUploadedFile(f"{at}.json", b" ") for at in range(dropped.MOST_FILES + 5)]
    page = client.post("/map", {"file": files, "read": "1"}).content.decode()
    assert "5 were not looked at: 60.json, 61.json, 62.json, 63.json, 64.json." in page


def test_a_file_that_is_too_large_is_told_and_not_read() -> None:
    given = [dropped.Given("a", b"", 2**30)]
    assert "large" in next(dropped.read(given, judge=judged, known=lambda _: "", clock=lambda: 0.0)).said.lower()


def test_ticks_are_limited() -> None:
    from django.http import QueryDict

    assert len(planning.ticked(QueryDict("&".join(f"plan=a{at}" for at in range(500))))) == 60


def judged(data: bytes) -> object:
    from testamur.core.credential import verify
    from testamur.interfaces.web.check import WORLD

    return verify(data, world=WORLD, at=datetime.now(UTC))


def signed(campus: campuses.Campus, form: str = "ob3") -> bytes:
    """A credential that the campus has signed for Aisyah, as she downloads it."""
    now = datetime.now(UTC)
    award = awards.confer(campus.actor("registrar"), enrolment=campus.graduate(campus.offer()), at=now)
    issuing.sign(campus.system, awards=[str(award)], at=now)
    held = issued.of_award(award, institution_id=campus.institution.id, at=now)
    assert held
    client = Client()
    person = get_user_model().objects.get(email="aisyah@example.org")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/mine/{held.uuid}/{form}")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def brought(*holdings: Holding) -> dict[str, str]:
    """What a page carries that was shown for these."""
    return {"state": carried.sealed(Carried(holdings))}


def test_what_is_not_verified_counts_for_none_for_certain_and_how_many_it_would_count_for_is_told(
    campus: campuses.Campus, client: Client
) -> None:
    pathways.open_pathway(campus)
    page = text(client, **brought(held("data-one", ref="north.data-one", state="unverified", stands_for=("data-one",))))
    assert "They count towards none of the pathways here" not in page
    assert "For certain they count towards none of the pathways here; towards" in page


def test_what_counts_for_next_to_nothing_is_told_apart() -> None:
    first_aid = held("aid", credits=CreditAmount(Decimal(1), "MQF"), levels=(), ref="aid")
    shown = constellation.begun(over(LONG, BANK, holdings=(first_aid, held("x"))))
    assert [figure.id for figure in shown.slight] == ["long"]
    assert [figure.id for figure in shown.figures] == ["bank"]


def test_somebody_signed_in_follows_from_the_map_and_plans_the_rest(campus: campuses.Campus, client: Client) -> None:
    pathway = pathways.open_pathway(campus)
    address = "/map?goal=open-data"
    assert f'href="/id/pathway/{pathway}"' in client.get(address).content.decode()
    person = get_user_model().objects.get(pk=pathways.learner(campus).me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address).content.decode()
    assert f'action="/mine/pathways/follow/{pathway}"' in page
    assert "/recognition/at/north" in page
    client.post(f"/mine/pathways/follow/{pathway}")
    assert re.search(r'href="/mine/pathways/[0-9a-f-]{36}/plan">Plan the rest', client.get(address).content.decode())


def test_the_map_says_when_nobody_offers_what_is_asked_for(campus: campuses.Campus, client: Client) -> None:
    pathways.open_pathway(campus)
    page = client.get("/map?goal=open-data").content.decode()
    assert "Is asked for. Nobody offers it at the moment." in page
    assert "and can be taken" not in page


def test_a_body_that_is_too_large_leads_back_and_knows_who_is_signed_in(
    campus: campuses.Campus, client: Client
) -> None:
    person = get_user_model().objects.get(pk=pathways.learner(campus).me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.generic("POST", "/map", b"", CONTENT_LENGTH=str(2**30), HTTP_REFERER="http://elsewhere.example/x")
    page = answer.content.decode()
    assert answer.status_code == 413
    assert 'href="/map">Go back and try again' in page
    assert "Sign in" not in page
    assert "20 MB in all" in client.get("/map").content.decode()
