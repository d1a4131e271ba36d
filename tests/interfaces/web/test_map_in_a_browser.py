"""The map in a browser: by keyboard alone, without a script, on a telephone, on paper; axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from simulators import eyes

pytestmark = [pytest.mark.browser, pytest.mark.pages, pytest.mark.django_db(transaction=True)]

BOXES = """() => [...document.querySelectorAll("[data-sky-frame] :is(.st, .goal) :is(.d, .ring, text)")]
  .filter(one => getComputedStyle(one).visibility === "visible")
  .map(one => [one.textContent, one.getBoundingClientRect()])
  .map(([text, box]) => [text, box.left, box.top, box.right, box.bottom])"""


@contextmanager
def window(browser: Browser, base: object, theme: Literal["light", "dark"], width: int) -> Iterator[Page]:
    opened = browser.new_context(
        color_scheme=theme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        base_url=str(base),
    )
    yield opened.new_page()
    opened.close()


@pytest.fixture
def page(browser: Browser, live_server: object) -> Iterator[Page]:
    with window(browser, live_server, "light", 1280) as opened:
        yield opened


@pytest.fixture(params=["desk", "telephone"])
def screen(browser: Browser, request: pytest.FixtureRequest, live_server: object) -> Iterator[Page]:
    """A page on each, for what depends on the width."""
    with window(browser, live_server, *(("dark", 360) if request.param == "telephone" else ("light", 1280))) as opened:
        yield opened


def brought(page: Page) -> None:
    """Go to the map and show the example."""
    page.goto("/map")
    page.get_by_role("button", name="Show an example").click()
    page.wait_for_load_state()


def test_axe_finds_nothing_on_the_map_with_a_reason_open(screen: Page) -> None:
    said: list[str] = []
    screen.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    screen.on("pageerror", lambda error: said.append(str(error)))
    screen.goto("/map")
    assert eyes.faults(screen) == []
    brought(screen)
    assert eyes.faults(screen) == []
    screen.locator(".st.lit").first.click()
    assert eyes.faults(screen) == []
    assert said == []


def test_the_page_ends_with_its_footing(screen: Page) -> None:
    brought(screen)
    beyond = "document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom"
    assert screen.evaluate(f"{beyond} - scrollY") <= 1


def test_nothing_on_the_map_stands_on_anything_else(screen: Page) -> None:
    brought(screen)
    boxes = screen.evaluate(BOXES)
    assert len(boxes) > 20
    for (one, *a), (other, *b) in combinations(boxes, 2):
        # The halo that keeps lines off the letters counts as theirs; a name and how far it is belong together.
        meets = a[0] < b[2] - 3 and b[0] < a[2] - 3 and a[1] < b[3] - 3 and b[1] < a[3] - 3
        assert not meets or is_far(one) or is_far(other), (one, other)


def is_far(text: str) -> bool:
    return bool(re.match(r"\d|met|not", text))


def test_the_keyboard_alone_reaches_a_star_opens_its_reason_and_comes_back(page: Page) -> None:
    brought(page)
    page.locator("[data-sky-frame]").focus()
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        on = page.evaluate("document.activeElement.getAttribute('class') ?? ''")
        if on.startswith("st "):
            names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        elif names:
            break
    assert names[:2] == ["Project Risk for Practitioners: held, 6 HKQF", "Applied Data Visualisation: held, 9 HKQF"]
    page.locator(".st.lit").first.focus()
    page.keyboard.press("Enter")
    tip = page.locator(".sky-tip")
    expect(tip).to_have_attribute("role", "dialog")
    expect(tip).to_contain_text("Counts with 6 HKQF.")
    expect(tip).to_be_focused()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(page.locator(".st.lit").first).to_be_focused()


def test_choosing_another_figure_shows_its_part_of_the_list_and_its_numbers(page: Page) -> None:
    brought(page)
    goal = page.locator('.goal[aria-label^="MITx MicroMasters in Supply Chain"]')
    goal.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sky-figure.chosen .figure-name")).to_have_text("MITx MicroMasters in Supply Chain Management")
    expect(page.locator(".plan.chosen text")).to_have_text(["1", "2", "3", "4"])
    expect(goal).to_have_attribute("aria-current", "true")
    # What can be ticked, and the link to share, follow.
    expect(page.get_by_role("checkbox", name="Supply Chain Dynamics")).to_be_visible()
    expect(page.locator("#share")).to_have_value(re.compile(r"/map\?goal=mitx-scm$"))
    assert eyes.faults(page) == []


def test_a_press_on_a_numbered_star_opens_its_reason(page: Page) -> None:
    page.goto("/map?goal=mitx-scm")
    page.locator(".st.lit .d").first.click()
    expect(page.locator(".sky-tip")).to_contain_text("Is asked for. Nobody here offers it.")


def test_the_list_leads_to_the_star_and_the_star_to_the_list(page: Page) -> None:
    brought(page)
    page.locator(".sky-figure.chosen .to-star").nth(1).click()
    expect(page.locator(".st:focus")).to_have_attribute("aria-label", re.compile("^Applied Data"))
    page.keyboard.press("Enter")
    page.locator(".sky-tip").get_by_role("link", name="In the list").click()
    assert re.search(r"#row-\d+$", page.url)


def test_keys_and_buttons_enlarge_the_map(page: Page) -> None:
    brought(page)
    wide = "document.querySelector('.constellation .sky').getBoundingClientRect().width"
    before = page.evaluate(wide)
    page.locator("[data-sky-frame]").focus()
    page.keyboard.press("+")
    assert page.evaluate(wide) > before * 1.2
    page.keyboard.press("0")
    assert page.evaluate(wide) <= page.evaluate("document.querySelector('[data-sky-frame]').clientWidth") + 1
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Smaller").click()


def test_ticking_what_is_planned_says_at_once_what_it_changes(page: Page) -> None:
    page.goto("/map?goal=mitx-scm")
    page.locator(".ticks input").first.check()
    expect(page.locator(".changes")).to_contain_text(
        "MITx MicroMasters in Supply Chain Management: today 0 of 6; with this, 1 of 6."
    )


def test_without_a_script_everything_is_a_link_or_a_form(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(java_script_enabled=False, base_url=str(live_server))
    page = opened.new_page()
    brought(page)
    star = page.locator(".st.held").first
    assert re.fullmatch(r"#row-\d+", star.get_attribute("href") or "")
    page.locator("summary", has_text="MITx MicroMasters in Supply").click()
    page.get_by_role("button", name=re.compile("Show on the map ?: MITx MicroMasters in Supply")).click()
    expect(page.locator(".lead")).to_contain_text("You gave 6 credentials.")
    page.get_by_label("Supply Chain Dynamics").check()
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".changes")).to_contain_text("3 of 6")
    opened.close()


def test_the_chosen_figure_is_printed_alone_with_its_part_of_the_list(page: Page) -> None:
    brought(page)
    page.emulate_media(media="print")
    expect(page.locator(".sky.alone")).to_be_visible()
    expect(page.locator("[data-sky-frame]")).to_be_hidden()
    expect(page.locator(".sky-figure.chosen .missing")).to_be_visible()
    expect(page.locator(".sky-figure:not(.chosen)").first).to_be_hidden()


def test_it_prints_on_one_sheet(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(base_url=str(live_server))
    page = opened.new_page()
    brought(page)
    sheets = re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1
    opened.close()


def test_files_are_dropped_several_at_once(page: Page) -> None:
    page.goto("/map")
    files = [{"name": f"{at}.json", "mimeType": "application/json", "buffer": b"{}"} for at in range(3)]
    page.set_input_files("#file", files)
    page.get_by_role("button", name="Draw my constellation").click()
    page.wait_for_load_state()
    assert page.locator(".files li").count() == 3
    assert eyes.faults(page) == []
