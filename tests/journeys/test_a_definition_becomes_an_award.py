"""One story without a terminal: published, offered, enrolled, marked by hand, awarded, and a wrong name put right."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect

import campus as campuses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long walk by the sea 9"


def enter(browser: Browser, base: str, campus: campuses.Campus, role: str) -> Page:
    """Sign in with a browser of one's own."""
    person = get_user_model().objects.get(pk=campus.people[role].id)
    person.set_password(PASSWORD)
    person.save()
    page = browser.new_context(base_url=base).new_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    return page


@pytest.mark.usefixtures("worker")
def test_a_definition_becomes_an_award(
    campus: campuses.Campus, browser: Browser, live_server: object, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    base = str(live_server)
    registrar = enter(browser, base, campus, "registrar")
    registrar.goto(f"{base}/design/north/")
    publish(registrar)
    offer(registrar)
    mark(enter(browser, base, campus, "instructor"))
    award(registrar)
    put_right(registrar)


def publish(page: Page) -> None:
    """Begin with an example, be told what is wrong while typing, publish what was approved elsewhere."""
    # Typed before the page's scripts have come, as on a slow line: they are held back until it is.
    page.route("**/htmx*.js", lambda _: None)
    page.get_by_role("link", name="Begin with an example").click(no_wait_after=True)
    box = page.get_by_label("The definition")
    text = box.input_value().replace("id: data-stewardship", "id: our-stewardship")
    box.fill(text.replace("hours: 125", "hours: -125"))
    page.unroute("**/htmx*.js")
    told = page.get_by_role("link", name="Line 99, column 10")
    expect(told).to_be_visible()
    told.click()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "-125"
    box.fill(text.replace("Universitat Oberta de la Marina", "North University"))
    expect(page.get_by_role("heading", name="Nothing stands in the way")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing stands in the way of version 1.0")
    page.get_by_label("Why without a review here?").fill("Approved by the board of studies.")
    page.get_by_role("button", name="Publish version 1.0 without a review").click()
    expect(page.locator("body")).to_contain_text("Version 1.0 is published")
    expect(page.get_by_role("heading", level=1)).to_have_text("Research Data Stewardship in Practice")


def offer(page: Page) -> None:
    """Offer it and enrol one person."""
    page.goto(page.url.partition("/design/")[0] + "/desk/north/")
    page.get_by_role("link", name="Offer something").click()
    page.get_by_role("link", name="Offer this one").click()
    page.get_by_label("Name", exact=True).fill("Autumn")
    page.get_by_label("Places").fill("12")
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn")
    page.get_by_label("E-mail", exact=True).fill("zoe@example.org")
    page.get_by_label("Name", exact=True).fill("Zoe Martinez")
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("link", name="Zoe Martinez", exact=True)).to_be_visible()


def mark(page: Page) -> None:
    """Record three results, one of them wrongly, and correct it."""
    page.locator("a", has_text="People: Research").click()
    page.get_by_role("link", name="Zoe Martinez", exact=True).click()
    for title, percent in (("Data management plan", "48"), ("Documented and deposited data set", "81")):
        part = page.locator("section.sitting").filter(has_text=title)
        part.get_by_label("Mark in percent").fill(percent)
        part.get_by_role("button", name="Record it").click()
        expect(part).to_contain_text(f"{percent} %")
    part = page.locator("section.sitting").filter(has_text="Defence before a panel")
    part.get_by_label("Mark in percent").fill("74,5")
    part.get_by_role("group", name="Was it supervised?").get_by_label("Yes").check()
    part.get_by_role("group", name="Was the identity checked?").get_by_label("Yes").check()
    part.get_by_role("button", name="Record it").click()
    expect(page.locator(".tree").first).to_contain_text("The award rule is not met.")

    page.locator("a", has_text="Correct: Data management plan").click()
    page.get_by_label("Mark in percent").fill("78")
    page.get_by_label("Reason").fill("A page had been overlooked.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.locator("main")).to_contain_text("A page had been overlooked.")
    expect(page.locator(".tree").first).to_contain_text("The award rule is met.")


def award(page: Page) -> None:
    """Apply the rule and award who meets it."""
    page.get_by_role("link", name="Award queue").click()
    page.get_by_role("button", name="the award rule").click()
    page.get_by_role("button", name="Award the 1 person who meets the rule").click()
    page.get_by_role("button", name="Award").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 person is awarded", timeout=60_000)


def put_right(page: Page) -> None:
    """Replace the credential that names its holder without the accent."""
    page.get_by_role("link", name="See the credentials").click()
    _wait_for(page, "Zoe Martinez")
    page.get_by_role("link", name="Zoe Martinez").click()
    page.get_by_role("link", name="Put the name right").click()
    page.get_by_label("Name as it should stand").fill("Zoë Martínez")
    page.get_by_label("Reason").fill("The accents were missing.")
    page.get_by_role("button", name="See what happens").click()
    expect(page.locator("main")).to_contain_text("withdrawn, for good")
    page.get_by_role("button", name="Replace it").click()
    _wait_for(page, "Zoë Martínez")
    page.get_by_role("link", name="Zoë Martínez").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoë Martínez")


def _wait_for(page: Page, name: str) -> None:
    """Look again until the worker has signed."""
    for _ in range(60):
        if page.get_by_role("link", name=name).count():
            return
        page.wait_for_timeout(500)
        page.reload()
