"""Chromium, as the machine has it, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_PROGRAM = Path("/usr/bin/chromium")
_QUIETLY = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Run a browser for one test, or skip the test and say why."""
    if not _PROGRAM.exists():
        pytest.skip(f"{_PROGRAM} is missing")
    # Playwright's loop runs in this thread; what the test itself asks of the database is none of its business.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(_PROGRAM), args=_QUIETLY)
        yield running
        running.close()
