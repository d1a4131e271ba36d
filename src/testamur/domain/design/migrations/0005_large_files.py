"""Large files on their way into drafts, and what became of each row."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


def _institution() -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution")


class Migration(migrations.Migration):
    dependencies = [
        ("design", "0004_partner_organisations"),
        ("institution", "0003_when_a_token_was_used"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("institution", _institution()),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("language", models.CharField(max_length=20)),
                ("data", models.BinaryField()),
                ("state", models.CharField(max_length=10)),
                ("because", models.CharField(blank=True, max_length=40)),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["institution", "-asked_at"], name="intake_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["working", "undoing"])),
                        fields=("institution",),
                        name="intake_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", _institution()),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="design.intake"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("place", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=250)),
                ("outcome", models.CharField(max_length=10)),
                ("because", models.CharField(blank=True, max_length=40)),
                ("told", models.JSONField(default=list)),
                (
                    "design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="design.design",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "intake", "number"), name="intake_row_once")
                ],
            },
        ),
        tenant("design_intake"),
        tenant("design_intakerow"),
    ]
