"""A browser, a demo's world to look at, and people who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser

import campus as campuses
from simulators.chromium import chromium


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium."""
    with chromium(monkeypatch) as running:
        yield running


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
def as_role(campus: campuses.Campus) -> Callable[[str], Client]:
    """From a role to a visitor who has signed in with it."""

    def enter(role: str) -> Client:
        client = Client()
        person = get_user_model().objects.get(pk=campus.people[role].id)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
