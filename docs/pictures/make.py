#!/usr/bin/env python3
"""Take the pictures of the documents again, from a running demo.

./testamur demo --no-browser          in one terminal
.venv/bin/python docs/pictures/make.py http://localhost:8000
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PAGES = {"start": "/", "catalogue": "/catalogue?q=data", "check": "/check"}
TOP = {"x": 0, "y": 0, "width": 1280}
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(address: str) -> None:
    """Write one picture a page, as wide as the README shows it."""
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path="/usr/bin/chromium", args=[*QUIET, "--no-first-run"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        for name, path in PAGES.items():
            page.goto(address + path)
            page.screenshot(path=HERE / f"{name}.png")
        page.set_viewport_size({"width": 1280, "height": 980})
        page.goto(address + "/map")
        page.get_by_role("button", name="Show an example").click()
        page.wait_for_load_state()
        page.wait_for_timeout(600)  # the map glides to the figure in focus
        page.screenshot(path=HERE / "map.png")
        pathways(browser, address)
        recognition(browser, address)
        partners(browser, address)
        quality(browser, address)
        studio(browser, address)
        browser.close()


def pathways(browser: Browser, address: str) -> None:
    """Take a learner's pathway, a plan, what would be if, and the registrar's people on a pathway."""
    page = as_somebody(browser, address, "farah@mail.example.org")
    page.goto(f"{address}/mine/pathways")
    page.get_by_role("link", name="Why").first.click()
    page.wait_for_timeout(600)  # the map glides to the figure in focus
    page.screenshot(path=HERE / "pathway.png", full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 1240})
    page.get_by_role("link", name="What if …").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="See what changes").click()
    page.wait_for_timeout(600)
    page.screenshot(path=HERE / "what-if.png")
    page.goto(f"{address}/mine/pathways")
    page.get_by_role("link", name="Plan the rest").last.click()
    page.screenshot(path=HERE / "plan.png")
    page = as_somebody(browser, address, "registrar@selat.example.edu")
    page.goto(f"{address}/desk/selat/pathways")
    page.get_by_role("link", name="People").first.click()
    page.screenshot(path=HERE / "pathway-people.png", clip={"x": 0, "y": 0, "width": 1280, "height": 720})


def recognition(browser: Browser, address: str) -> None:
    """Take the desk, a request that fits a precedent, a ruling being written, and the learner's decision."""
    page = as_somebody(browser, address, "registrar@selat.example.edu")
    page.goto(f"{address}/desk/selat/recognition/")
    page.screenshot(path=HERE / "recognition-desk.png")
    page.goto(f"{address}/desk/selat/recognition/?view=new")
    page.locator("tbody th a").first.click()
    page.screenshot(path=HERE / "recognition-request.png")
    page.goto(f"{address}/desk/selat/recognition/?view=work")
    page.locator("tr", has_text="Being assessed").locator("th a").first.click()
    page.get_by_role("link", name="Decide", exact=True).click()
    page.screenshot(path=HERE / "recognition-ruling.png")
    page = as_somebody(browser, address, "farah@mail.example.org")
    page.goto(f"{address}/mine/recognition")
    page.locator("article a").first.click()
    page.screenshot(path=HERE / "recognition-decision.png")


def quality(browser: Browser, address: str) -> None:
    """Take the reviewer's desk, a review, the way of what is out, and a round of self-audit."""
    page = as_somebody(browser, address, "reviewer@marina.example.edu")
    page.goto(f"{address}/design/marina/reviews")
    page.screenshot(path=HERE / "quality-desk.png")
    page.get_by_role("link", name="Open Data for City Makers", exact=True).click()
    page.wait_for_load_state()
    page.screenshot(path=HERE / "quality-review.png")
    page.goto(f"{address}/quality/marina/")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state()
    page.screenshot(path=HERE / "quality-way.png")
    page = as_somebody(browser, address, "administrator@marina.example.edu")
    page.goto(f"{address}/quality/marina/readiness")
    page.screenshot(path=HERE / "quality-readiness.png")


def studio(browser: Browser, address: str) -> None:
    """Take how a draft begins, a question, the board with its gaps, the details, two texts, and the specimen."""
    page = as_somebody(browser, address, "designer@marina.example.edu")
    page.goto(f"{address}/design/marina/drafts/begin")
    page.set_viewport_size({"width": 1280, "height": 1240})
    page.screenshot(path=HERE / "studio-begin.png")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"{address}/design/marina/drafts/begin/interview/4")
    page.fill("#outcome-1", "Detect from a week of data whether a bearing is worn.")
    page.screenshot(path=HERE / "studio-question.png")
    page = as_somebody(browser, address, "instructor@marina.example.edu")
    page.goto(f"{address}/design/marina/drafts")
    page.get_by_role("link", name="Cleaning Data with Programs").first.click()
    draft = page.url
    page.goto(f"{draft}/board")
    page.set_viewport_size({"width": 1280, "height": 1820})
    page.screenshot(path=HERE / "studio-board.png")
    page.goto(f"{draft}/details")
    page.get_by_text("What the levels ask for").click()
    page.locator("details:has(.levels)").screenshot(path=HERE / "studio-levels.png")
    page.goto(f"{draft}/preview")
    page.locator(".specimen-testamur").screenshot(path=HERE / "studio-specimen.png")


def partners(browser: Browser, address: str) -> None:
    """Take an invitation, a brief, and a draft that waits for a partner's word."""
    page = as_somebody(browser, address, "designer@southerncape.example.edu")
    page.goto(f"{address}/partners/southern-cape/")
    page.get_by_label("Name of the organisation").fill("Chamber of Roofers")
    page.get_by_role("button", name="Make the link").click()
    secret = page.get_by_label("Invitation link").input_value().rpartition("/")[2]
    stranger = browser.new_page(viewport={"width": 1280, "height": 760}, color_scheme="light")
    stranger.goto(f"{address}/partners/come/{secret}")
    stranger.screenshot(path=HERE / "partner-invitation.png")
    page = as_somebody(browser, address, "partner@southerncape.example.edu")
    page.goto(f"{address}/partners/southern-cape/")
    page.get_by_role("link", name="Tamar Insurance Group", exact=True).click()
    page.get_by_role("link", name="Assessors for storm and hail claims").click()
    page.wait_for_url("**/briefs/*")
    page.screenshot(path=HERE / "partner-brief.png", full_page=True, clip={**TOP, "height": 1160})
    page.goto(f"{address}/partners/southern-cape/")
    page.get_by_role("link", name="Assessing Storm and Hail Claims").click()
    page.wait_for_url("**/drafts/*")
    page.screenshot(path=HERE / "partner-room.png", full_page=True, clip={**TOP, "height": 1500})


def as_somebody(browser: Browser, address: str, email: str) -> Page:
    """Return a page of somebody of the demo."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
    page.goto(f"{address}/accounts/login/")
    page.locator(f"button[name=person][value='{email}']").click()
    return page


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
