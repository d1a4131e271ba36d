from django.db import migrations

from testamur.core.model.definition import DefinitionError, parse

_TABLES = ("catalogue_microcredential", "catalogue_microcredentialversion", "catalogue_taughtskill")


def fill(apps, editor):
    """Write the skills of what was published before they were written down; the walls are opened for as long."""
    offered, taught = (apps.get_model("catalogue", name) for name in ("MicroCredential", "TaughtSkill"))
    alias = editor.connection.alias
    with editor.connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        rows = offered._base_manager.using(alias).exclude(current=None).values_list("pk", "institution_id", "current__source")
        for row_id, institution_id, source in rows.iterator():
            taught._base_manager.using(alias).bulk_create(list(_skills(taught, row_id, institution_id, source)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _skills(taught, row_id, institution_id, source):
    try:
        course = parse(source)
    except DefinitionError:
        return
    named = {skill.uri[:500]: skill for outcome in course.outcomes for skill in outcome.skills if skill.uri}
    for uri, skill in named.items():
        yield taught(
            institution_id=institution_id,
            microcredential_id=row_id,
            uri=uri,
            framework=skill.framework[:200],
            version=skill.version[:100],
        )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_taught_skill")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
