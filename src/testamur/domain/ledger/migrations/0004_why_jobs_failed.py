from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_kept_answers")]
    operations = [
        migrations.CreateModel(
            name="Trouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution_id", models.BigIntegerField()),
                ("job", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=100)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("institution_id", "job"), name="trouble_last_word")],
            },
        ),
        tenant("ledger_trouble"),
    ]
