"""What people decided on skills that were suggested."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant, written_once


def _foreign(to: str, named: str | None = None) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=named, to=to)


class Migration(migrations.Migration):
    dependencies = [("design", "0007_partner_post"), ("institution", "0004_former_names")]

    operations = [
        migrations.CreateModel(
            name="SkillDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("revision", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("framework", models.CharField(max_length=200)),
                ("version", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=40)),
                ("uri", models.CharField(max_length=500)),
                ("label", models.CharField(max_length=500)),
                ("verdict", models.CharField(max_length=10)),
                ("rank", models.PositiveIntegerField()),
                ("score", models.FloatField()),
                ("confidence", models.FloatField(null=True)),
                ("lane", models.CharField(max_length=10)),
                ("model", models.CharField(blank=True, max_length=100)),
                ("weights", models.JSONField()),
                ("parts", models.JSONField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", _foreign("institution.person", "+")),
                ("design", _foreign("design.design", "skill_decisions")),
                ("institution", _foreign("institution.institution")),
            ],
            options={"indexes": [models.Index(fields=["design", "outcome"], name="skill_decision_of_outcome")]},
        ),
        tenant("design_skilldecision"),
        written_once("design_skilldecision"),
    ]
