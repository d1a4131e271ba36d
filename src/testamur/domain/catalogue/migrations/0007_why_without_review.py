from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_changes_and_former_codes")]
    operations = [
        migrations.AddField(
            "microcredentialversion",
            "unreviewed_because",
            models.CharField(blank=True, db_default="", max_length=500),
        )
    ]
