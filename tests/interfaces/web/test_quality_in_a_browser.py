"""Quality in a browser: axe finds nothing on its pages, nothing is too wide, and a review is done by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from simulators.walking import sign_in, wrong

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pages,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
]

SCREEN = {"color_scheme": "dark"}
HERE = "/quality/marina"


def link(page: Page, path: str, pattern: str) -> str:
    page.goto(path)
    found = page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
    return next(str(one) for one in found if re.search(pattern, str(one)))


def press_to(page: Page, selector: str) -> None:
    """Go on with the tab key until what is wanted has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"the tab key never comes to {selector}")


def test_axe_finds_nothing_on_the_pages_of_quality_and_a_review_needs_no_mouse(page: Page) -> None:
    found = wrong(page, f"{HERE}/outcomes", f"{HERE}/policies/appeals")
    sign_in(page, "registrar@marina.example.edu")
    rooms = ("", "indicators", "samples", "families", "dossiers", "readiness", "policies", "policies/naming/write")
    places = [
        link(page, f"{HERE}/", "/designs/"),
        link(page, f"{HERE}/samples", r"samples/[0-9a-f-]{36}$"),
        link(page, f"{HERE}/families", r"families/[0-9a-f-]{36}$"),
        link(page, f"{HERE}/dossiers", r"dossiers/[0-9a-f-]{36}$"),
    ]
    found += wrong(page, *(f"{HERE}/{room}" for room in rooms), *places, f"{places[0]}/guidelines")
    sign_in(page, "reviewer@marina.example.edu")
    page.goto("/design/marina/reviews")
    review = str(page.get_by_role("link", name="Open Data for City Makers", exact=True).get_attribute("href"))
    found += wrong(page, "/design/marina/reviews", review)
    assert "\n".join(found) == ""
    page.goto(review)
    for select in page.query_selector_all('select[name^="answer-"]:visible'):
        press_to(page, f'[name="{select.get_attribute("name")}"]')
        page.keyboard.type("Yes")
    for field, said in (("level", "EQF 6"), ("credit_value", "5 ECTS"), ("minutes", "20")):
        press_to(page, f'[name="{field}"]')
        page.keyboard.type(said)
    press_to(page, 'button[value="pass"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not resolved: 1", timeout=20_000)
    press_to(page, 'button[value^="resolve"]')
    page.keyboard.press("Enter")
    expect(page.get_by_text("settled", exact=True)).to_have_count(1, timeout=20_000)
