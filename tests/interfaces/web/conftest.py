"""A browser, a demo's world to look at, and people who are signed in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import campus as campuses
import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIETLY = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium, driven from this thread."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing")
    # Playwright's loop runs in this thread; what the test itself asks of the database is none of its business.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIETLY))
        yield running
        running.close()


@pytest.fixture
def campus(db: None) -> campuses.Campus:
    """A university with one person in each role."""
    del db
    return campuses.found()


@pytest.fixture
def world(transactional_db: None, settings: LazySettings) -> None:
    """A small version of the demo's world, as a demo shows it."""
    from testamur.demo.world import build

    del transactional_db
    settings.IS_DEMO = True
    build(at=datetime.now(UTC), base_url=settings.BASE_URL, scale=0.05)


@pytest.fixture
def signed_in(campus: campuses.Campus) -> Iterator[object]:
    """A function from a role to a client that is signed in with it."""
    from django.contrib.auth import get_user_model

    def enter(role: str) -> Client:
        client = Client()
        person = get_user_model().objects.get(pk=campus.people[role].id)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter  # type: ignore[return-value]
