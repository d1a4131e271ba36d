"""Partners in a browser: invited, come in by keyboard alone, asked about a draft; axe finds nothing on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from simulators.walking import sign_in, wrong

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pages,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
]

HERE = "/partners/southern-cape"


def press(page: Page, name: str) -> None:
    """Reach a button with the keyboard, and press it."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_chamber_is_invited_and_says_what_it_needs(page: Page) -> None:
    sign_in(page, "designer@southerncape.example.edu")
    found = wrong(page, f"{HERE}/needs", f"{HERE}/practice", f"{HERE}/makers", f"{HERE}/")
    page.get_by_label("Name of the organisation").fill("Chamber of Roofers")
    press(page, "Make the link")
    link = page.get_by_label("Invitation link").input_value()
    found += wrong(page, "")
    page.goto("/design/southern-cape/drafts?whose=all")
    draft = page.get_by_role("link", name="Assessing Storm and Hail Claims").get_attribute("href") or ""
    room = draft.replace("/design/", "/partners/").removesuffix("/board")
    found += wrong(page, f"{room}/invited", f"{room}/agreements")
    address = "/partners/come/" + link.rsplit("/", 1)[1]
    page.context.clear_cookies()
    found += wrong(page, address)
    sign_in(page, "partner@selat.example.edu")
    found += wrong(page, address)
    press(page, "Come in")
    found += wrong(page, "")
    page.get_by_role("link", name="Say what you need").first.press("Enter")
    page.wait_for_url("**/brief")
    found += wrong(page, "")
    page.get_by_label("The work, in a few words").fill("Roof inspectors")
    page.get_by_label("What must people be able to do?").fill("Walk on a wet roof and come back.")
    page.get_by_label("Skills, one on each line (can stay empty)").fill("working at heights")
    press(page, "Keep the brief")
    page.wait_for_url("**/briefs/*")
    press(page, "Add it")
    found += wrong(page, "")
    page.context.clear_cookies()
    found += wrong(page, address, "/partners/come/nothing")
    assert "\n".join(found) == ""


def test_an_insurer_is_asked_about_a_draft_and_endorses(page: Page) -> None:
    sign_in(page, "partner@southerncape.example.edu")
    found = wrong(page, f"{HERE}/")
    page.get_by_role("link", name="Assessing Storm and Hail Claims").press("Enter")
    page.wait_for_url("**/drafts/*")
    found += wrong(page, "")
    press(page, "Say so")
    found += wrong(page, "")
    page.get_by_label("It serves the need", exact=True).focus()
    page.keyboard.press("Space")
    press(page, "Say so")
    page.get_by_label("In your own words").fill("Who holds this climbs our roofs.")
    press(page, "Endorse it")
    found += wrong(page, "")
    assert "To be signed here when the text is published." in page.content()
    page.goto("/catalogue?institution=southern-cape")
    page.locator("a[href*='/id/mc/']").first.press("Enter")
    page.wait_for_url("**/id/mc/*")
    assert page.get_by_role("heading", name="Who endorses it").count() == 1
    found += wrong(page, "")
    assert "\n".join(found) == ""


def test_a_cooperative_looks_through_its_adverts_and_what_they_ask_for(page: Page) -> None:
    here = "/partners/marina"
    sign_in(page, "partner@marina.example.edu")
    found = wrong(page, f"{here}/adverts/new", f"{here}/roles/new", f"{here}/taught?taught=0&asked=4", f"{here}/demand")
    page.goto(f"{here}/roles")
    page.get_by_role("link", name="Data steward on the coast").press("Enter")
    page.wait_for_url("**/roles/*")
    found += wrong(page, "")
    page.goto(f"{here}/adverts")
    found += wrong(page, "")
    page.get_by_role("link", name="Coordinator of open data").press("Enter")
    page.wait_for_url("**/adverts/*")
    assert "jobs@wadden" not in page.content()
    page.get_by_role("button", name=re.compile("Take it out.*geographic")).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found += wrong(page, "")
    page.goto(f"{here}/")
    page.get_by_role("link", name="Wadden Data Cooperative", exact=True).first.press("Enter")
    page.wait_for_url("**/organisations/*")
    page.get_by_role("link", name="Stewards for data from boats and sensors").press("Enter")
    page.wait_for_url("**/briefs/*")
    press(page, "Take in what is asked and not taught")
    found += wrong(page, "")
    assert "Asked for, and not taught here: SQL" in page.content()
    assert "\n".join(found) == ""
