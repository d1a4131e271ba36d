"""What the description promises, held against what the door does, with requests that a machine thinks up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from testamur.interfaces.api import pace
from testamur.interfaces.api.openapi import description
from testamur.interfaces.api.urls import api

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
# Every boundary of every value takes minutes, and the table of bad input looks at those that matter.
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_dict(description(api), config=CONFIG)
schema.app = get_wsgi_application()
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests share the test's transaction: they must not tidy its connection away."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token of somebody who may do nearly everything, at a place where there is something of each kind."""
    from datetime import UTC, datetime

    from campus import NOW
    from testamur.domain.institution import actions

    monkeypatch.setattr(pace, "KNOWN_A_MINUTE", 10**6)
    campus.graduate(campus.offer())
    registrar = campus.people["registrar"].uuid
    actions.grant(campus.actor("administrator"), person=registrar, role="administrator", at=NOW)
    actor = campus.actor("registrar")
    return actions.make_token(actor, label="machine", scopes=sorted(actor.permissions), at=datetime.now(UTC))[1]


@pytest.mark.filterwarnings("ignore:Skipped test cases with unsupported payload")
@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_no_request_breaks_the_door(case: schemathesis.Case, secret: str) -> None:
    case.headers.pop("Testamur-Institution", None)
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
