"""Drafts in a browser: kept while they are written, through a lost connection; axe finds nothing on their pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from simulators.walking import sign_in, wrong

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pages,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
]

HERE = "/design/marina"


def begun(page: Page) -> str:
    page.goto(f"{HERE}/drafts/begin")
    page.locator('button[value="data-stewardship"]').click()
    page.wait_for_url("**/drafts/*-*")
    return page.url


def test_axe_finds_nothing_on_the_pages_of_drafts_and_reviews(page: Page) -> None:
    sign_in(page, "registrar@marina.example.edu")
    found = wrong(page, f"{HERE}/drafts", f"{HERE}/drafts/begin", f"{HERE}/reviews")
    draft = begun(page)
    rooms = ("", "/preview", "/talk", "/history", "/hand-in")
    page.fill("#source", page.input_value("#source").replace("weeks: 10", "weeks: 20"))
    page.get_by_role("button", name="Save", exact=True).click()
    found += wrong(page, *(draft + room for room in rooms), f"{draft}/history?since=1")
    page.get_by_role("button", name="Bring text 1 back").click()
    page.goto(f"{draft}/hand-in")
    page.locator('input[name="has_interest"][value="no"]').check()
    for button in ("Say so", "I am the subject expert", "Sign this text off", "Hand it in for review"):
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()
    sign_in(page, "reviewer@marina.example.edu")
    page.goto(f"{HERE}/reviews")
    page.locator(f'a.button[href$="/reviews/{draft.rpartition("/")[2]}"]').click()
    page.wait_for_url("**/reviews/*-*")
    page.fill("#text", "Name the week.")
    page.get_by_role("button", name="Ask for it").click()
    page.wait_for_load_state()
    found += wrong(page, f"{HERE}/reviews", page.url, f"{draft}/talk", f"{HERE}/drafts?whose=all")
    assert "\n".join(found) == ""


def test_what_is_written_without_a_connection_is_kept_and_sent_later(page: Page) -> None:
    sign_in(page, "registrar@marina.example.edu")
    draft = begun(page)
    page.context.set_offline(True)
    page.fill("#source", page.input_value("#source") + "\n# written on the train\n")
    expect(page.locator("#kept")).to_contain_text("No connection.", timeout=15000)
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_have_text("Kept.", timeout=15000)
    page.goto(draft)
    assert "# written on the train" in page.input_value("#source")
    # A button that is pressed without a connection waits, on the page that it stands on.
    page.goto(f"{draft}/board")
    page.context.set_offline(True)
    page.fill("#activity-new", "Reading on the train")
    page.locator(".adding button").last.click()
    expect(page.locator("#kept")).to_contain_text("No connection.", timeout=15000)
    expect(page.locator("#activity-new")).to_have_value("Reading on the train")
    page.context.set_offline(False)
    expect(page.locator('input[value="Reading on the train"]')).to_have_count(1, timeout=15000)


def test_what_a_closed_browser_had_not_sent_is_offered_again(page: Page) -> None:
    sign_in(page, "registrar@marina.example.edu")
    draft = begun(page)
    page.fill("#source", page.input_value("#source") + "\n# never sent\n")
    page.goto(draft)
    assert "# never sent" not in page.input_value("#source")
    page.get_by_role("button", name="Bring it back").click()
    assert "# never sent" in page.input_value("#source")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    assert "# never sent" in page.input_value("#source")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)
