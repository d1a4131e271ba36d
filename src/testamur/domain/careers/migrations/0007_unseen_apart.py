from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("careers", "0006_walls_around_advice")]
    operations = [
        migrations.RemoveConstraint(model_name="approach", name="approach_open_once"),
        migrations.AddConstraint(
            model_name="approach",
            constraint=models.UniqueConstraint(
                fields=("institution", "organisation", "person", "is_unseen"),
                condition=models.Q(standing="open"),
                name="approach_open_once",
            ),
        ),
    ]
