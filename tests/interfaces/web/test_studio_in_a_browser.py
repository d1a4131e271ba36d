"""From nothing to a published definition in a browser: ten questions, the board by keys and pointer, axe on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from simulators import eyes
from simulators.walking import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pages,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
]

SCREEN = {"viewport": eyes.DESK}
HERE = "/design/marina"


def wrong(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page that is open, at a desk and by night on a telephone."""
    return [f"{name}: {one}" for one in eyes.faults_in_both(page)]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Keep it and go on").click()
    page.wait_for_load_state()


def test_from_nothing_to_a_published_definition(page: Page) -> None:
    sign_in(page, "designer@marina.example.edu")
    page.goto(f"{HERE}/drafts/begin")
    found = wrong(page, "begin")
    found += answer_ten_questions(page)
    page.get_by_role("button", name="Make the draft").click()
    page.wait_for_url("**/board")
    board = page.url
    found += wrong(page, "board")
    page.goto(board)
    align(page)
    page.get_by_role("link", name="Details", exact=True).click()
    found += wrong(page, "details")
    page.get_by_label("online").check()
    page.select_option("#stacking", "stand_alone")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("body")).to_contain_text("Saved.")
    page.get_by_role("link", name="Materials", exact=True).click()
    found += wrong(page, "materials")
    found += write_a_page(page)
    page.get_by_role("link", name="As learners see it").click()
    found += wrong(page, "preview")
    page.get_by_role("link", name="Hand in", exact=True).click()
    draft = board.removesuffix("/board")
    hand_in(page)
    found += publish(page, draft)
    assert "\n".join(found) == ""


def write_a_page(page: Page) -> list[str]:
    page.get_by_role("link", name="Pages", exact=True).click()
    page.fill("#title", "Bearings")
    page.get_by_role("button", name="Begin it").click()
    page.wait_for_url("**/pages/*-*")
    page.fill("#text", "## Why they wear")
    page.get_by_role("button", name="Embed", exact=True).click()
    page.keyboard.type("www.geogebra.org/m/abc")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("A bearing to turn")
    expect(page.get_by_role("heading", name="Why they wear")).to_be_visible()
    expect(page.get_by_role("button", name="Load it here")).to_be_visible()
    expect(page.locator("#kept")).to_have_text("Kept.")
    assert page.locator("iframe").count() == 0
    found = wrong(page, "a page")
    page.get_by_role("link", name="All pages").click()
    return found + wrong(page, "pages")


def answer_ten_questions(page: Page) -> list[str]:
    page.get_by_role("link", name="Answer ten questions").click()
    page.fill("#title", "Reading Sensor Data")
    page.fill("#description", "Find out from the data of a machine whether it will fail.")
    found = wrong(page, "question 1")
    go_on(page)
    page.fill("#prerequisites", "None.")
    go_on(page)
    page.get_by_label("of the labour market: jobs that exist or come").check()
    page.fill("#need_evidence", "Five of seven plants said so in May.")
    # Back and forward keep what was answered.
    go_on(page)
    page.go_back()
    expect(page.locator("#need_evidence")).to_have_value("Five of seven plants said so in May.")
    page.go_forward()
    page.fill("#outcome-1", "Detect a worn bearing from a week of data.")
    page.fill("#outcome-2", "Report how sure the judgement is.")
    go_on(page)
    page.fill("#criteria-1", "Finds the worn one in four of five records.")
    page.fill("#criteria-2", "States a number and where it comes from.")
    go_on(page)
    page.fill("#assessment-1", "Test with five records")
    page.select_option("#type-1", "practical_assessment")
    page.fill("#weight-1", "60")
    page.fill("#assessment-2", "Report")
    page.fill("#weight-2", "60")
    page.fill("#overall", "60")
    go_on(page)
    expect(page.locator("#weight-2-error")).to_contain_text("Together they count 120 %")
    found += wrong(page, "question 6")
    page.fill("#weight-2", "40")
    go_on(page)
    page.fill("#activity-1", "Working through records")
    page.fill("#hours-1", "30")
    page.fill("#activity-2", "Own machine")
    page.fill("#hours-2", "24")
    go_on(page)
    page.get_by_role("button", name="Skip this question").click()
    page.locator("summary", has_text="What the levels ask for").click()
    found += wrong(page, "question 9")
    page.select_option("#level", "EQF 5")
    page.fill("#credits", "2")
    page.select_option("#unit", "ECTS")
    go_on(page)
    go_on(page)
    found += wrong(page, "what was said")
    return found


def align(page: Page) -> None:
    """Untick by the keys and see what follows; tick again by dragging."""
    tick = page.locator('input[name="assesses-0"]').first
    tick.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "assesses-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    page.locator('input[name="assesses-1"]').first.uncheck()
    expect(page.locator("#sums")).to_contain_text("1 of 2 outcomes are assessed", timeout=15000)
    expect(page.locator('[data-notes="outcomes[0]"]')).to_contain_text("EU-P3b", timeout=15000)
    drag(page, '[data-card="assesses-0"] .grip', '[data-lane="0"] h3')
    expect(tick).to_be_checked()
    expect(page.locator("#sums")).to_contain_text("2 of 2 outcomes are assessed", timeout=15000)
    expect(page.locator("#kept")).to_have_text("Kept.")


def drag(page: Page, what: str, onto: str) -> None:
    """Drag as a hand does: a browser takes a thing up only once the pointer has moved on it."""
    page.locator(what).hover()
    page.mouse.down()
    box = page.locator(what).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5, steps=4)
    for _ in range(2):
        page.locator(onto).hover()
    page.mouse.up()


def hand_in(page: Page) -> None:
    page.locator('input[name="has_interest"][value="no"]').check()
    for button in ("Say so", "I am the subject expert", "Sign this text off", "Hand it in for review"):
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()


def publish(page: Page, draft: str) -> list[str]:
    """Have somebody independent review it and somebody else approve and publish it."""
    page.goto(draft)
    expect(page.locator("body")).to_contain_text("waits for an independent reviewer")
    found = wrong(page, "handed in")
    review = draft.replace("/drafts/", "/reviews/")
    sign_in(page, "reviewer@marina.example.edu")
    page.goto(review)
    for answer in page.locator('select[name^="answer-"]').all():
        answer.select_option("yes")
    weighed(page)
    page.locator('button[name="verb"][value="pass"]').click()
    page.wait_for_load_state()
    assert page.locator(".error").all_inner_texts() == []
    sign_in(page, "registrar@marina.example.edu")
    page.goto(review)
    weighed(page)
    page.locator('button[name="verb"][value="approve"]').click()
    page.wait_for_load_state()
    page.goto(f"{draft}/hand-in")
    page.locator('button[name="verb"][value="publish"]').click()
    page.wait_for_load_state()
    page.get_by_role("link", name="Its public page").click()
    expect(page.locator("h1")).to_have_text("Reading Sensor Data")
    return found


def weighed(page: Page) -> None:
    """Say what whoever judges has to say, as far as the page asks for it."""
    level = page.locator('select[name="level"]')
    if level.count():
        level.first.select_option("EQF 5")
    # A bare number is understood in the unit of the text.
    for name, value in (("credit_value", "2"), ("minutes", "30")):
        field = page.locator(f'input[name="{name}"]')
        if field.count():
            field.first.fill(value)
    no = page.locator('input[name="has_interest"][value="no"]')
    if no.count():
        no.first.check()
