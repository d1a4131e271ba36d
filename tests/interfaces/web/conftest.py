"""A browser, a demo's world to look at, and people who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page

import campus as campuses
import snapshots
from simulators import walking
from simulators.chromium import chromium


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium."""
    with chromium(monkeypatch) as running:
        yield running


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, live_server: object) -> Iterator[Page]:
    """A page of a telephone, or of what the test's module calls its ``SCREEN``."""
    screen = {"viewport": walking.TELEPHONE, **getattr(request.module, "SCREEN", {})}
    opened = browser.new_context(base_url=str(live_server), reduced_motion="reduce", **screen)
    yield opened.new_page()
    opened.close()


@pytest.fixture
def campus(db: None) -> campuses.Campus:
    """A university with one person in each role."""
    del db
    return campuses.found()


@pytest.fixture(scope="session")
def worlds() -> list[snapshots.Snapshot]:
    """The small world as it was built, for whoever needs it next."""
    return []


@pytest.fixture
def world(
    transactional_db: None,
    settings: LazySettings,
    worlds: list[snapshots.Snapshot],
    superuser: Callable[[], psycopg.Connection],
) -> None:
    """A small version of the demo's world, as a demo shows it."""
    from testamur.demo.world import build

    del transactional_db
    settings.IS_DEMO = True
    with superuser() as server:
        if worlds:
            snapshots.put_back(server, worlds[0])
            return
    build(at=datetime.now(UTC), base_url=settings.BASE_URL, scale=0.05)
    with superuser() as server:
        worlds.append(snapshots.keep(server))


@pytest.fixture
def as_role(campus: campuses.Campus) -> Callable[[str], Client]:
    """From a role to a visitor who has signed in with it."""

    def enter(role: str) -> Client:
        client = Client()
        person = get_user_model().objects.get(pk=campus.people[role].id)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
