"""What was done stays written, and tampering shows."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from testamur.adapters.postgres import scope
from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import Actor, system

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def actor() -> Actor:
    place = actions.found(system(), code="north", name="North", country="IE", at=NOW)
    for name in ("ann", "ben"):
        actions.invite(system(place.id), email=f"{name}@example.org", roles=["learner"], at=NOW)
    return system(place.id)


def test_every_action_leaves_an_entry(actor: Actor) -> None:
    assert [entry.verb for entry in queries.audit(actor)] == ["institution.invite"] * 2 + ["institution.found"]
    assert queries.audit_chain(actor)


@pytest.mark.parametrize("verb", ["UPDATE ledger_entry SET verb = 'x'", "DELETE FROM ledger_entry"])
def test_an_entry_is_neither_changed_nor_deleted(actor: Actor, verb: str) -> None:
    with (
        pytest.raises(DatabaseError, match="written once"),
        scope.within(actor.institution_id),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tampering",
    [
        'UPDATE ledger_entry SET facts = \'{"roles": ["administrator"]}\' WHERE number = 2',
        "DELETE FROM ledger_entry WHERE number = 2",
        "DELETE FROM ledger_entry WHERE number = 3",
    ],
)
def test_tampering_past_the_database_shows(postgres: str, actor: Actor, tampering: str) -> None:
    database = connection.settings_dict["NAME"]
    with psycopg.connect(postgres, dbname=database) as server:
        server.execute("SET session_replication_role = replica")
        server.execute(tampering)
    assert queries.audit_chain(actor).broken_at in {2, 3}


def test_an_action_that_fails_leaves_no_entry(actor: Actor) -> None:
    with pytest.raises(Exception, match="invalid"):
        actions.invite(actor, email="not an address", at=NOW)
    assert len(queries.audit(actor)) == 3
