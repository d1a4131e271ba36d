"""One story: a credential of another university, recognised in part, appealed, decided anew, and found for the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect

import campus as campuses
from campus import NOW
from testamur.core.model.quantity import CreditAmount
from testamur.core.model.result import AssessmentResult
from testamur.domain.awards import actions as awards
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.domain.issuing import actions as issuing
from testamur.domain.learning import actions as learning
from testamur.domain.recognition import actions as recognition
from testamur.domain.recognition.values import TargetOutcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long walk by the sea 9"
OUTCOMES = ("Write a data management plan", "Test a hypothesis with statistics")


@dataclass
class Stage:
    """Where it happens: the university that is asked, and the one whose credential is handed in."""

    north: campuses.Campus
    south: campuses.Campus
    offering: UUID

    def holder(self, email: str, name: str) -> None:
        """Let somebody earn South's credential, and sign it."""
        registrar = self.south.actor("registrar")
        enrolment = learning.enrol(registrar, offering=self.offering, email=email, name=name, at=NOW)
        course = catalogue.published(self.south.publish()).definition
        for part in course.assessments:
            result = AssessmentResult(
                part.id,
                percent=Decimal(90),
                taken_on=NOW.date(),
                supervised=part.supervised != "no",
                identity_checked=part.identity_checked,
            )
            learning.record_result(self.south.actor("instructor"), enrolment=enrolment, result=result, at=NOW)
        award = awards.confer(registrar, enrolment=enrolment, at=NOW)
        issuing.sign(self.south.system, awards=[str(award)], at=NOW)


@pytest.fixture
def stage(campus: campuses.Campus) -> Stage:
    """Two universities: North, which is asked, with two registrars, and South."""
    south = campuses.found("south")
    place = system(campus.institution.id)
    institution.invite(place, email="board@north.example", name="Olga Board", roles=["registrar"], at=NOW)
    outcomes = tuple(TargetOutcome(f"o{n}", {"und": text}) for n, text in enumerate(OUTCOMES, 1))
    recognition.publish_unit(
        campus.actor("registrar"),
        code="DATA101",
        kind="unit",
        title="Data and statistics",
        worth=CreditAmount(Decimal(6), "ECTS"),
        outcomes=outcomes,
        at=NOW,
    )
    return Stage(campus, south, south.offer())


def enter(browser: Browser, base: str, email: str) -> Page:
    person = get_user_model().objects.get(email=email)
    person.set_password(PASSWORD)
    person.save()
    page = browser.new_context(base_url=base).new_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    return page


def ask(page: Page) -> None:
    """Ask North for its unit with the credential of South."""
    page.goto("/recognition")
    page.get_by_role("link", name="North University").click()
    page.get_by_label("Programme, unit or micro-credential").select_option(
        label="Data and statistics (DATA101, 6 ECTS)"
    )
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Hand in “Research Data Stewardship in Practice”").click()
    expect(page.get_by_text("genuine, as of now")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("In your words").fill("I have kept data in order for two years.")
    page.get_by_role("button", name="Go on").click()
    page.locator("main").get_by_role("button", name="Hand it in").click()
    expect(page.locator(".page-head")).to_contain_text("answer due by")


def test_a_request_is_decided_in_part_appealed_and_becomes_a_precedent(
    stage: Stage, browser: Browser, live_server: object, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    base = str(live_server)
    stage.holder("learner@north.example", "Learner of north")
    stage.holder("ben@example.org", "Ben")
    learner = enter(browser, base, "learner@north.example")
    ask(learner)
    mine = learner.url

    desk = enter(browser, base, "registrar@north.example")
    desk.goto("/desk/north/recognition/")
    desk.get_by_role("link", name="Learner of north").click()
    expect(desk.get_by_role("heading", name="Source and target")).to_be_visible()
    desk.get_by_role("button", name="The file is complete").click()
    desk.get_by_role("button", name="Assess it").click()
    desk.get_by_role("link", name="Decide", exact=True).click()
    desk.get_by_label("Recognised in part").check()
    desk.get_by_label(OUTCOMES[0]).check()
    desk.get_by_label("Credits", exact=True).fill("3")
    desk.get_by_label("Reasons").fill("Statistics are not among the outcomes.")
    desk.get_by_role("button", name="Look at it once more").click()
    expect(desk.get_by_role("heading", name="Is this what you mean?")).to_be_visible()
    desk.get_by_role("button", name="Decide", exact=True).click()

    learner.goto(mine)
    expect(learner.get_by_role("heading", level=1)).to_have_text("We recognise a part of “Data and statistics”.")
    learner.get_by_role("link", name="Appeal", exact=True).click()
    learner.get_by_label("Your grounds").fill("The third assessment tests a hypothesis.")
    learner.get_by_role("button", name="File the appeal").click()

    board = enter(browser, base, "board@north.example")
    board.goto("/desk/north/recognition/?view=appeals")
    board.get_by_role("link", name="Learner of north").click()
    board.get_by_role("link", name="Decide the appeal").click()
    board.get_by_role("radio", name="The appeal is right").check()
    board.get_by_label("Why the appeal is right, or is not").fill("It does test one.")
    board.get_by_label("Recognised in full").check()
    board.get_by_label(OUTCOMES[1]).check()
    board.get_by_label("Credits", exact=True).fill("6")
    board.get_by_role("button", name="Look at it once more").click()
    board.get_by_role("button", name="Decide the appeal").click()
    board.get_by_text("Make it a precedent").first.click()
    board.get_by_role("button", name="Make it a precedent").click()

    learner.goto(mine)
    expect(learner.get_by_role("heading", level=1)).to_have_text(
        "We recognise your learning as “Data and statistics”, in full."
    )

    ben = enter(browser, base, "ben@example.org")
    ask(ben)
    board.goto("/desk/north/recognition/?view=new")
    board.get_by_role("link", name="Ben").click()
    expect(board.get_by_role("heading", name="This was decided before")).to_be_visible()
    anyone = browser.new_context(base_url=base).new_page()
    anyone.goto("/recognition/transfer-values")
    expect(anyone.get_by_role("row", name="Research Data Stewardship in Practice")).to_contain_text("6 ECTS")
