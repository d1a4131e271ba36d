"""Two universities, and programs that speak for their people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponse

    from campus import Campus


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
    """Return the secret of a new token of the person in *role*, by default with all that they may do."""
    from testamur.domain.institution import actions

    actor = campus.actor(role)
    wanted = scopes or sorted(actor.permissions)
    return actions.make_token(actor, label="tests", scopes=wanted, at=datetime.now(UTC))[1]


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
def anyone(db: None) -> Program:
    """A program without a token."""
    del db
    return Program()


@pytest.fixture
def counts() -> Callable[[], dict[str, int]]:
    """Count the rows of every table, past the walls: what changes nothing leaves this as it is."""
    return _counts


@pytest.fixture
def issue(campus: Campus) -> Callable[..., Any]:
    """Award data stewardship to somebody and sign the credential; return it as the registrar sees it."""

    def make(name: str = "Aisyah", offering: object = None) -> Any:
        import campus as campuses
        from testamur.domain.awards import actions as awards
        from testamur.domain.issuing import actions, queries

        enrolment = campus.graduate(offering or campus.offer(), name)
        award = awards.confer(campus.actor("registrar"), enrolment=enrolment, at=campuses.NOW)
        actions.sign(campus.system, awards=[str(award)], at=campuses.NOW)
        return queries.of_award(award, institution_id=campus.institution.id, at=campuses.NOW)

    return make


def _counts() -> dict[str, int]:
    """Return how many rows every table has, seen past the walls: what changes nothing leaves this as it is."""
    from django.db import connection, transaction

    from testamur.domain.institution.queries import institutions

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'server_cache'")
        tables = sorted(row[0] for row in cursor.fetchall())
    asked = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)  # noqa: S608 - names from the database itself
    total: Counter[str] = Counter(dict.fromkeys(tables, 0))
    for place in [None, *(one.id for one in institutions())]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('testamur.institution', %s, true)", [str(place or "")])
            cursor.execute(asked)
            total.update(dict(cursor.fetchall()))
    return total
