import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import written_once


class Migration(migrations.Migration):
    dependencies = [("institution", "0003_when_a_token_was_used")]
    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("until", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        written_once("institution_formername", verbs="UPDATE"),
    ]
