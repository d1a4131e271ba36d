from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0003_told_of_answers")]
    operations = [migrations.AddField("profilelink", "with_age", models.BooleanField(default=False, db_default=False))]
