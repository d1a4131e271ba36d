"""The wall between institutions, as SQL for migrations."""

from __future__ import annotations

from django.db import migrations

_INSTITUTION = "(SELECT NULLIF(current_setting('testamur.institution', true), '')::bigint)"
_PERSON = "(SELECT NULLIF(current_setting('testamur.person', true), '')::bigint)"


def tenant(table: str, *, own: str = "", public: str = "") -> migrations.RunSQL:
    """Return the operation that walls *table* in by its ``institution_id``.

    ``own`` names the column with the person who may read the row at any institution; ``public`` is a condition under
    which anyone may read it. ``FORCE`` binds the table's owner too.
    """
    policies = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY institution ON {table} USING (institution_id = {_INSTITUTION})",
    ]
    if own:
        policies.append(f"CREATE POLICY own ON {table} FOR SELECT USING ({own} = {_PERSON})")
    if public:
        policies.append(f"CREATE POLICY public ON {table} FOR SELECT USING ({public})")
    undo = [f"DROP POLICY IF EXISTS {name} ON {table}" for name in ("institution", "own", "public")]
    undo.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return migrations.RunSQL([*policies], [*undo])


def written_once(table: str, *, verbs: str = "UPDATE OR DELETE") -> migrations.RunSQL:
    """Return the operation that makes the database refuse *verbs* on *table*, whoever asks."""
    return migrations.RunSQL(
        [
            f"""CREATE FUNCTION {table}_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION '{table} is written once' USING ERRCODE = 'restrict_violation'; END $$""",
            f"""CREATE TRIGGER written_once BEFORE {verbs} ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_is_written_once()""",
            f"""CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_written_once()""",
        ],
        [
            f"DROP TRIGGER written_once ON {table}",
            f"DROP TRIGGER never_emptied ON {table}",
            f"DROP FUNCTION {table}_is_written_once()",
        ],
    )
