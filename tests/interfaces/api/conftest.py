"""Two universities, and programs that speak for their people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from django.test import Client

if TYPE_CHECKING:
    from campus import Campus
    from django.http import HttpResponse


@dataclass(slots=True)
class Program:
    """A program with a token (or without one): JSON out, JSON back."""

    secret: str = ""
    client: Client = field(default_factory=Client)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", headers={**self.headers(), **headers})

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.send("post", path, body, **headers)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        data = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        call = getattr(self.client, method)
        told = {**self.headers(), **headers}
        return call(f"/api/v1{path}", data, content_type="application/json", headers=told)

    def form(self, path: str, data: Mapping[str, Any], **headers: str) -> HttpResponse:
        return self.client.post(f"/api/v1{path}", data, headers={**self.headers(), **headers})


def token(campus: Campus, role: str, *scopes: str) -> str:
    """Return the secret of a new token of the person in *role*, with all scopes by default."""
    from testamur.domain.institution import actions
    from testamur.domain.institution.access import Permission

    wanted = scopes or [str(one) for one in Permission]
    return actions.make_token(campus.actor(role), label="tests", scopes=wanted, at=datetime.now(UTC))[1]


@pytest.fixture
def campus(db: None) -> Campus:
    del db
    import campus as campuses

    return campuses.found()


@pytest.fixture
def elsewhere(db: None) -> Campus:
    """Another university."""
    del db
    import campus as campuses

    return campuses.found("south")


@pytest.fixture
def program(campus: Campus) -> Callable[..., Program]:
    """Make a program for a role at the campus, or at another."""

    def make(role: str = "registrar", *scopes: str, at: Campus | None = None) -> Program:
        return Program(token(at or campus, role, *scopes))

    return make


@pytest.fixture
def anyone() -> Program:
    """A program without a token."""
    return Program()
