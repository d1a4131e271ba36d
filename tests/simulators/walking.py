"""Walking through the pages as somebody: signed in at the demo's door, looking at one page after another."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from simulators import eyes

TELEPHONE: ViewportSize = {"width": 360, "height": 740}


def sign_in(page: Page, email: str) -> None:
    """Come in as one of the demo's people, whoever it was before."""
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator(f'button[value="{email}"]').first.click()
    page.wait_for_load_state()


def wrong(page: Page, *paths: str) -> list[str]:
    """Return what is wrong with pages, in the theme and at the width that the browser has; an empty path stays."""
    found = []
    for path in paths:
        if path:
            page.goto(path)
        found += [f"{page.url}: {one}" for one in eyes.faults(page)]
    return found
