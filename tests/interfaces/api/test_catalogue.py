"""The catalogue over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_anyone_searches_and_reads(campus: Campus, anyone: Any) -> None:
    uuid = campus.publish()
    found = anyone.get("/catalogue?text=steward")
    assert found.status_code == 200, found.content
    assert [item["uuid"] for item in found.json()["items"]] == [str(uuid)]
    whole = anyone.get(f"/catalogue/{uuid}")
    assert whole.status_code == 200, whole.content
