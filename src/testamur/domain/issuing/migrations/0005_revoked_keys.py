from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issuing", "0004_endorsements")]
    operations = [
        migrations.AddField("signingkey", "revoked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "signingkey", "revoked_because", models.CharField(blank=True, db_default="", max_length=500)
        ),
    ]
