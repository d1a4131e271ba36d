"""An employer finds somebody without a name, asks, is answered; a consent that is withdrawn is gone at once.

In a browser, from all three sides; axe finds nothing on the way.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from simulators.walking import sign_in, wrong
from testamur.core.skills.taxonomy import Edition, Node, NodeKind, Taxonomy, Wording
from testamur.domain.frameworks import actions
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import by_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pages,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
]

LIAM, MARCUS = "liam@mail.example.org", "partner@southerncape.example.edu"
FOUND, PEOPLE = "/mine/found/southern-cape", "/partners/southern-cape/people"
PROTECTION = "http://data.europa.eu/esco/skill/a4346013-a967-4a58-a533-6b32ad1364c5"


@pytest.fixture
def framework(world: None) -> None:
    """A framework that knows the skill."""
    del world
    here = system(by_code("southern-cape").id)
    skill = Node(PROTECTION, NodeKind.SKILL, (Wording("en", "data protection"),))
    small = Taxonomy(Edition("small", "Small skills", "1", "Made for tests."), (skill,))
    actions.bring_in(here, taxonomy=small, digest="0" * 64, at=datetime.now(UTC))


def press(page: Page, name: str) -> None:
    """Reach a button with the keyboard, and press it."""
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def consent_anew(page: Page) -> list[str]:
    """Take Liam's consent back, look at what a partner would see, and give it again; return what is wrong."""
    sign_in(page, LIAM)
    page.goto(FOUND)
    press(page, "Take it back")
    found = wrong(page, "", f"{FOUND}/for/jobs")
    page.get_by_label("data protection").check()
    press(page, "Show me what a partner would see")
    assert "Person A" in page.locator("#preview").inner_text()
    found += wrong(page, "")
    press(page, "I agree: let me be found")
    assert "Tick the box if you are" in page.inner_text("main")
    page.get_by_label("I am 16 years old or older.").check()
    press(page, "I agree: let me be found")
    assert page.inner_text("h1") == "Partners can find you for one purpose"
    return found


def look(page: Page) -> list[str]:
    """Have Marcus look for people by a skill that he types; return what is wrong."""
    sign_in(page, MARCUS)
    found = wrong(page, PEOPLE, f"{PEOPLE}/searches", f"{PEOPLE}/requests")
    page.goto(PEOPLE)
    page.get_by_label("A skill, in your own words").press_sequentially("data pro")
    page.locator("#offered button").first.wait_for()
    press(page, "Add")
    press(page, "Find people")
    assert page.inner_text("h1") == "At least 3 people show this"
    assert "The order is drawn by lot" in page.inner_text("main")
    assert "Liam" not in page.content()
    press(page, "Send the request")
    assert "Say who you are" in page.inner_text("main")
    return found + wrong(page, "")


def answer(page: Page) -> list[str]:
    """Have Liam read who looked and say yes, with one credential; return what is wrong."""
    sign_in(page, LIAM)
    page.goto(FOUND)
    assert "data protection" in page.locator("#looks").inner_text()
    page.get_by_role("link", name="Read it").click()
    found = wrong(page, "")
    page.get_by_label("How they reach you").fill("liam@mail.example.org")
    page.get_by_label("Privacy by Design").check()
    press(page, "Say yes and send this")
    assert "you said yes" in page.inner_text("main")
    return found


@pytest.mark.usefixtures("framework")
def test_an_employer_finds_somebody_who_answers_and_takes_the_consent_back(page: Page) -> None:
    found = consent_anew(page) + look(page)
    result = page.url
    found += answer(page)

    sign_in(page, MARCUS)
    found += wrong(page, f"{PEOPLE}/requests")
    assert "liam@mail.example.org" in page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("link", name="Privacy by Design").click()
    assert "Liam O'Connor" in page.inner_text("main")

    sign_in(page, LIAM)
    page.goto(FOUND)
    press(page, "Take it back")
    assert page.inner_text("h1") == "Nobody can find you"
    assert "What they have noted down stays with them." in page.locator("#left").inner_text()
    found += wrong(page, "")
    press(page, "Take back my answer, too")
    assert page.locator("#left").count() == 0
    sign_in(page, MARCUS)
    page.goto(f"{PEOPLE}/requests")
    assert "taken back by the person" in page.inner_text("main")
    assert "liam@mail.example.org" not in page.content()
    page.goto(result)
    assert page.inner_text("h1") == "Fewer than 3 people show this"
    sign_in(page, "registrar@southerncape.example.edu")
    found += wrong(page, "/desk/southern-cape/people-search")
    assert "\n".join(found) == ""
