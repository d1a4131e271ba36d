from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0002_walls")]
    operations = [migrations.AddField("dispute", "told_at", models.DateTimeField(null=True))]
