import uuid

import django.db.models.deletion
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("insight", "0002_walls"), ("institution", "0004_former_names")]

    operations = [
        migrations.AddField("run", "is_rough", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("what", models.CharField(max_length=20)),
                ("month", models.DateField()),
                ("whose", models.CharField(max_length=64)),
                ("is_given", models.BooleanField()),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "what", "month", "whose"), name="offer_once")
                ],
            },
        ),
        tenant("insight_offer"),
    ]
