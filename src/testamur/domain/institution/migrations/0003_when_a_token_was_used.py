from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institution", "0002_walls")]
    operations = [
        migrations.AddField(model_name="token", name="last_used_at", field=models.DateTimeField(null=True)),
    ]
