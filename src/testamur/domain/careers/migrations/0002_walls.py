from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("careers", "0001_initial"), ("institution", "0002_walls")]
    operations = [
        tenant("careers_target", own="person_id"),
        tenant("careers_targetskill", own="person_id"),
    ]
