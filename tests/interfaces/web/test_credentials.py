"""What holders see and show, and what the permanent address tells everyone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from testamur.core.model.result import AssessmentResult
from testamur.domain.awards import actions as awards
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.learning import actions as learning
from testamur.interfaces.web.credential import link_address

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def credential(campus: campuses.Campus) -> UUID:
    """Aisyah's credential."""
    taking = campus.graduate(campus.offer())
    award = awards.confer(campus.actor("registrar"), enrolment=taking, at=NOW)
    issuing.sign(campus.system, awards=[str(award)], at=NOW)
    held = issued.of_award(award, institution_id=campus.institution.id, at=NOW)
    assert held
    return held.uuid


@pytest.fixture
def aisyah(credential: UUID) -> Client:
    del credential
    client = Client()
    person = get_user_model().objects.get(email="aisyah@example.org")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def link(aisyah: Client, campus: campuses.Campus, credential: UUID) -> str:
    aisyah.post(f"/mine/{credential}/share", {"label": "For an employer", "days": "30"})
    made = issued.links(holder(campus, credential), credential=credential)
    return urlsplit(link_address(made[0].secret)).path


def holder(campus: campuses.Campus, credential: UUID) -> Actor:
    """Aisyah, acting where her credential was issued."""
    held = issued.credential(campus.actor("registrar"), uuid=credential, at=NOW)
    return actor_for(person=held.award.person_id, institution=campus.institution.id)


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_my_page_shows_what_i_hold_and_only_to_me(aisyah: Client, credential: UUID) -> None:
    assert f"/mine/{credential}" in read(aisyah, "/mine")
    assert Client().get("/mine")["Location"].startswith("/accounts/login/?next=%2Fmine")


def test_somebody_else_s_credential_is_not_there_for_me(credential: UUID, as_role: Callable[[str], Client]) -> None:
    for path in ("", "/ob3"):
        assert as_role("learner").get(f"/mine/{credential}{path}").status_code == 404


def test_a_link_shows_the_credential_to_anyone_and_judges_it_then_and_there(client: Client, link: str) -> None:
    page = read(client, link)
    assert "This credential is genuine" in page
    assert "Aisyah" in page
    assert 'class="segno"' in page or "<svg" in page


def test_a_link_is_kept_out_of_caches_searches_and_referrers(client: Client, link: str) -> None:
    answer = client.get(link)
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_withdrawn_link_leads_nowhere_at_once(
    aisyah: Client, client: Client, campus: campuses.Campus, credential: UUID, link: str
) -> None:
    made = issued.links(holder(campus, credential), credential=credential)[0]
    aisyah.post(f"/mine/{credential}/links/{made.uuid}/withdraw")
    for path in (link, f"{link}/ob3", f"{link}/badge.svg"):
        assert client.get(path).status_code == 404


