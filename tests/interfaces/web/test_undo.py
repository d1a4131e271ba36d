"""What was done can be undone from the message that says so, where there is a way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.awards import actions as awards
from testamur.domain.institution import queries as institution
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as documents

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


@pytest.fixture
def change(campus: campuses.Campus) -> str:
    """The address at which a credential's state is changed."""
    taking = campus.graduate(campus.offer())
    award = awards.confer(campus.actor("registrar"), enrolment=taking, at=campuses.NOW)
    issuing.sign(campus.system, awards=[str(award)], at=campuses.NOW)
    held = documents.of_award(award, institution_id=campus.institution.id, at=campuses.NOW)
    assert held
    return f"/desk/{campus.institution.code}/credentials/{held.uuid}/change"


def undo(client: Client, page: str) -> str:
    """Press Undo on a page and return the next."""
    form = re.search(r'<form method="post" action="([^"]+)">(?:(?!</form>).)*Undo</button></form>', page, re.DOTALL)
    assert form, page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0]))
    return client.post(form[1], fields, follow=True).content.decode()


def test_setting_aside_is_undone_and_redone_with_its_reason(as_role: Enter, change: str) -> None:
    desk = as_role("registrar")
    page = desk.post(change, {"change": "suspend", "reason": "A “mark” is <examined>."}, follow=True).content.decode()
    page = undo(desk, page)
    assert "Reinstated. It holds again." in page
    page = undo(desk, page.replace("&lt;", "<").replace("&gt;", ">"))
    assert "A “mark” is &lt;examined&gt;." in page


def test_revoking_has_no_way_back(as_role: Enter, change: str) -> None:
    page = as_role("registrar").post(change, {"change": "revoke", "reason": "A fault.", "sure": "1"}, follow=True)
    assert "Revoked." in page.content.decode()
    assert "Undo</button>" not in page.content.decode()


def test_a_role_comes_back_and_goes_again(as_role: Enter, campus: campuses.Campus) -> None:
    office, code = as_role("administrator"), campus.institution.code
    person = campus.people["designer"].uuid

    def roles() -> tuple[str, ...]:
        found = institution.people(campus.actor("administrator"), text="designer@")
        return found[0].roles if found else ()

    page = office.post(f"/office/{code}/people/{person}", {"withdraw": "designer"}, follow=True).content.decode()
    assert roles() == ()
    page = undo(office, page)
    assert roles() == ("designer",)
    undo(office, page)
    assert roles() == ()


def test_enrolling_and_leaving_are_undone(as_role: Enter, campus: campuses.Campus) -> None:
    learner = as_role("learner")
    page = learner.post(f"/mine/enrol/{campus.offer()}", follow=True).content.decode()
    page = undo(learner, page)
    assert "You have left" in page
    assert "You are enrolled" in undo(learner, page)
