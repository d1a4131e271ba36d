from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=500)),
                ("asked", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField()),
                ("headers", models.JSONField(default=dict)),
                ("sealed", models.BinaryField(default=bytes)),
            ],
            options={
                "indexes": [models.Index(fields=["institution_id", "asked_at"], name="answer_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("institution_id", "person_id", "key"), name="answer_key")
                ],
            },
        ),
        tenant("ledger_keptanswer"),
    ]
