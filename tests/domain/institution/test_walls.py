"""One institution never sees another's rows, even where the code forgets to ask for its own only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from testamur.adapters.postgres import roles, scope
from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.models import Role
from testamur.domain.institution.values import InstitutionView

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def found(code: str) -> tuple[InstitutionView, Actor]:
    place = actions.found(system(), code=code, name=code.title(), country="MY", at=NOW)
    actions.invite(system(place.id), email=f"head@{code}.example", name="Head", roles=["administrator"], at=NOW)
    return place, system(place.id)


def test_the_applications_role_is_bound_by_row_level_security() -> None:
    import os

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (roles.APP, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT datname FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone()[0] in os.environ["DATABASE_URL"]


def test_another_institutions_rows_are_not_there_when_the_filter_is_forgotten() -> None:
    here, _ = found("north")
    there, _ = found("south")
    with scope.within(here.id), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT institution_id FROM institution_role")
        assert cursor.fetchall() == [(here.id,)]
        cursor.execute("SELECT count(*) FROM institution_role WHERE institution_id = %s", [there.id])
        assert cursor.fetchone() == (0,)


def test_without_a_scope_a_tenants_table_is_empty_in_the_database_and_an_error_in_the_code() -> None:
    found("north")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM institution_role")
        assert cursor.fetchone() == (0,)
    with pytest.raises(scope.NoScope):
        Role.objects.count()


def test_a_row_cannot_be_written_for_another_institution() -> None:
    here, _ = found("north")
    there, _ = found("south")
    person = queries.people(system(there.id))[0]
    with pytest.raises(Exception, match="row-level security"), scope.within(here.id):
        Role.objects.create(institution_id=there.id, person_id=person.id, name="registrar", granted_at=NOW)


def test_a_person_reads_their_own_rows_at_every_institution() -> None:
    for code in ("north", "south"):
        place, _ = found(code)
        actions.invite(system(place.id), email="aisyah@example.org", name="Aisyah", roles=["learner"], at=NOW)
    aisyah = queries.people(system(place.id), role="learner")[0]
    assert [role.institution.code for role in queries.own_roles(aisyah.id)] == ["north", "south"]


def test_every_tenants_table_is_walled_in() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE a.attname = 'institution_id' AND c.relkind = 'r'
                 AND NOT (relrowsecurity AND relforcerowsecurity)"""
        )
        known = {"institution_address", "institution_formercode"}  # The public address book, and public codes.
        assert {row[0] for row in cursor.fetchall()} == known
