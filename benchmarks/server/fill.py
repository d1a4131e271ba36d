#!/usr/bin/env python3
"""Fill the database of a running demo for `pages.py`: definitions by the public action, credentials' rows by SQL."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from testamur.interfaces.cli.server import prepare

WORDS = [
    "soil",
    "water",
    "bridges",
    "nursing",
    "payroll",
    "robots",
    "poetry",
    "welding",
    "statistics",
    "tourism",
    "grids",
    "harvest",
    "ethics",
]

# Everything that hangs on one signed credential, copied: a person, an enrolment, an award, a credential, its documents.
COPY = """
WITH one AS (SELECT * FROM issuing_credential WHERE revoked_at IS NULL AND suspended_at IS NULL ORDER BY id LIMIT 1),
people AS (
  INSERT INTO institution_person ({person})
  SELECT {person_values} FROM institution_person p, one, generate_series(1, %(many)s) n WHERE p.id = one.person_id
  RETURNING id),
enrolments AS (
  INSERT INTO learning_enrolment ({enrolment})
  SELECT {enrolment_values} FROM learning_enrolment e, awards_award a, one, people
  WHERE a.id = one.award_id AND e.id = a.enrolment_id RETURNING id, person_id),
awards AS (
  INSERT INTO awards_award ({award})
  SELECT {award_values} FROM awards_award a, one, enrolments en WHERE a.id = one.award_id
  RETURNING id, person_id),
lists AS (
  INSERT INTO issuing_statuslist ({list})
  SELECT {list_values} FROM issuing_statuslist l, one
  WHERE l.id IN (one.revocation_list_id, one.suspension_list_id) RETURNING id, purpose),
credentials AS (
  INSERT INTO issuing_credential ({credential})
  SELECT {credential_values} FROM one, (SELECT *, row_number() OVER () AS n FROM awards) aw RETURNING id, person_id)
INSERT INTO issuing_document ({document})
SELECT {document_values} FROM issuing_document d, one, credentials c WHERE d.credential_id = one.id
"""
CHANGES = {
    "person": {"uuid": "gen_random_uuid()", "email": "'copy' || n || '@example.org'", "is_active": "p.is_active"},
    "enrolment": {"uuid": "gen_random_uuid()", "person_id": "people.id", "identifier": "''"},
    "award": {"uuid": "gen_random_uuid()", "person_id": "en.person_id", "enrolment_id": "en.id"},
    "list": {"uuid": "gen_random_uuid()", "filled_at": "now()"},
    "credential": {
        "uuid": "gen_random_uuid()",
        "person_id": "aw.person_id",
        "award_id": "aw.id",
        "revocation_list_id": "(SELECT id FROM lists WHERE purpose = 'revocation')",
        "suspension_list_id": "(SELECT id FROM lists WHERE purpose = 'suspension')",
        "revocation_index": "aw.n",
        "suspension_index": "aw.n",
    },
    "document": {"credential_id": "c.id", "person_id": "c.person_id"},
}
TABLES = {
    "person": ("institution_person", "p"),
    "enrolment": ("learning_enrolment", "e"),
    "award": ("awards_award", "a"),
    "list": ("issuing_statuslist", "l"),
    "credential": ("issuing_credential", "one"),
    "document": ("issuing_document", "d"),
}


def main(definitions: int, credentials: int) -> None:
    """Publish *definitions*, copy *credentials*, and leave one credential where `pages.py` finds it."""
    here, running = prepare()
    publish(definitions)
    from testamur.adapters.postgres import address, roles

    with psycopg.connect(running.url(roles.SUPERUSER, "testamur") if running else address.owner(here)) as database:
        copy(database, credentials)
        row = database.execute(
            """SELECT d.content FROM issuing_document d JOIN issuing_credential c ON c.id = d.credential_id
               JOIN awards_award a ON a.id = c.award_id
               WHERE d.format = 'ob3' AND c.revoked_at IS NULL AND c.suspended_at IS NULL
                 AND a.ended_at IS NULL AND (a.valid_until IS NULL OR a.valid_until > now())
               ORDER BY c.id LIMIT 1"""
        ).fetchone()
        Path(tempfile.gettempdir(), "testamur-pages-credential.json").write_bytes(bytes(row[0]) if row else b"")
        database.execute("ANALYZE")


def publish(many: int) -> None:
    """Publish many different definitions at every institution in turn."""
    from testamur.core.model import definition
    from testamur.domain.catalogue import actions
    from testamur.domain.institution.access import system
    from testamur.domain.institution.queries import institutions

    example = Path(__file__).resolve().parents[2] / "examples" / "data-stewardship" / "microcredential.yaml"
    source = example.read_text(encoding="utf-8")
    parsed = definition.parse(source)
    places = institutions()
    for number in range(many):
        first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
        text = source.replace(f"id: {parsed.id}", f"id: {parsed.id}-{number}", 1)
        text = text.replace(parsed.title.original, f"{first.capitalize()} and {second}, part {number}", 1)
        actions.publish(system(places[number % len(places)].id), source=text, at=datetime.now(UTC))


def copy(database: psycopg.Connection[tuple[object, ...]], many: int) -> None:
    """Copy the rows of one credential *many* times."""
    parts: dict[str, str] = {}
    for name, (table, alias) in TABLES.items():
        found = database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'", [table]
        )
        columns = [str(row[0]) for row in found]
        parts[name] = ", ".join(columns)
        parts[f"{name}_values"] = ", ".join(CHANGES[name].get(column, f"{alias}.{column}") for column in columns)
    database.execute(COPY.format(**parts), {"many": many})  # type: ignore[arg-type]
    database.commit()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
