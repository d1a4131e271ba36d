"""A browser, a worker in the background, and a university."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import campus as campuses
from simulators.chromium import chromium


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium."""
    with chromium(monkeypatch) as running:
        yield running


@pytest.fixture
def campus(transactional_db: None) -> campuses.Campus:
    """A university with one person in each role."""
    del transactional_db
    return campuses.found()


@pytest.fixture
def worker(campus: campuses.Campus) -> Iterator[None]:
    """A worker on the test's database."""
    del campus
    process = subprocess.Popen([sys.executable, "-m", "testamur.interfaces.jobs"], env=dict(os.environ))
    yield
    process.kill()
    process.wait()
