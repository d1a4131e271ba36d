"""What is wrong with the page that a browser shows: axe's findings, and what is wider than the window.

A page is looked at whole in light on a desk's width, then by night on the narrowest telephone, where only what depends
on colours and widths is asked again: most of what axe asks is about the markup, which is the same.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 800}
NARROWEST: ViewportSize = {"width": 320, "height": 800}
_BY_LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable", "button-name"]
_AXE = Axe().axe_script
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Page) -> list[str]:
    """Say what is wrong with the page as it stands, in the theme and at the width that the browser has."""
    return [*_asked(page, {}), *_too_wide(page)]


def faults_in_both(page: Page) -> list[str]:
    """Say what is wrong in light at a desk and by night on a telephone; leave the browser as at the desk."""
    found = faults(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size(NARROWEST)
    by_night = [*_asked(page, {"runOnly": {"type": "rule", "values": _BY_LOOKS}}), *_too_wide(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(DESK)
    return [*found, *(f"by night at {NARROWEST['width']} px: {one}" for one in by_night)]


def _asked(page: Page, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    # Without this, axe also describes everything that is right, which takes most of its time.
    answer = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [f"{one['id']} {[node['target'] for node in one['nodes'][:3]]}" for one in answer["violations"]]


def _too_wide(page: Page) -> list[str]:
    width = page.evaluate(_WIDER)
    return [f"{width} px too wide"] if width > 0 else []
