import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant

# The owner of the table is bound by the walls, too; they are opened for as long as it takes to fill the new columns.
_FILL = """
ALTER TABLE catalogue_microcredential NO FORCE ROW LEVEL SECURITY;
UPDATE catalogue_microcredential SET
  changed_at = greatest(published_at, coalesce(retired_at, published_at)),
  times = CASE WHEN has_live_sessions IS FALSE THEN '{morning,afternoon,evening,weekend}'::varchar[] END;
ALTER TABLE catalogue_microcredential FORCE ROW LEVEL SECURITY;
ALTER TABLE catalogue_microcredential ALTER COLUMN times SET STORAGE PLAIN;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_finding"), ("institution", "0002_walls")]
    operations = [
        migrations.AddField(
            "microcredential",
            "changed_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            "microcredential",
            "times",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), null=True, size=None
            ),
        ),
        migrations.AddField(
            "microcredential",
            "replaced_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.microcredential",
            ),
        ),
        migrations.CreateModel(
            name="FormerCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=100)),
                ("until", models.DateTimeField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="institution.institution"
                    ),
                ),
                (
                    "microcredential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_codes",
                        to="catalogue.microcredential",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("institution", "code"), name="former_code")],
            },
        ),
        tenant("catalogue_formercode", public="true"),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "microcredential", models.Index(fields=["changed_at", "id"], name="microcredential_changes")
        ),
    ]
