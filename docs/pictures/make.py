#!/usr/bin/env python3
"""Take the pictures of the documents again, from a running demo.

./testamur demo --no-browser          in one terminal
.venv/bin/python docs/pictures/make.py http://localhost:8000
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PAGES = {"start": "/", "catalogue": "/catalogue?q=data", "check": "/check"}
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
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
