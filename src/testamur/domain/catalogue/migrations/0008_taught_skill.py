import django.db.models.deletion
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_why_without_review"), ("institution", "0004_former_names")]
    operations = [
        migrations.CreateModel(
            name="TaughtSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uri", models.CharField(max_length=500)),
                ("framework", models.CharField(blank=True, max_length=200)),
                ("version", models.CharField(blank=True, max_length=100)),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
                (
                    "microcredential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="catalogue.microcredential",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["uri"], name="taught_skill_uri")],
                "constraints": [models.UniqueConstraint(fields=("microcredential", "uri"), name="taught_skill")],
            },
        ),
        tenant("catalogue_taughtskill", public="true"),
    ]
