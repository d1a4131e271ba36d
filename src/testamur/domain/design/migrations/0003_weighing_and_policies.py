"""Both who review weigh level and credits; the policies of a house."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant, written_once

_TWO_WEIGH = """CREATE FUNCTION design_approval_is_weighed_twice() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NEW.weighed_by_id = NEW.approved_by_id THEN
       RAISE EXCEPTION 'two people weigh level and credits' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$"""
_TRIGGER = """CREATE TRIGGER weighed_twice BEFORE INSERT ON design_approval
   FOR EACH ROW EXECUTE FUNCTION design_approval_is_weighed_twice()"""


class Migration(migrations.Migration):
    dependencies = [
        ("design", "0002_walls"),
        ("institution", "0003_when_a_token_was_used"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="credits",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="review",
            name="level",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.CreateModel(
            name="HousePolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("name", models.CharField(max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=80)),
                ("text", models.TextField()),
                ("holds_from", models.DateField()),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField()),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "name", "number"), name="house_policy_number")
                ],
            },
        ),
        tenant("design_housepolicy", public="true"),
        written_once("design_housepolicy"),
        migrations.RunSQL(
            [_TWO_WEIGH, _TRIGGER],
            ["DROP TRIGGER weighed_twice ON design_approval", "DROP FUNCTION design_approval_is_weighed_twice()"],
        ),
    ]
