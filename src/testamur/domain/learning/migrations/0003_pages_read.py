"""Which pages a learner has read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0004_former_names"),
        ("learning", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.UUIDField()),
                ("read_at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="learning.enrolment"),
                ),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "enrolment", "page"), name="page_read_once")
                ],
            },
        ),
        tenant("learning_pageread", own="person_id"),
    ]