def test_the_files_behind_a_link_are_the_ones_that_were_signed(
    aisyah: Client, client: Client, credential: UUID, link: str
) -> None:
    mine = aisyah.get(f"/mine/{credential}/ob3").content
    assert client.get(f"{link}/ob3").content == mine
    assert json.loads(mine)["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert client.get(f"{link}/vc-jwt").content.startswith(b"ey")
    assert client.get(f"{link}/exe").status_code == 404


def test_the_badge_behind_a_link_can_be_checked_itself(client: Client, link: str) -> None:
    image = client.get(f"{link}/badge.svg").content.decode()
    page = client.post("/check", {"text": image}).content.decode()
    assert "This credential is genuine" in page


def test_a_link_can_be_given_to_the_check_page(client: Client, link: str) -> None:
    page = client.post("/check", {"link": f"http://testserver{link}"}).content.decode()
    assert "This credential is genuine" in page


@pytest.mark.parametrize("further", ["/ob3", "/vc-jwt", "/badge.svg", "?seen=1", "#top", "/"])
def test_whatever_hangs_on_a_link_of_ours_it_is_the_same_credential(client: Client, link: str, further: str) -> None:
    page = client.post("/check", {"link": f"http://testserver{link}{further}"}).content.decode()
    assert "This credential is genuine" in page


def test_the_holder_needs_no_link_to_take_the_badge_along(aisyah: Client, credential: UUID) -> None:
    assert f'href="/mine/{credential}/badge.svg"' in read(aisyah, f"/mine/{credential}")
    answer = aisyah.get(f"/mine/{credential}/badge.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "This credential is genuine" in aisyah.post("/check", {"text": answer.content.decode()}).content.decode()
    assert Client().get(f"/mine/{credential}/badge.svg").status_code == 302


def test_the_holder_of_a_withdrawn_credential_knows_what_a_link_would_tell(
    aisyah: Client, campus: campuses.Campus, credential: UUID
) -> None:
    assert "They read that" not in read(aisyah, f"/mine/{credential}")
    issuing.suspend(campus.actor("registrar"), credential=credential, at=NOW, reason="Looked at again")
    assert "They read that it is set aside, not why." in read(aisyah, f"/mine/{credential}")
    issuing.revoke(campus.actor("registrar"), credential=credential, at=NOW, reason="Not their work")
    assert "They read that it was withdrawn, not why." in read(aisyah, f"/mine/{credential}")


def test_adding_to_a_profile_names_title_issuer_date_and_page(client: Client, link: str) -> None:
    page = read(client, link)
    start = page.index("https://www.linkedin.com/profile/add?")
    asked = parse_qs(urlsplit(page[start : page.index('"', start)].replace("&amp;", "&")).query)
    assert asked["name"] == ["Research Data Stewardship in Practice"]
    assert asked["organizationName"] == ["North University"]
    assert asked["certUrl"] == [f"http://testserver{link}"]


def test_the_permanent_address_says_whether_it_holds_and_nothing_about_the_person(
    client: Client, campus: campuses.Campus, credential: UUID
) -> None:
    page = read(client, f"/credentials/{credential}")
    assert "has not withdrawn it" in page
    assert "Aisyah" not in page
    issuing.revoke(campus.actor("registrar"), credential=credential, reason="A slip.", at=NOW)
    page = read(client, f"/credentials/{credential}")
    assert "has withdrawn it" in page
    assert "A slip" not in page


def test_addresses_inside_a_credential_lead_somewhere(
    client: Client, aisyah: Client, campus: campuses.Campus, credential: UUID
) -> None:
    document = json.loads(aisyah.get(f"/mine/{credential}/ob3").content)
    achievement = urlsplit(document["credentialSubject"]["achievement"]["id"]).path
    assert client.get(achievement, follow=True).status_code == 200
    assert client.get(f"/issuers/{campus.institution.uuid}", follow=True).status_code == 200


def test_a_revoked_credential_is_never_printed_without_its_verdict(
    client: Client, campus: campuses.Campus, credential: UUID, link: str
) -> None:
    assert re.search(r'<div class="no-print">\s*<section class="verdict valid"', read(client, link))
    issuing.revoke(campus.actor("registrar"), credential=credential, reason="A slip.", at=NOW)
    page = read(client, link)
    assert re.search(r'<div>\s*<section class="verdict invalid"', page)
    assert "Withdrawn on" in page


def test_the_registrar_learns_how_many_links_the_holder_made_and_no_more(
    as_role: Callable[[str], Client], campus: campuses.Campus, credential: UUID, link: str
) -> None:
    desk, path = as_role("registrar"), f"/desk/{campus.institution.code}/credentials/{credential}"
    page = read(desk, path)
    assert "The holder has 1 open link." in page
    assert "For an employer" not in page
    assert link not in page
    desk.post(f"{path}/show")
    page = read(desk, path)
    assert "Sent by the registrar" in page
    assert link not in page


def test_the_registrar_revokes_with_a_reason_and_a_second_thought(
    as_role: Callable[[str], Client], campus: campuses.Campus, credential: UUID
) -> None:
    desk = as_role("registrar")
    path = f"/desk/{campus.institution.code}/credentials/{credential}"
    assert "Give the reason" in desk.post(f"{path}/change", {"change": "revoke"}).content.decode()
    assert "you mean it" in desk.post(f"{path}/change", {"change": "revoke", "reason": "No."}).content.decode()
    assert "holds" in desk.get(path).content.decode()
    desk.post(f"{path}/change", {"change": "suspend", "reason": "Being looked into."})
    assert "set aside" in desk.get(path).content.decode()
    desk.post(f"{path}/change", {"change": "reinstate"})
    desk.post(f"{path}/change", {"change": "revoke", "reason": "A slip\x00.", "sure": "1"})
    page = desk.get(path).content.decode()
    assert "revoked" in page
    assert "A slip." in page


@pytest.mark.parametrize("wanted", ["revoke", "suspend", "reinstate"])
def test_what_is_withdrawn_already_says_so_on_its_own_page(
    as_role: Callable[[str], Client], campus: campuses.Campus, credential: UUID, wanted: str
) -> None:
    issuing.revoke(campus.actor("registrar"), credential=credential, reason="A slip.", at=NOW)
    path = f"/desk/{campus.institution.code}/credentials/{credential}"
    given = {"change": wanted, "reason": "Again.", "sure": "1"}
    answer = as_role("registrar").post(f"{path}/change", given, follow=True)
    assert answer.redirect_chain == [(path, 302)]
    page = answer.content.decode()
    assert "It was withdrawn already" in page
    assert "A slip." in page
    assert "Again." not in page
    assert as_role("learner").post(f"{path}/change", given).status_code == 403


def test_a_link_shows_the_badge_and_who_awards(client: Client, link: str) -> None:
    page = read(client, link)
    assert re.search(r'<img class="badge-image" src="[^"]+badge.svg[^"]*" alt="The badge"', page)
    assert '<p class="issuer-name">Fundació Universitat Oberta de la Marina</p>' in page


def test_who_signs_on_behalf_of_whom_is_said(client: Client, campus: campuses.Campus) -> None:
    offering = campus.offer(campus.publish(campuses.example("robot-welding")))
    taking = campus.enrol(offering)
    for name in ("knowledge", "setup", "correction"):
        mark = AssessmentResult(name, percent=Decimal(90), supervised=True, identity_checked=True)
        learning.record_result(campus.actor("instructor"), enrolment=taking, result=mark, at=NOW)
    award = awards.confer(campus.actor("registrar"), enrolment=taking, at=NOW)
    issuing.sign(campus.system, awards=[str(award)], at=NOW)
    held = issued.of_award(award, institution_id=campus.institution.id, at=NOW)
    assert held
    made = issuing.make_link(campus.actor("registrar"), credential=held.uuid, at=NOW)
    page = read(client, urlsplit(link_address(made.secret)).path)
    assert "Hochschule Rheintal, Körperschaft des öffentlichen Rechts</p>" in page
    assert "Issued on their behalf by Rheintal Credential Office." in page
    told = issued.document(campus.actor("registrar"), credential=held.uuid, form="ob3").content.decode()
    assert "Rheintal Credential Office (DE): Agreement 2025-114" in told
    assert "Kranwerk Hellmann GmbH, training centre (DE)" in told


def test_what_is_set_aside_is_not_said_to_have_lapsed_nor_offered_to_a_profile(
    client: Client, campus: campuses.Campus, credential: UUID, link: str
) -> None:
    assert "Add to LinkedIn" in read(client, link)
    issuing.suspend(campus.actor("registrar"), credential=credential, reason="A doubt.", at=NOW)
    page = read(client, link)
    assert "but it does not hold at present." in page
    assert "Add to LinkedIn" not in page
